import { expect, test } from 'vitest';
import type { PlanLineInput } from '../contracts/inventory.ts';
import { type ExceptionOrder, stockExceptions } from './stock-exceptions.ts';

const planningDate = '2026-01-05';

/** 100 units a week for ten weeks, £2 each, 20 % a year to hold, two weeks from order to arrival. */
function line(onHand: number, onOrder: PlanLineInput['onOrder'] = []): PlanLineInput {
  return {
    itemId: 'RED',
    warehouseId: 'UK',
    supplierId: 'NORTH',
    demand: { mean: Array(10).fill(100), deviation: Array(10).fill(20), quantiles: [] },
    onHand,
    backOrdered: 0,
    onOrder,
    leadTimeDays: 14,
    leadTimeDeviationDays: 0,
    reviewPeriodDays: 7,
    unitCostMinor: 200,
    priceBreaks: [],
    lineOrderCostMinor: 0,
    holdingRatePerYear: 0.2,
    shortageCostMinor: null,
    minimumOrderQuantity: 0,
    orderMultiple: 1,
    service: { measure: 'fill', target: 0.95 },
    sources: {},
  };
}
const order = (quantity: number, expectedOn: string | null): ExceptionOrder => ({
  kind: 'purchase',
  orderId: 'id',
  number: 'PO-1',
  quantity,
  expectedOn,
});
const exceptionsOf = (stock: PlanLineInput, orders: readonly ExceptionOrder[] = [], safetyStock = 50) =>
  stockExceptions(stock, orders, safetyStock, planningDate);

test('an order that arrives after stock has run out is to be expedited: the demand until then, at cost', () => {
  // 150 units last one and a half weeks; 400 arrive in week 4: weeks 1 to 3 are short of 50 + 100 + 100.
  const coming = order(400, '2026-02-02');
  expect(exceptionsOf(line(150, [{ quantity: 400, dueWeek: 4 }]), [coming])).toEqual([
    {
      kind: 'expedite',
      order: coming,
      units: 250,
      atRiskMinor: 50_000,
      day: '2026-01-12',
      weeksEarly: 0,
      safetyStock: 50,
    },
  ]);
});

test('a shortage within the lead time that no order covers asks for an order', () => {
  // Short of 50 in week 1 and 100 in week 2, before an order placed now could be there for week 3.
  expect(exceptionsOf(line(150))).toMatchObject([
    { kind: 'order', order: null, units: 150, atRiskMinor: 30_000, day: '2026-01-12' },
  ]);
  expect(exceptionsOf(line(450))).toEqual([]);
});

test('an order that is not needed for two weeks after its arrival is to be deferred: what holding it costs', () => {
  // Without it 450 units stay above 50 until the end of week 3; it arrives in week 1: weeks 1 to 3 are early.
  const [exception, ...others] = exceptionsOf(line(450, [{ quantity: 700, dueWeek: 1 }]), [order(700, '2026-01-12')]);
  expect(others).toEqual([]);
  expect(exception).toMatchObject({ kind: 'defer', units: 700, weeksEarly: 3, day: '2026-02-02' });
  expect(exception!.atRiskMinor).toBe(Math.round((700 * 200 * 0.2 * 3) / (365.25 / 7)));
});

test('an order that the forecast never needs is to be cancelled: its goods at cost', () => {
  expect(exceptionsOf(line(1_100, [{ quantity: 300, dueWeek: 2 }]), [order(300, '2026-01-19')])).toMatchObject([
    { kind: 'cancel', units: 300, atRiskMinor: 60_000, day: null },
  ]);
});

test('an order whose day has passed is overdue by what would be short without it', () => {
  // Counted as arriving now; without it 120 units leave 80 short in week 1, before it could be bought again.
  expect(exceptionsOf(line(120, [{ quantity: 500, dueWeek: 0 }]), [order(500, '2025-12-29')])).toMatchObject([
    { kind: 'overdue', units: 80, atRiskMinor: 16_000, day: '2026-01-12' },
  ]);
});

test('an order that comes when it is needed is no exception', () => {
  expect(exceptionsOf(line(250, [{ quantity: 800, dueWeek: 2 }]), [order(800, '2026-01-19')])).toEqual([]);
});

test('goods on their way from another warehouse can be chased, not deferred or cancelled', () => {
  const transfer = (day: string) => [{ ...order(300, day), kind: 'transfer' as const }];
  expect(exceptionsOf(line(1_100, [{ quantity: 300, dueWeek: 2 }]), transfer('2026-01-19'))).toEqual([]);
  expect(exceptionsOf(line(120, [{ quantity: 500, dueWeek: 0 }]), transfer('2025-12-29'))).toMatchObject([
    { kind: 'overdue', order: { kind: 'transfer' } },
  ]);
});
