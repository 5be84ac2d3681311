import { expect, test } from 'vitest';
import { inPounds, lineTotal, poundsText, requireBookable, sumOfMoney } from './order-money.ts';

test('amounts are rounded once, half up, never through a float', () => {
  expect(lineTotal('3', '1.2345')).toBe('3.70');
  expect(lineTotal('1', '1.005')).toBe('1.01');
  expect(lineTotal('99999999999', '0.0001')).toBe('10000000.00');
});

test('sums are exact where floats are not', () => {
  expect(sumOfMoney(Array.from({ length: 10 }, () => '0.10'))).toBe('1.00');
  expect(sumOfMoney(['90071992547409.93', '0.01'])).toBe('90071992547409.94');
  expect(sumOfMoney([])).toBe('0.00');
});

test('conversion rounds once to pence', () => {
  expect(inPounds('1000.00', '0.85655')).toBe('856.55');
  expect(inPounds('0.01', '0.5')).toBe('0.01');
});

test('messages write pounds in full', () => {
  expect(poundsText('50000.01')).toBe('£50,000.01');
});

test('what the books cannot hold is refused', () => {
  expect(() => requireBookable('PO-1', '999999999999.99', 'EUR')).not.toThrow();
  expect(() => requireBookable('PO-1', '1000000000000.00', 'EUR')).toThrow('PO-1 would come to 1000000000000.00 EUR');
});
