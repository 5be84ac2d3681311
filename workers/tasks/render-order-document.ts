import { once } from 'node:events';
import type { OrderDocument, OrderDocumentLine, RenderedDocument } from '../../shared/contracts/order-document.ts';
import { ok, type Result } from '../../shared/result.ts';

const margin = 50;
const pageWidth = 595.28;
const pageHeight = 841.89;
const bottom = pageHeight - margin - 40;
const rowHeight = 24;

/** Left edge and width in points; figures are right-aligned. */
const columns = [
  { title: 'Item', x: 50, width: 165, align: 'left' },
  { title: 'Deliver to', x: 220, width: 105, align: 'left' },
  { title: 'Quantity', x: 330, width: 70, align: 'right' },
  { title: 'Unit cost', x: 405, width: 65, align: 'right' },
  { title: 'Amount', x: 475, width: 70, align: 'right' },
] as const;

type Document = InstanceType<typeof import('pdfkit')>;

/** A purchase order as an A4 PDF. The same input gives the same bytes. */
export async function renderOrderDocument(order: OrderDocument): Promise<Result<RenderedDocument>> {
  // Loaded with the first document: most threads never write one.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    compress: true,
    info: {
      Title: `Purchase order ${order.number}`,
      Author: printable(order.buyer),
      CreationDate: new Date(order.dated),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));

  writeHead(document, order);
  writeLines(document, order.lines);
  writeFoot(document, order);
  writePageNumbers(document, order);
  document.end();
  await once(document, 'end');
  return ok({ bytes: new Uint8Array(Buffer.concat(chunks)) });
}

function writeHead(document: Document, order: OrderDocument): void {
  document.font('Helvetica-Bold').fontSize(20).text(`Purchase order ${order.number}`, margin, margin);
  document.font('Helvetica').fontSize(10).fillColor('#444444');
  document.text(printable(`${order.buyer} to ${order.supplier}`), { paragraphGap: 2 });
  document.text(printable(order.status), { paragraphGap: 8 });
  if (order.warning) {
    document.font('Helvetica-Bold').fillColor('#b00020').text(printable(order.warning), { paragraphGap: 8 });
  }
  document.fillColor('#000000');
  for (const [label, value] of order.facts) {
    const y = document.y;
    document.font('Helvetica').fillColor('#666666').text(printable(label), margin, y, { width: 120 });
    document.fillColor('#000000').text(printable(value), margin + 125, y, { paragraphGap: 2 });
  }
  document.y += 14;
  writeRowHeads(document);
}

function writeRowHeads(document: Document): void {
  const y = document.y;
  document.font('Helvetica-Bold').fontSize(9);
  for (const { title, x, width, align } of columns) document.text(title, x, y, { width, align });
  document
    .moveTo(margin, y + 14)
    .lineTo(pageWidth - margin, y + 14)
    .lineWidth(0.7)
    .stroke('#333333');
  document.y = y + 19;
}

function writeLines(document: Document, lines: readonly OrderDocumentLine[]): void {
  for (const line of lines) {
    if (document.y + rowHeight > bottom) {
      document.addPage();
      document.y = margin;
      writeRowHeads(document);
    }
    const y = document.y;
    const cells = [line.code, line.deliverTo, line.quantity, line.unitCost, line.amount];
    document.font('Helvetica').fontSize(9).fillColor('#000000');
    for (const [index, { x, width, align }] of columns.entries()) {
      document.text(printable(cells[index] ?? ''), x, y, { width, align, height: 10, ellipsis: true });
    }
    document.fontSize(8).fillColor('#666666');
    document.text(printable(line.name), columns[0].x, y + 10, { width: columns[0].width, height: 9, ellipsis: true });
    document.fillColor('#000000');
    document.y = y + rowHeight;
  }
}

function writeFoot(document: Document, order: OrderDocument): void {
  if (document.y + 80 > bottom) {
    document.addPage();
    document.y = margin;
  }
  const y = document.y + 4;
  document
    .moveTo(margin, y - 4)
    .lineTo(pageWidth - margin, y - 4)
    .stroke('#333333');
  document.font('Helvetica-Bold').fontSize(10).text('Total', margin, y);
  document.text(printable(order.total), 395, y, { width: 150, align: 'right' });
  document.font('Helvetica').fontSize(9);
  document.text(printable(order.approval ?? 'This order carries no approval.'), margin, y + 26, { width: 495 });
  if (order.contentHash) {
    document
      .fontSize(8)
      .fillColor('#666666')
      .text(`SHA-256 of the content: ${order.contentHash}`, { width: 495, paragraphGap: 4 });
  }
}

function writePageNumbers(document: Document, order: OrderDocument): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    // Below the margin, where text would otherwise start another page.
    document.page.margins.bottom = 0;
    document
      .font('Helvetica')
      .fontSize(8)
      .fillColor('#666666')
      .text(`${order.number} · page ${page + 1} of ${count}`, margin, pageHeight - 40, {
        width: pageWidth - 2 * margin,
        align: 'right',
        lineBreak: false,
      });
  }
}

/** What the standard fonts can show (Windows-1252): other accents are dropped, other letters become a question mark. */
function printable(text: string): string {
  return [...text.normalize('NFC')]
    .map(letter => {
      if (/[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(letter)) return letter;
      if (/\s/.test(letter)) return ' ';
      const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
      return /^[\u0020-\u007e]+$/.test(plain) ? plain : '?';
    })
    .join('');
}
