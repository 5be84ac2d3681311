import { expect, test } from 'vitest';
import { type CoveringOrder, coverWords, netOfOrders } from './net-of-orders.ts';

const order = (number: string, quantity: string): CoveringOrder => ({
  orderId: `id of ${number}`,
  number,
  status: 'DRAFT',
  requester: 'Ann',
  quantity,
});
const remaining = (...input: Parameters<typeof netOfOrders>) => netOfOrders(...input).map(each => each.remaining);

test('orders take from the earliest proposal first, each unit once', () => {
  expect(remaining([100, 50], [])).toEqual(['100.000', '50.000']);
  expect(remaining([100, 50], [order('PO-1', '120')])).toEqual(['0.000', '30.000']);
  expect(remaining(['100', '50'], [order('PO-1', '60'), order('PO-2', '70'), order('PO-3', '5')])).toEqual([
    '0.000',
    '15.000',
  ]);
  expect(remaining([100], [order('PO-1', '1000')])).toEqual(['0.000']);
  expect(remaining([0, 10], [order('PO-1', '4')])).toEqual(['0.000', '6.000']);
});

test('thousandths stay exact', () => {
  expect(remaining(['0.3'], [order('PO-1', '0.1'), order('PO-2', '0.2')])).toEqual(['0.000']);
});

test('says of each proposal which orders hold how much of it', () => {
  const [first, second] = netOfOrders([100, 50], [order('PO-1', '60'), order('PO-2', '70')]);
  expect(coverWords(first!)).toBe('60 on PO-1 (draft, by Ann) and 40 on PO-2 (draft, by Ann)');
  expect(second).toMatchObject({ remaining: '20.000', coveredBy: [{ number: 'PO-2', quantity: '30' }] });
});
