import { expect, test } from 'vitest';
import { type Delivery, receiveGoods } from './receipt-lines.ts';

const place = { skuId: 'sku', warehouseId: 'warehouse' };
const lines = [
  { ...place, id: 'a', name: 'RED for Thurrock', sent: '100', received: '40' },
  { ...place, id: 'b', name: 'BLACK for Thurrock', sent: '12.5', received: '0' },
];
const document = { number: 'TO-1', sent: 'dispatched', sentOn: '2026-01-05', today: '2026-01-12', lines } as const;

const receive = (entered: Record<string, string>, delivery: Partial<Delivery> = {}) =>
  receiveGoods(
    document,
    {
      receivedOn: '2026-01-12',
      lines: Object.entries(entered).map(([lineId, quantity]) => ({ lineId, quantity })),
      closesOrder: false,
      ...delivery,
    },
    'operator',
  );

test('what arrives is added up line by line, with what is then still to come', () => {
  const entered = [
    { lineId: 'a', quantity: '10' },
    { lineId: 'b', quantity: '0' },
    { lineId: 'a', quantity: '20.25' },
  ];
  expect(receive({}, { lines: entered })).toEqual({
    received: [{ id: 'a', quantity: '70.250' }],
    receipts: [{ lineId: 'a', quantity: '30.250', receivedOn: new Date('2026-01-12'), receivedById: 'operator' }],
    goods: [{ ...place, quantity: '30.250' }],
    movement: { day: '2026-01-12', source: 'Receipt of TO-1' },
    ends: false,
    record: {
      receivedOn: '2026-01-12',
      closedShort: false,
      lines: [{ line: 'RED for Thurrock', quantity: '30.250', stillOpen: '29.750' }],
    },
  });
});

test('all is here once every line is, and then nothing is short', () => {
  expect(receive({ a: '60', b: '12.5' })).toMatchObject({ ends: true, record: { closedShort: false } });
  expect(receive({ a: '60', b: '12.5' }, { closesOrder: true }).record.closedShort).toBe(false);
});

test('a document ends short when nothing more will come, also when nothing came at all', () => {
  expect(receive({ a: '1' }, { closesOrder: true })).toMatchObject({ ends: true, record: { closedShort: true } });
  expect(receive({}, { closesOrder: true })).toMatchObject({ ends: true, receipts: [], record: { closedShort: true } });
  expect(() => receive({ a: '0' })).toThrow('Enter what arrived');
});

test('more than is still to come, and lines of another document, are refused', () => {
  expect(() => receive({ a: '60.001' })).toThrow('only 60 of 100 are still to come');
  expect(() => receive({ c: '1' })).toThrow('order line c does not exist');
});

test('goods arrive between the day they were sent and today', () => {
  expect(() => receive({ a: '1' }, { receivedOn: '2026-01-05' })).not.toThrow();
  expect(() => receive({ a: '1' }, { receivedOn: '2026-01-04' })).toThrow('when it was dispatched');
  expect(() => receive({ a: '1' }, { receivedOn: '2026-01-13' })).toThrow('2026-01-13 is not');
});
