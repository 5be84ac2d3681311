import { expect, test } from 'vitest';
import { arrivalsOf, isComplete, requireReceiptDay } from './receipt-lines.ts';

const lines = [
  { id: 'a', name: 'RED for Thurrock', sent: '100', received: '40' },
  { id: 'b', name: 'BLACK for Thurrock', sent: '12.5', received: '0' },
];

test('what arrives is added up line by line, with what is then still to come', () => {
  const arrivals = arrivalsOf(lines, [
    { lineId: 'a', quantity: '10' },
    { lineId: 'b', quantity: '0' },
    { lineId: 'a', quantity: '20.25' },
  ]);
  expect(arrivals).toEqual([{ line: lines[0], quantity: '30.250', received: '70.250', stillOpen: '29.750' }]);
  expect(isComplete(lines, arrivals)).toBe(false);
});

test('all is here once every line is', () => {
  const arrivals = arrivalsOf(lines, [
    { lineId: 'a', quantity: '60' },
    { lineId: 'b', quantity: '12.5' },
  ]);
  expect(isComplete(lines, arrivals)).toBe(true);
});

test('more than is still to come, and lines of another document, are refused', () => {
  expect(() => arrivalsOf(lines, [{ lineId: 'a', quantity: '60.001' }])).toThrow('only 60 of 100 are still to come');
  expect(() => arrivalsOf(lines, [{ lineId: 'c', quantity: '1' }])).toThrow('order line c does not exist');
});

test('goods arrive between the day they were sent and today', () => {
  const days = { sentOn: '2026-01-05', sent: 'dispatched', today: '2026-01-12' } as const;
  expect(() => requireReceiptDay('TO-1', '2026-01-05', days)).not.toThrow();
  expect(() => requireReceiptDay('TO-1', '2026-01-12', days)).not.toThrow();
  expect(() => requireReceiptDay('TO-1', '2026-01-04', days)).toThrow('when it was dispatched');
  expect(() => requireReceiptDay('TO-1', '2026-01-13', days)).toThrow('2026-01-13 is not');
});
