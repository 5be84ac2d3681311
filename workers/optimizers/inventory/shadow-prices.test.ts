import { expect, test } from 'vitest';
import { InventoryProblem } from '../../../shared/contracts/inventory.ts';
import type { RunContext } from '../../run-context.ts';
import { shadowPrices } from './shadow-prices.ts';

const weeks = 2;
const run: RunContext = { seed: 1, progress: () => {}, cancelled: () => false };

/** One line that sells exactly 100 a week, holds a unit for 10 a week and loses 5,000 for each unit not served. */
function problem(change: {
  orderCostMinor?: number;
  volumeCapacity?: number;
  cashTotalMinor?: number;
}): InventoryProblem {
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: [
      { id: 'north', orderCostMinor: change.orderCostMinor ?? 0, minimumOrderValueMinor: 0, capacityByWeek: null },
    ],
    warehouses: [{ id: 'uk', volumeCapacity: change.volumeCapacity ?? null }],
    items: [{ id: 'red', unitVolume: 1, shelfLifeDays: null }],
    lines: [
      {
        itemId: 'red',
        warehouseId: 'uk',
        supplierId: 'north',
        demand: { mean: Array(weeks).fill(100), deviation: Array(weeks).fill(0), quantiles: [] },
        onHand: 0,
        backOrdered: 0,
        onOrder: [],
        leadTimeDays: 0,
        leadTimeDeviationDays: 0,
        reviewPeriodDays: 7,
        unitCostMinor: 1000,
        priceBreaks: [],
        lineOrderCostMinor: 0,
        holdingRatePerYear: 365.25 / 7 / 100,
        shortageCostMinor: 5000,
        minimumOrderQuantity: 0,
        orderMultiple: 100,
        service: { measure: 'fill', target: 0.97 },
        sources: {},
      },
    ],
    lanes: [],
    limits: { cashTotalMinor: change.cashTotalMinor ?? null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'optimise',
    timeLimitSeconds: 10,
    gapTarget: 0,
  });
}

const priced = (input: InventoryProblem, orderByWeek: readonly number[]) =>
  shadowPrices(input, { lines: [{ orderByWeek: [...orderByWeek] }], transfers: [] }, [5000], run);

test('one more pallet saves an order, less what holding its goods costs', () => {
  // 100 left at the end of a week is one half too much: an order each week. One per cent more, and one order does.
  const prices = priced(problem({ orderCostMinor: 3000, volumeCapacity: 99.5 }), [100, 100]);
  expect(prices.find(each => each.constraint === 'warehouse-volume')).toEqual({
    constraint: 'warehouse-volume',
    scope: 'uk',
    week: null,
    step: 0.995,
    unit: 'volume',
    costChangeMinor: -3000 + 100 * 10,
    fillRateChange: 0,
  });
});

test('a thousand more in all buys the week that the budget did not reach', () => {
  const prices = priced(problem({ cashTotalMinor: 100_000 }), [100, 0]);
  expect(prices.find(each => each.constraint === 'cash-total')).toEqual({
    constraint: 'cash-total',
    scope: null,
    week: null,
    step: 100_000,
    unit: 'minor',
    costChangeMinor: -100 * 5000,
    fillRateChange: 0.5,
  });
});

test('a limit that does not bind is worth nothing, and none that is not there is priced', () => {
  const prices = priced(problem({ orderCostMinor: 3000, volumeCapacity: 1000 }), [200, 0]);
  expect(prices.map(each => each.constraint)).toEqual(['warehouse-volume', 'lead-time']);
  expect(prices.every(each => each.costChangeMinor === 0)).toBe(true);
});
