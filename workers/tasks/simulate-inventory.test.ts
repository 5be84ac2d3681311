import { expect, test } from 'vitest';
import { InventoryProblem } from '../../shared/contracts/inventory.ts';
import { safetyStockForFillRate } from '../../shared/numerics/safety-stock-for-fill-rate.ts';
import { safetyStockForFillRateUnderReview } from '../../shared/numerics/safety-stock-for-fill-rate-under-review.ts';
import { simulateInventory } from './simulate-inventory.ts';

const weeks = 26;
const run = { seed: 11, progress: () => {}, cancelled: () => false };

/** Spirits in nine-litre cases, as the sample workspace plans them: weekly review, season, late deliveries. */
function problem(measure: 'cycle' | 'fill', target: number): InventoryProblem {
  const lines = [
    { itemId: 'red', mean: 420, spread: 0.25, leadTimeDays: 21, late: 3, minimum: 450 },
    { itemId: 'black', mean: 900, spread: 0.35, leadTimeDays: 28, late: 5, minimum: 900 },
    { itemId: 'gold', mean: 160, spread: 0.45, leadTimeDays: 35, late: 4, minimum: 450 },
  ].map(each => ({
    itemId: each.itemId,
    warehouseId: 'uk',
    supplierId: 'north',
    demand: {
      mean: Array.from({ length: weeks }, (_, week) => each.mean * (1 + 0.2 * Math.sin((2 * Math.PI * week) / 26))),
      deviation: Array<number>(weeks).fill(each.mean * each.spread),
      quantiles: [],
    },
    onHand: each.mean * 6,
    backOrdered: 0,
    onOrder: [],
    leadTimeDays: each.leadTimeDays,
    leadTimeDeviationDays: each.late,
    reviewPeriodDays: 7,
    unitCostMinor: 460,
    priceBreaks: [],
    lineOrderCostMinor: 0,
    holdingRatePerYear: 0.2,
    shortageCostMinor: null,
    minimumOrderQuantity: each.minimum,
    orderMultiple: 9,
    service: { measure, target },
    sources: {},
  }));
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: [{ id: 'north', orderCostMinor: 9000, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: [{ id: 'uk', volumeCapacity: null }],
    items: lines.map(({ itemId }) => ({ id: itemId, unitVolume: 1, shelfLifeDays: null })),
    lines,
    lanes: [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'policy',
    timeLimitSeconds: 10,
    gapTarget: 0.01,
  });
}

function simulate(measure: 'cycle' | 'fill', target: number, seed = 11) {
  const result = simulateInventory({ problem: problem(measure, target), paths: 1000 }, { ...run, seed });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

test.each([0.97, 0.98, 0.99])(
  'over 1,000 paths the policy gives a fill rate within one point of %d',
  target => {
    const simulated = simulate('fill', target);
    expect(Math.abs(simulated.fillRate - target)).toBeLessThan(0.01);
    for (const line of simulated.lines) expect(Math.abs(line.fillRate - target)).toBeLessThan(0.01);
  },
  60_000,
);

test('a cycle target is kept too, and costs more stock than the same fill target', () => {
  const cycle = simulate('cycle', 0.97);
  const fill = simulate('fill', 0.97);
  for (const [index, line] of cycle.lines.entries()) {
    expect(line.cycleService).toBeGreaterThan(0.96);
    expect(line.averageStock).toBeGreaterThan(fill.lines[index]!.averageStock);
  }
}, 60_000);

test('the same seed gives the same answer, another seed another', () => {
  expect(simulate('fill', 0.98, 4)).toEqual(simulate('fill', 0.98, 4));
  expect(simulate('fill', 0.98, 5).fillRate).not.toBe(simulate('fill', 0.98, 4).fillRate);
}, 60_000);

test('without a review period the safety stock is the textbook one', () => {
  expect(safetyStockForFillRateUnderReview(0.98, 600, 0, 128.12)).toBeCloseTo(
    safetyStockForFillRate(0.98, 600, 128.12),
    6,
  );
  expect(safetyStockForFillRateUnderReview(0.98, 600, 280, 128.12)).toBeLessThan(
    safetyStockForFillRate(0.98, 600, 128.12),
  );
});
