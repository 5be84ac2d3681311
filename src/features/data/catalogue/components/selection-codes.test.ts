import { expect, test } from 'vitest';
import { filtersOf, sameSelection, selectionOf } from './selection-codes.ts';

const catalogue = {
  products: [
    { id: 'p2', code: 'RED' },
    { id: 'p1', code: 'GOLD' },
  ],
  regions: [{ id: 'r1', code: 'UK' }],
  channels: [{ id: 'c1', code: 'AMAZON-UK' }],
};

test('codes become sorted ids and back; unknown codes are left out', () => {
  const selection = selectionOf(catalogue, { products: ['RED', 'GOLD', 'PINK'], markets: ['UK'], channels: [] });
  expect(selection).toEqual({ productIds: ['p1', 'p2'], regionIds: ['r1'], channelIds: [] });
  expect(filtersOf(catalogue, selection!)).toEqual({ products: ['RED', 'GOLD'], markets: ['UK'], channels: [] });
});

test('only codes wait for the catalogue', () => {
  const all = { products: [], markets: [], channels: [] };
  expect(selectionOf(undefined, all)).toEqual({ productIds: [], regionIds: [], channelIds: [] });
  expect(selectionOf(undefined, { ...all, markets: ['UK'] })).toBeUndefined();
});

test('the order of ids does not make another selection', () => {
  const first = { productIds: ['p1', 'p2'], regionIds: [], channelIds: [] };
  expect(sameSelection(first, { ...first, productIds: ['p2', 'p1'] })).toBe(true);
  expect(sameSelection(first, { ...first, productIds: ['p1'] })).toBe(false);
});
