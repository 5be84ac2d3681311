import { expect, test } from 'vitest';
import { nearestOrderable, requireOrderable } from './order-quantity.ts';

const terms = { minimumOrderQuantity: '600', orderMultiple: '60' };

test.each([
  ['600', []],
  ['660', []],
  ['630', ['600', '660']],
  ['599.999', ['600']],
  ['0', ['600']],
  ['600.001', ['600', '660']],
])('%s of at least 600 in sixties', (quantity, nearest) => {
  expect(nearestOrderable(quantity, terms)).toEqual(nearest);
});

test('a minimum that is no multiple is rounded up to one', () => {
  expect(nearestOrderable('500', { minimumOrderQuantity: '500', orderMultiple: '144' })).toEqual(['576']);
  expect(nearestOrderable('576', { minimumOrderQuantity: '500', orderMultiple: '144' })).toEqual([]);
});

test('without a minimum one multiple is the least; fractions are exact', () => {
  expect(nearestOrderable('0', { minimumOrderQuantity: '0', orderMultiple: '12' })).toEqual(['12']);
  expect(nearestOrderable('0.3', { minimumOrderQuantity: '0', orderMultiple: '0.1' })).toEqual([]);
});

test('the refusal names supplier, line and quantities that would do', () => {
  const line = { skuId: 'a', name: 'RED-UK for Thurrock', quantity: '630' };
  expect(() => requireOrderable('Bottlers', [line], new Map([['a', terms]]))).toThrow(
    '630 of RED-UK for Thurrock cannot be ordered: Bottlers sells at least 600 in multiples of 60. Use 600 or 660.',
  );
  expect(() => requireOrderable('Bottlers', [line], new Map())).toThrow(/Bottlers has no terms for RED-UK/);
});
