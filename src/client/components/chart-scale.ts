/** Maps a figure to pixels. */
export type Scale = (value: number) => number;

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain;
  const span = high - low || 1;
  return value => range[0] + ((value - low) / span) * (range[1] - range[0]);
}

/**
 * Round figures that cover [low, high], in steps of 1, 2, 2.5 or 5 times a power of ten.
 * @param count about how many steps to make
 * @returns ascending, the first at or below `low`, the last at or above `high`
 */
export function niceTicks(low: number, high: number, count = 4): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = high - low || Math.abs(high) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find(factor => factor * power >= rough * 0.999_999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  // A product of whole steps keeps 0.3 from becoming 0.30000000000000004.
  const decimals = Math.max(0, -Math.floor(Math.log10(step)) + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(decimals)));
}

export interface DayTick {
  /** Index into the days. */
  readonly index: number;
  readonly day: string;
  readonly unit: 'day' | 'month' | 'year';
}

/**
 * Places on a time axis that deserve a label: first days of years, quarters, months, or every n-th day, as many as fit.
 * @param days       ascending business days
 * @param mostLabels how many labels fit side by side
 */
export function dayTicks(days: readonly string[], mostLabels: number): DayTick[] {
  const fits = (ticks: DayTick[]) => ticks.length <= Math.max(1, mostLabels);
  const monthStarts = days.flatMap((day, index) =>
    index > 0 && day.slice(0, 7) !== days[index - 1]!.slice(0, 7) ? [{ index, day, unit: 'month' as const }] : [],
  );
  if (monthStarts.length < 2) {
    const step = Math.max(1, Math.ceil(days.length / Math.max(1, mostLabels)));
    return days.flatMap((day, index) => (index % step === 0 ? [{ index, day, unit: 'day' as const }] : []));
  }
  for (const months of [1, 2, 3, 6]) {
    const ticks = monthStarts.filter(({ day }) => (Number(day.slice(5, 7)) - 1) % months === 0);
    if (fits(ticks)) return ticks;
  }
  const years = monthStarts
    .filter(({ day }) => day.slice(5, 7) === '01')
    .map(tick => ({ ...tick, unit: 'year' as const }));
  const step = Math.max(1, Math.ceil(years.length / Math.max(1, mostLabels)));
  return years.filter((_, index) => index % step === 0);
}

type Values = readonly (number | null)[];

/** SVG path through the known points; an absent value leaves a gap instead of a zero. */
export function linePath(values: Values, x: Scale, y: Scale): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      drawing = false;
      return;
    }
    path += `${drawing ? 'L' : 'M'}${round(x(index))} ${round(y(value))}`;
    drawing = true;
  });
  return path;
}

/** SVG area between two lines, one closed shape for each unbroken stretch. */
export function bandPath(lower: Values, upper: Values, x: Scale, y: Scale): string {
  let path = '';
  let stretch: number[] = [];
  const close = () => {
    if (stretch.length > 0) {
      const above = stretch.map(index => `${round(x(index))} ${round(y(upper[index]!))}`);
      const below = stretch.toReversed().map(index => `${round(x(index))} ${round(y(lower[index]!))}`);
      path += `M${[...above, ...below].join('L')}Z`;
    }
    stretch = [];
  };
  for (let index = 0; index < Math.max(lower.length, upper.length); index += 1) {
    if (Number.isFinite(lower[index] ?? Number.NaN) && Number.isFinite(upper[index] ?? Number.NaN)) stretch.push(index);
    else close();
  }
  close();
  return path;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
