import { expect, test } from 'vitest';
import { priceBreakProblems, unitCostAt } from './price-breaks.ts';

const terms = {
  unitCost: '2.5',
  priceBreaks: [
    { minimumQuantity: 600, unitCost: '2.4' },
    { minimumQuantity: 1200.5, unitCost: '2.3456' },
  ],
};

test.each([
  ['0', '2.5000'],
  ['599.999', '2.5000'],
  ['600', '2.4000'],
  ['600.000', '2.4000'],
  [1200, '2.4000'],
  ['1200.5', '2.3456'],
  ['90000000000', '2.3456'],
])('%s units cost %s each, whatever is below a price break included', (quantity, unitCost) => {
  expect(unitCostAt(quantity, terms)).toBe(unitCost);
});

test('without price breaks every quantity has the unit cost', () => {
  expect(unitCostAt('1', { unitCost: '0.01', priceBreaks: [] })).toBe('0.0100');
});

test('rising quantities with falling prices have no problem', () => {
  expect(priceBreakProblems(terms)).toEqual([]);
});

test('a quantity that does not rise and a price that does not fall are named with their place', () => {
  const priceBreaks = [
    { minimumQuantity: 0, unitCost: '2.5' },
    { minimumQuantity: 600, unitCost: '2.4' },
    { minimumQuantity: 600, unitCost: '2.40' },
  ];
  expect(priceBreakProblems({ unitCost: '2.5', priceBreaks })).toEqual([
    { index: 0, field: 'minimumQuantity', message: 'Enter a quantity above 0.' },
    { index: 0, field: 'unitCost', message: 'Enter less than 2.5, the unit cost without a price break.' },
    { index: 2, field: 'minimumQuantity', message: 'Enter a quantity above 600.' },
    { index: 2, field: 'unitCost', message: 'Enter less than 2.4, the price break before it.' },
  ]);
});
