import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { OrderDocument } from '../../shared/contracts/order-document.ts';
import { renderOrderDocument } from './render-order-document.ts';

const order: OrderDocument = {
  number: 'PO-000042',
  status: 'Approved',
  warning: null,
  buyer: 'Sample Spirits',
  supplier: 'Łódź Bottling (LB)',
  facts: [['Expected on', '17 Jul 2026']],
  lines: [
    {
      code: 'RED-UK',
      name: 'Red 70 cl',
      deliverTo: 'Thurrock',
      quantity: '600 bottles',
      unitCost: '€1.2500',
      amount: '€750.00',
    },
  ],
  total: '€750.00',
  approval: 'Approved by Director.',
  contentHash: 'ab'.repeat(32),
  dated: '2026-03-01T09:00:00.000Z',
};

/** The words on the pages: pdfkit writes them as hexadecimal runs with kerning between. */
function wordsOf(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes);
  const words: string[] = [];
  for (let at = raw.indexOf('stream\n'); at >= 0; at = raw.indexOf('stream\n', at + 7)) {
    if (raw.subarray(at - 3, at).toString() === 'end') continue;
    const content = inflateSync(raw.subarray(at + 7), { finishFlush: 2 }).toString('latin1');
    for (const [, run = ''] of content.matchAll(/\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/g)) {
      const hex = [...run.matchAll(/<([0-9a-f]*)>/g)].map(match => match[1]).join('');
      words.push(new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')));
    }
  }
  return words.join(' ');
}

async function render(change: Partial<OrderDocument> = {}) {
  const result = await renderOrderDocument({ ...order, ...change });
  if (!result.ok) throw new Error(result.code);
  return result.value.bytes;
}

test('holds head, lines, total, approval and hash', async () => {
  const bytes = await render();
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  const words = wordsOf(bytes);
  for (const part of [
    'Purchase order PO-000042',
    'Sample Spirits to ?ódz Bottling (LB)',
    '17 Jul 2026',
    'RED-UK',
    '600 bottles',
    '€1.2500',
    '€750.00',
    'Approved by Director.',
    'ab'.repeat(32),
    'page 1 of 1',
  ]) {
    expect(words).toContain(part);
  }
});

test('without an approval the paper says so', async () => {
  const words = wordsOf(await render({ approval: null, warning: 'Not an order' }));
  expect(words).toContain('Not an order');
  expect(words).toContain('This order carries no approval.');
});

test('many lines go over pages, each with its heading and number; none is lost', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => ({ ...order.lines[0]!, code: `SKU-${index}-END` }));
  const words = wordsOf(await render({ lines }));
  for (const { code } of lines) expect(words).toContain(code);
  const pages = Number(/page 1 of (\d+)/.exec(words)?.[1]);
  expect(pages).toBeGreaterThan(3);
  expect(words.match(/Deliver to/g)).toHaveLength(pages);
});

test('the same order gives the same bytes', async () => {
  expect(Buffer.from(await render()).equals(Buffer.from(await render()))).toBe(true);
});
