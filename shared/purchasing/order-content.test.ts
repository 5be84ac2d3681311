import { expect, test } from 'vitest';
import { canonicalText, changedLines, type OrderContent } from './order-content.ts';

const line = (lineId: string, quantity = '600.000') => ({
  lineId,
  skuId: `sku ${lineId}`,
  warehouseId: 'warehouse',
  quantity,
  unitCost: '1.2500',
  lineTotal: '750.00',
});
const content: OrderContent = {
  organisationId: 'organisation',
  orderId: 'order',
  number: 'PO-000001',
  round: 1,
  supplierId: 'supplier',
  requestedById: 'planner',
  currency: 'EUR',
  expectedOn: '2026-04-01',
  lines: [line('a'), line('b')],
  total: '1500.00',
  gbpPerUnit: '0.85000000',
  gbpRateDay: '2026-03-01',
  totalGbp: '1275.00',
};

test('the order of keys and lines does not matter', () => {
  const shuffled = Object.fromEntries(Object.entries(content).toReversed()) as unknown as OrderContent;
  expect(canonicalText({ ...shuffled, lines: content.lines.toReversed() })).toBe(canonicalText(content));
});

test('every field matters', () => {
  const first = content.lines[0]!;
  const changes: OrderContent[] = [
    ...(Object.keys(content) as (keyof OrderContent)[])
      .filter(key => key !== 'lines')
      .map(key => ({ ...content, [key]: key === 'round' ? 2 : 'other' })),
    ...(Object.keys(first) as (keyof typeof first)[]).map(key => ({
      ...content,
      lines: [{ ...first, [key]: 'other' }, content.lines[1]!],
    })),
    { ...content, lines: [first] },
  ];
  expect(changes).toHaveLength(19);
  expect(new Set([canonicalText(content), ...changes.map(canonicalText)]).size).toBe(changes.length + 1);
});

test('names changed, added and removed lines', () => {
  expect(changedLines([line('a'), line('b')], [line('a'), line('c'), line('b', '660.000')])).toEqual([
    expect.objectContaining({ skuId: 'sku c', before: null }),
    expect.objectContaining({ skuId: 'sku b', after: expect.objectContaining({ quantity: '660.000' }) }),
  ]);
  expect(changedLines([line('a'), line('b')], [line('a')])).toEqual([
    expect.objectContaining({ skuId: 'sku b', after: null }),
  ]);
  expect(changedLines(content.lines, content.lines)).toEqual([]);
});
