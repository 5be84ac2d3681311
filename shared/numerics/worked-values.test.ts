import { expect, test } from 'vitest';
import { cycleServiceLevel } from './cycle-service-level.ts';
import { economicOrderQuantity } from './economic-order-quantity.ts';
import { economicProductionQuantity } from './economic-production-quantity.ts';
import { fillRate } from './fill-rate.ts';
import { inventoryPosition } from './inventory-position.ts';
import { inverseStandardLoss } from './inverse-standard-loss.ts';
import { leadTimeDemandDeviation } from './lead-time-demand-deviation.ts';
import { lineAmountMinor } from './line-amount.ts';
import { reorderPoint } from './reorder-point.ts';
import { floorOrderQuantity, roundOrderQuantity } from './round-order-quantity.ts';
import { safetyStockForCycleService } from './safety-stock-for-cycle-service.ts';
import { safetyStockForFillRate } from './safety-stock-for-fill-rate.ts';
import { standardNormalLoss } from './standard-normal-loss.ts';
import { sumOverInterval } from './sum-over-interval.ts';
import { unitPriceMinor } from './unit-price.ts';

const twoDecimals = (value: number) => value.toFixed(2);

test('order sizes: D = 12,000, S = £50, h = £3.75, p = 60,000', () => {
  expect(twoDecimals(economicOrderQuantity(12_000, 50, 3.75))).toBe('565.69');
  expect(twoDecimals(economicProductionQuantity(12_000, 50, 3.75, 60_000))).toBe('632.46');
});

test('safety stock and reorder point: d = 40 a day, σ = 12, L = 14 days, σ_L = 3 days, 98 % of cycles', () => {
  const deviation = leadTimeDemandDeviation(40, 12, 14, 3);
  const safetyStock = safetyStockForCycleService(0.98, deviation);
  expect(twoDecimals(deviation)).toBe('128.12');
  expect(twoDecimals(safetyStock)).toBe('263.14');
  expect(twoDecimals(reorderPoint(40, 14, safetyStock))).toBe('823.14');
});

test('98 % fill with Q = 600 needs less stock than 98 % of cycles, and is 82.6 % of cycles', () => {
  const deviation = leadTimeDemandDeviation(40, 12, 14, 3);
  const safetyStock = safetyStockForFillRate(0.98, 600, deviation);
  expect(twoDecimals(safetyStock)).toBe('120.16');
  expect((100 * cycleServiceLevel(safetyStock, deviation)).toFixed(1)).toBe('82.6');
  expect(fillRate(safetyStock, 600, deviation)).toBeCloseTo(0.98, 12);
});

test('without uncertainty there is nothing to be safe from', () => {
  expect(safetyStockForFillRate(0.98, 600, 0)).toBe(0);
  expect(safetyStockForCycleService(0.98, 0)).toBe(0);
  expect(fillRate(-60, 600, 0)).toBeCloseTo(0.9, 12);
  expect(cycleServiceLevel(0, 0)).toBe(1);
});

test.each([1e-12, 1e-3, 0.05, 0.3989, 1, 7, 500])('the inverse of the normal loss returns to %d', loss => {
  expect(standardNormalLoss(inverseStandardLoss(loss)) / loss).toBeCloseTo(1, 6);
});

test.each([
  [130, 120, 24, 144],
  [1, 120, 24, 120],
  [0, 120, 24, 0],
  [0.3, 0, 0.1, 0.3],
  [100, 50, 7, 105],
])('an order of %d, minimum %d, multiple %d becomes %d', (needed, minimum, multiple, expected) => {
  expect(roundOrderQuantity(needed, minimum, multiple)).toBe(expected);
});

test('an allowance is rounded down, and below the minimum it buys nothing', () => {
  expect(floorOrderQuantity(143, 120, 24)).toBe(120);
  expect(floorOrderQuantity(119, 120, 24)).toBe(0);
  expect(floorOrderQuantity(-5, 0, 24)).toBe(0);
});

test('a line amount is rounded once, half up, from the exact decimal product', () => {
  expect(lineAmountMinor(3, 123.45)).toBe(370);
  expect(lineAmountMinor(1, 1.005e2)).toBe(101);
  expect(lineAmountMinor(1_000_000, 123.4567)).toBe(123_456_700);
});

test('an interval takes part of a week, and the last week stands for all after it', () => {
  expect(sumOverInterval(10, [70, 35, 90])).toBe(85);
  expect(sumOverInterval(21, [70, 35])).toBe(140);
  expect(sumOverInterval(0, [70])).toBe(0);
});

test('a price break applies from its quantity on', () => {
  const breaks = [
    { minimumQuantity: 400, unitCostMinor: 95 },
    { minimumQuantity: 800, unitCostMinor: 90 },
  ];
  expect([399, 400, 799, 800].map(quantity => unitPriceMinor(quantity, 100, breaks))).toEqual([100, 95, 95, 90]);
});

test('the inventory position counts what is on its way and what is owed', () => {
  expect(inventoryPosition(100, 50, 170)).toBe(-20);
});

test.each([
  () => economicOrderQuantity(12_000, 50, 0),
  () => economicOrderQuantity(-1, 50, 3.75),
  () => economicProductionQuantity(100, 50, 3.75, 100),
  () => safetyStockForCycleService(1, 10),
  () => safetyStockForFillRate(0.98, 0, 10),
  () => leadTimeDemandDeviation(40, 12, Number.NaN, 3),
  () => roundOrderQuantity(10, 0, 0),
])('numbers outside the domain are refused by name', compute => {
  expect(compute).toThrow(expect.objectContaining({ code: 'numerics.out-of-domain' }));
});
