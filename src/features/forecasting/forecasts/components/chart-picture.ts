const scale = 2;
const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-family',
];

/**
 * A PNG of the chart inside `container`, at twice its size on screen, in the colours of the current scheme.
 * @throws Error when there is no chart in it
 */
export async function chartPicture(container: HTMLElement, title: string): Promise<Blob> {
  const source = [...container.querySelectorAll('svg')].toSorted((a, b) => b.clientWidth - a.clientWidth)[0];
  if (!source || source.clientWidth < 100) throw new Error('Show the chart first: the table has no picture.');
  const { clientWidth: width, clientHeight: height } = source;
  const copy = source.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  // A picture has no style sheet: what the page's sheet says is written into each element.
  const [styled, plain] = [source.querySelectorAll('*'), copy.querySelectorAll('*')];
  for (const [index, element] of [...styled].entries()) {
    const style = getComputedStyle(element);
    for (const name of drawn) plain[index]?.setAttribute(name, style.getPropertyValue(name));
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();

  const titleHeight = 28;
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = (height + titleHeight) * scale;
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  const body = getComputedStyle(container);
  context.fillStyle = body.getPropertyValue('--app-surface');
  context.fillRect(0, 0, width, height + titleHeight);
  context.fillStyle = body.getPropertyValue('--app-text');
  context.font = `600 13px ${body.fontFamily}`;
  context.fillText(title, 8, 18);
  context.drawImage(image, 0, titleHeight, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The picture could not be made.')))),
  );
}
