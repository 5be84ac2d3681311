import { expect, test } from 'vitest';
import type { InventoryProblem, PlanLineInput } from '../contracts/inventory.ts';
import { pricePlan } from '../numerics/price-plan.ts';
import { priceScenario, type ScenarioBasis } from './price-scenario.ts';

const weeks = 4;

function line(change: Partial<PlanLineInput> = {}): PlanLineInput {
  return {
    itemId: 'RED',
    warehouseId: 'UK',
    supplierId: 'NORTH',
    demand: { mean: Array(weeks).fill(100), deviation: Array(weeks).fill(0), quantiles: [] },
    onHand: 150,
    backOrdered: 0,
    onOrder: [],
    leadTimeDays: 7,
    leadTimeDeviationDays: 0,
    reviewPeriodDays: 0,
    unitCostMinor: 200,
    priceBreaks: [],
    lineOrderCostMinor: 0,
    holdingRatePerYear: 0,
    shortageCostMinor: null,
    minimumOrderQuantity: 60,
    orderMultiple: 12,
    service: { measure: 'fill', target: 0.95 },
    sources: {},
    ...change,
  };
}

function basis(change: Partial<InventoryProblem> = {}): ScenarioBasis {
  const problem: InventoryProblem = {
    currency: 'GBP',
    planningDate: '2026-01-05',
    weeks,
    suppliers: [{ id: 'NORTH', orderCostMinor: 5000, minimumOrderValueMinor: 20_000, capacityByWeek: null }],
    warehouses: [{ id: 'UK', volumeCapacity: null }],
    items: [
      { id: 'RED', unitVolume: 1, shelfLifeDays: null },
      { id: 'BLUE', unitVolume: 1, shelfLifeDays: null },
    ],
    lines: [line(), line({ itemId: 'BLUE' })],
    lanes: [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'policy',
    timeLimitSeconds: 1,
    gapTarget: 0,
    ...change,
  };
  return { problem, transfers: [], shortageCostsMinor: problem.lines.map(() => 50) };
}

test('adds up cash by week, stock by week and one order for each supplier and week', () => {
  const figures = priceScenario(basis(), [
    [120, 0, 60, 0],
    [120, 0, 0, 0],
  ]);
  expect(figures.cashByWeekMinor).toEqual([48_000, 0, 12_000, 0]);
  expect(figures.totals.purchaseMinor).toBe(60_000);
  expect(figures.orderCount).toBe(2);
  expect(figures.totals.orderCostMinor).toBe(2 * 5000);
  expect(figures.unitsOrdered).toBe(300);
  // RED ends its weeks with 50, 70, 0, 0 units, BLUE with 50, 70, 0, 0.
  expect(figures.stockByWeekMinor).toEqual([20_000, 28_000, 0, 0]);
  expect(figures.premiumMinor).toBe(0);
  // Week 2 of RED: 70 + 0 against 100; its order of week 2 arrives in week 3.
  expect([...figures.lines[0]!.short]).toEqual([0, 0, 30, 40]);
});

test('names each rule that the orders break, with the figure and the limit', () => {
  const { breaches } = priceScenario(basis(), [
    [30, 0, 0, 0],
    [0, 65, 0, 0],
  ]);
  expect(breaches).toEqual([
    { constraint: 'minimum-order-quantity', lineIndex: 0, scope: null, week: 0, value: 30, limit: 60, unit: 'units' },
    { constraint: 'order-multiple', lineIndex: 0, scope: null, week: 0, value: 30, limit: 12, unit: 'units' },
    { constraint: 'order-multiple', lineIndex: 1, scope: null, week: 1, value: 65, limit: 12, unit: 'units' },
    {
      constraint: 'minimum-order-value',
      lineIndex: null,
      scope: 'NORTH',
      week: 0,
      value: 6000,
      limit: 20_000,
      unit: 'minor',
    },
    {
      constraint: 'minimum-order-value',
      lineIndex: null,
      scope: 'NORTH',
      week: 1,
      value: 13_000,
      limit: 20_000,
      unit: 'minor',
    },
  ]);
});

test('a limit is broken only by what the orders add: stock that is there anyway may exceed it', () => {
  const limits = {
    cashTotalMinor: 40_000,
    cashByWeekMinor: [24_000, null, null, null],
    workingCapitalByWeekMinor: [10_000, 10_000, null, null],
  };
  const small = basis({ limits, warehouses: [{ id: 'UK', volumeCapacity: 90 }] });
  expect(priceScenario(small, [[], []]).breaches).toEqual([]);
  const { breaches } = priceScenario(small, [
    [120, 0, 120, 0],
    [0, 0, 0, 0],
  ]);
  expect(breaches.map(({ constraint, week, value, limit }) => [constraint, week, value, limit])).toEqual([
    ['cash-total', null, 48_000, 40_000],
    ['working-capital', 1, 14_000, 10_000],
  ]);
});

test('stock that would expire before it sells is a breach from the week in which it is too much', () => {
  const items = [{ id: 'RED', unitVolume: 1, shelfLifeDays: 20 }];
  const short = basis({ items, lines: [line()] });
  // 20 days are two whole weeks: at most 200 units on hand at the end of a week.
  expect(priceScenario(short, [[240, 0, 0, 0]]).breaches).toEqual([]);
  expect(priceScenario(short, [[252, 0, 0, 0]]).breaches).toEqual([
    { constraint: 'shelf-life', lineIndex: 0, scope: null, week: 1, value: 202, limit: 200, unit: 'units' },
  ]);
  // What is too much without any order is nobody's doing.
  const full = basis({ items, lines: [line({ onHand: 900 })] });
  expect(priceScenario(full, [[]]).breaches).toEqual([]);
});

test('orders are priced at the price break they reach, and a supplier is asked for no more than its capacity', () => {
  const priceBreaks = [
    { minimumQuantity: 120, unitCostMinor: 180 },
    { minimumQuantity: 240, unitCostMinor: 170 },
  ];
  const suppliers = [
    { id: 'NORTH', orderCostMinor: 5000, minimumOrderValueMinor: 0, capacityByWeek: [300, 0, null, null] },
  ];
  const discounted = basis({ suppliers, lines: [line({ priceBreaks }), line({ itemId: 'BLUE' })] });
  const figures = priceScenario(discounted, [
    [108, 0, 240, 0],
    [240, 60, 0, 0],
  ]);
  expect(figures.cashByWeekMinor).toEqual([108 * 200 + 240 * 200, 60 * 200, 240 * 170, 0]);
  // What RED's first order costs beyond its cheapest price.
  expect(figures.premiumMinor).toBe(108 * 30);
  expect(figures.breaches).toEqual([
    {
      constraint: 'supplier-capacity',
      lineIndex: null,
      scope: 'NORTH',
      week: 0,
      value: 348,
      limit: 300,
      unit: 'units',
    },
    { constraint: 'supplier-capacity', lineIndex: null, scope: 'NORTH', week: 1, value: 60, limit: 0, unit: 'units' },
  ]);
});

test('a share of demand that must be served is broken by what is lost from the first week an order can reach', () => {
  const limits = { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null, minimumFillRate: 0.9 };
  // 150 on hand: week 0 is served, 50 of week 1; an order arrives after a week. 240 more serve 290 of 300 from then on.
  const enough = priceScenario(basis({ limits, lines: [line()] }), [[240, 0, 0, 0]]);
  expect(enough.breaches).toEqual([]);
  const little = priceScenario(basis({ limits, lines: [line()] }), [[120, 0, 0, 0]]);
  expect(little.breaches).toMatchObject([{ constraint: 'service', lineIndex: 0, week: null, value: 170, limit: 270 }]);
});

test('prices as the optimiser does, and 1,500 lines of 26 weeks within what an edit may take', () => {
  const many = basis();
  const long = Array.from({ length: 1_500 }, (_, index) =>
    line({
      itemId: `SKU${index}`,
      demand: { mean: Array(26).fill(100), deviation: Array(26).fill(20), quantiles: [] },
    }),
  );
  const problem = { ...many.problem, weeks: 26, lines: long, items: [] };
  const orders = long.map(() => Array.from({ length: 26 }, (_, week) => (week % 3 === 0 ? 300 : 0)));
  const shortageCostsMinor = long.map(() => 50);
  const startedAt = performance.now();
  const figures = priceScenario({ problem, transfers: [], shortageCostsMinor }, orders);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(figures.totals).toEqual(pricePlan(problem, orders, [], shortageCostsMinor).totals);
});
