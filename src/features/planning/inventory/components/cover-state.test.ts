import { expect, test } from 'vitest';
import { coverShare, coverState } from './cover-state.ts';

const stock = { onHand: 100, backOrdered: 0, asOf: '2026-11-20', source: 'Count', version: 1 };
const outlook = {
  position: 100,
  safetyStock: 10,
  reorderPoint: 80,
  protectedDays: 28,
  daysOfCover: 30,
  positionDays: 30,
};

test.each([
  ['enough', {}],
  ['order', { position: 80 }],
  ['late', { position: 60, positionDays: 20.9 }],
  ['enough', { positionDays: null, daysOfCover: null }],
])('%s with %o', (state, change) => {
  expect(coverState({ stock, leadTimeDays: 21, outlook: { ...outlook, ...change } })).toBe(state);
});

test('stock that is owed is out, also where no forecast says how long it lasts', () => {
  expect(coverState({ stock: { ...stock, backOrdered: 100 }, leadTimeDays: 21, outlook })).toBe('out');
  expect(coverState({ stock: { ...stock, onHand: 0 }, leadTimeDays: null, outlook: null })).toBe('out');
  expect(coverState({ stock, leadTimeDays: 21, outlook: null })).toBe('unknown');
  expect(coverState({ stock: null, leadTimeDays: 21, outlook: null })).toBe('unknown');
});

test('cover is measured against the days it must last', () => {
  expect(coverShare({ outlook: { ...outlook, daysOfCover: 14 } })).toBe(0.5);
  expect(coverShare({ outlook: { ...outlook, daysOfCover: null } })).toBe(Number.POSITIVE_INFINITY);
  expect(coverShare({ outlook: null })).toBeNaN();
});
