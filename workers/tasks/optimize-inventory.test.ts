import { expect, test } from 'vitest';
import { InventoryPlan, InventoryProblem, type PlanLineInput } from '../../shared/contracts/inventory.ts';
import { replayDecision } from '../../shared/numerics/replay-decision.ts';
import { shadowPrices } from '../optimizers/inventory/shadow-prices.ts';
import type { RunContext } from '../run-context.ts';
import { optimizeInventory } from './optimize-inventory.ts';

const run: RunContext = { seed: 1, progress: () => {}, cancelled: () => false };

function line(itemId: string, change: Partial<PlanLineInput> = {}, weeklyDemand = 280, weeks = 26): PlanLineInput {
  return {
    itemId,
    warehouseId: 'uk',
    supplierId: 'north',
    demand: {
      mean: Array<number>(weeks).fill(weeklyDemand),
      deviation: Array<number>(weeks).fill(12 * Math.sqrt(7)),
      quantiles: [],
    },
    onHand: 500,
    backOrdered: 0,
    onOrder: [],
    leadTimeDays: 14,
    leadTimeDeviationDays: 3,
    reviewPeriodDays: 0,
    unitCostMinor: 1500,
    priceBreaks: [],
    lineOrderCostMinor: 0,
    holdingRatePerYear: 0.25,
    shortageCostMinor: null,
    minimumOrderQuantity: 0,
    orderMultiple: 1,
    service: { measure: 'cycle', target: 0.98 },
    sources: { onHand: { source: 'Stock count', asOf: '2026-11-20' } },
    ...change,
  };
}

function problem(lines: PlanLineInput[], change: Partial<InventoryProblem> = {}): InventoryProblem {
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks: 26,
    suppliers: [{ id: 'north', orderCostMinor: 5000, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: [{ id: 'uk', volumeCapacity: null }],
    items: lines.map(each => ({ id: each.itemId, unitVolume: 1, shelfLifeDays: null })),
    lines,
    lanes: [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'policy',
    timeLimitSeconds: 10,
    gapTarget: 0.01,
    ...change,
  });
}

async function solve(input: InventoryProblem) {
  const result = await optimizeInventory(input, run);
  if (!result.ok) throw new Error(JSON.stringify(result));
  const plan = InventoryPlan.parse(result.value);
  for (const each of plan.lines) expect(replayDecision(each.decision).differences).toEqual([]);
  return plan;
}

const cashNow = (limitMinor: number) => ({
  limits: {
    cashTotalMinor: null,
    cashByWeekMinor: [limitMinor, ...Array<null>(25).fill(null)],
    workingCapitalByWeekMinor: null,
  },
});

test('a steady line gets the textbook safety stock and reorder point, and orders up to point plus lot', async () => {
  const [first] = (await solve(problem([line('red')]))).lines;
  // d = 40 a day, σ = 12 a day, L = 14 days, σ_L = 3 days: SS 263.14, ROP 823.14.
  expect(first?.safetyStock).toBeCloseTo(263.14, 2);
  expect(first?.reorderPoint).toBeCloseTo(823.14, 2);
  const lot = Math.sqrt((2 * ((280 * 365.25) / 7) * 5000) / 375);
  expect(first?.orderQuantity).toBe(Math.ceil(823.1386 + lot - 500));
  expect(first?.arrivesOn).toBe('2026-12-07');
  expect(first?.daysOfCover).toBeCloseTo(12.5, 9);
});

test('what is already on order is not ordered again', async () => {
  const plan = await solve(problem([line('red', { onOrder: [{ quantity: 400, dueWeek: 1 }] })]));
  expect(plan.lines[0]?.inventoryPosition).toBe(900);
  expect(plan.lines[0]?.orderQuantity).toBe(0);
  expect(plan.lines[0]?.arrivalsByWeek[1]).toBe(400);
});

test('reorder points follow the forecast through the season', async () => {
  const seasonal = line('red');
  const mean = seasonal.demand.mean.map((units, week) => (week >= 12 && week < 16 ? 3 * units : units));
  const plan = await solve(problem([{ ...seasonal, demand: { ...seasonal.demand, mean } }]));
  const points = plan.lines[0]!.reorderPointByWeek;
  expect(points[12]! - plan.lines[0]!.safetyStockByWeek[12]!).toBeCloseTo(2 * 840, 6);
  expect(points[4]! - plan.lines[0]!.safetyStockByWeek[4]!).toBeCloseTo(2 * 280, 6);
});

test('minimum, multiple and lead time each say what they changed, in units and money', async () => {
  const plan = await solve(problem([line('red', { minimumOrderQuantity: 2000, orderMultiple: 144 })]));
  const { decision, orderQuantity, lineCostMinor } = plan.lines[0]!;
  const changes = Object.fromEntries(decision.constraints.map(each => [each.constraint, each]));
  expect(orderQuantity).toBe(2016);
  expect(lineCostMinor).toBe(2016 * 1500);
  expect(changes['order-multiple']?.changeUnits).toBe(16);
  expect(changes['order-multiple']?.changeMinor).toBe(24_000);
  expect(changes['minimum-order-quantity']?.changeUnits).toBeGreaterThan(0);
  // With goods at once there is nothing to protect: stock of 500 would not be reordered at all.
  expect(changes['lead-time']?.before).toBe(0);
  expect(decision.inputs.find(input => input.key === 'onHand')).toMatchObject({
    source: 'Stock count',
    asOf: '2026-11-20',
  });
});

test('a cash limit is kept and goes where a unit of money avoids most shortage', async () => {
  const lines = [line('scarce', { onHand: 50 }), line('plenty', { onHand: 800 })];
  const free = await solve(problem(lines));
  const limitMinor = Math.round(free.totals.orderNowMinor * 0.6);
  const cut = await solve(problem(lines, cashNow(limitMinor)));
  expect(cut.totals.orderNowMinor).toBeLessThanOrEqual(limitMinor);
  expect(cut.totals.orderNowMinor).toBeGreaterThan(limitMinor - 1500);
  const kept = cut.lines.map((each, index) => each.orderQuantity / free.lines[index]!.orderQuantity);
  expect(kept[0]).toBeGreaterThan(kept[1]!);
  const cash = cut.lines[1]!.decision.constraints.find(each => each.constraint === 'cash-week')!;
  expect(cash.changeUnits).toBeLessThan(0);
  expect(cash.changeMinor).toBe(cash.changeUnits * 1500);
  expect(cut.constraintUse).toContainEqual({
    constraint: 'cash-week',
    scope: null,
    week: 0,
    used: cut.totals.orderNowMinor,
    limit: limitMinor,
    unit: 'minor',
  });
});

test('a supplier order below its minimum value is raised, and dropped when cash forbids', async () => {
  const suppliers = [{ id: 'north', orderCostMinor: 5000, minimumOrderValueMinor: 3_000_000, capacityByWeek: null }];
  const raised = await solve(problem([line('red')], { suppliers }));
  expect(raised.lines[0]!.lineCostMinor).toBe(3_000_000);
  const dropped = await solve(problem([line('red')], { suppliers, ...cashNow(2_000_000) }));
  expect(dropped.lines[0]!.orderQuantity).toBe(0);
  expect(dropped.totals.orderNowMinor).toBe(0);
});

test('warehouse volume, working capital and supplier capacity hold in every week', async () => {
  const lines = [line('red'), line('black', { onHand: 300, leadTimeDays: 7 })];
  const suppliers = [
    { id: 'north', orderCostMinor: 5000, minimumOrderValueMinor: 0, capacityByWeek: Array<number>(26).fill(700) },
  ];
  const plan = await solve(
    problem(lines, {
      suppliers,
      warehouses: [{ id: 'uk', volumeCapacity: 1200 }],
      limits: {
        cashTotalMinor: 15_000_000,
        cashByWeekMinor: null,
        workingCapitalByWeekMinor: Array<number>(26).fill(1_500_000),
      },
    }),
  );
  expect(new Set(plan.constraintUse.map(use => use.constraint))).toEqual(
    new Set(['cash-total', 'working-capital', 'supplier-capacity', 'warehouse-volume']),
  );
  for (const use of plan.constraintUse) expect(use.used).toBeLessThanOrEqual(use.limit + 1e-6);
  expect(plan.constraintUse.filter(use => use.used > 0.9 * use.limit).length).toBeGreaterThan(3);
});

test('an optimised line says what price breaks, shelf life and its share of the capacity did, and what more would buy', async () => {
  const priceBreaks = [{ minimumQuantity: 1500, unitCostMinor: 1450 }];
  const lines = [
    line('red', { priceBreaks, onHand: 100, orderMultiple: 20 }),
    line('black', { onHand: 100, orderMultiple: 20 }),
  ];
  const plan = await solve(
    problem(lines, {
      method: 'optimise',
      timeLimitSeconds: 2,
      items: lines.map(({ itemId }) => ({ id: itemId, unitVolume: 1, shelfLifeDays: 14 })),
      suppliers: [
        {
          id: 'north',
          orderCostMinor: 5000,
          minimumOrderValueMinor: 0,
          capacityByWeek: Array<number | null>(26).fill(null).fill(500, 0, 20),
        },
      ],
    }),
  );
  const { decision } = plan.lines[0]!;
  const effects = new Map(decision.constraints.map(each => [each.constraint, each]));
  expect([...effects.keys()].slice(-4)).toEqual(['price-break', 'shelf-life', 'supplier-capacity', 'joint-solve']);
  for (const { before, after, changeUnits } of effects.values()) expect(changeUnits).toBe(after - before);
  expect(effects.get('price-break')).toMatchObject({ after: 1500 });
  // 40 a day over a lead time and a shelf life of 14 days each, less the 100 on hand.
  expect(effects.get('shelf-life')).toMatchObject({ before: 1500, after: 1020 });
  expect(effects.get('shelf-life')!.changeMinor).toBeLessThan(0);
  expect(effects.get('supplier-capacity')!.changeUnits).toBeLessThan(0);
  expect(decision.inputs.find(input => input.key === 'limit.supplier-capacity')).toMatchObject({ value: 500 });
  for (const use of plan.constraintUse) expect(use.used).toBeLessThanOrEqual(use.limit + 1e-6);
  expect(plan.constraintUse.filter(use => use.constraint === 'supplier-capacity')).toHaveLength(20);
  const more = plan.shadowPrices.find(price => price.constraint === 'supplier-capacity')!;
  expect(more).toMatchObject({ scope: 'north', week: null, step: 50, unit: 'units' });
  expect(more.costChangeMinor).toBeLessThan(0);
  expect(more.fillRateChange).toBeGreaterThan(0);
}, 60_000);

test('goods that would expire before they sell are not ordered', async () => {
  const lines = [line('red', { minimumOrderQuantity: 3000 })];
  const items = [{ id: 'red', unitVolume: 1, shelfLifeDays: 42 }];
  const plan = await solve(problem(lines, { items }));
  expect(plan.lines[0]!.orderQuantity).toBe(0);
  expect(plan.warnings).toHaveLength(1);
});

test('a price break is taken when it lowers the yearly cost', async () => {
  const priceBreaks = [{ minimumQuantity: 2500, unitCostMinor: 1400 }];
  const plan = await solve(problem([line('red', { priceBreaks })]));
  expect(plan.lines[0]!.orderQuantity).toBe(2500);
  expect(plan.lines[0]!.lineCostMinor).toBe(3_500_000);
  const trifling = [{ minimumQuantity: 25_000, unitCostMinor: 1499 }];
  expect((await solve(problem([line('red', { priceBreaks: trifling })]))).lines[0]!.orderQuantity).toBeLessThan(2500);
});

test('a fill-rate target asks for less stock than the same cycle target', async () => {
  const cycle = (await solve(problem([line('red')]))).lines[0]!;
  const fill = (await solve(problem([line('red', { service: { measure: 'fill', target: 0.98 } })]))).lines[0]!;
  expect(fill.safetyStock).toBeLessThan(cycle.safetyStock);
  expect(fill.safetyStock).toBeGreaterThan(0);
});

test('the same problem gives the same plan', async () => {
  const input = problem([line('red'), line('black', { onHand: 90 })], cashNow(1_000_000));
  const [first, second] = [await solve(input), await solve(structuredClone(input))];
  expect({ ...second, solver: null }).toEqual({ ...first, solver: null });
});

test('shadow prices say what a little more cash and a week less lead time would buy', async () => {
  const lines = [line('scarce', { onHand: 50 }), line('plenty', { onHand: 800 })];
  const free = await solve(problem(lines));
  const input = problem(lines, cashNow(Math.round(free.totals.orderNowMinor * 0.5)));
  const prices = shadowPrices(input, await solve(input), [900, 900], run);
  const priceOf = (constraint: string) => prices.find(price => price.constraint === constraint)!;
  expect(priceOf('cash-week')).toMatchObject({ step: 100_000, unit: 'minor', week: 0 });
  expect(priceOf('cash-week').costChangeMinor).toBeLessThan(0);
  expect(priceOf('lead-time')).toMatchObject({ step: -7, unit: 'days' });
  expect(priceOf('lead-time').costChangeMinor).toBeLessThan(0);
  expect(priceOf('lead-time').fillRateChange).toBeGreaterThan(0);
  expect(prices).toHaveLength(2);
}, 60_000);

test('a changed record is caught on replay', async () => {
  const { decision } = (await solve(problem([line('red')]))).lines[0]!;
  const forged = structuredClone(decision);
  forged.inputs.find(input => input.key === 'onHand')!.value = 0;
  expect(replayDecision(forged).differences).not.toEqual([]);
  expect(replayDecision(forged).orderQuantity).toBeGreaterThan(decision.orderQuantity);
});

test.each([
  [{ lines: [line('red'), line('red')] }, 'appears twice'],
  [{ lines: [line('red', { supplierId: 'nobody' })] }, 'unknown supplier nobody'],
  [{ lines: [line('red', {}, 280, 25)] }, 'has 25 weeks where the plan has 26'],
  [
    {
      lines: [
        line('red', { demand: { mean: Array(26).fill(Number.NaN), deviation: Array(26).fill(1), quantiles: [] } }),
      ],
    },
    'forecast',
  ],
])('a problem that does not fit together is refused: %#', async (change, words) => {
  const input = { ...problem([line('red')]), ...change } as InventoryProblem;
  const result = await optimizeInventory(input, run);
  expect(result).toMatchObject({ ok: false, code: 'plan.problem-invalid' });
  expect(JSON.stringify(result)).toContain(words);
});

test('a cancelled run answers so', async () => {
  const cancelled = { ...run, cancelled: () => true };
  expect(await optimizeInventory(problem([line('red')]), cancelled)).toMatchObject({
    ok: false,
    code: 'request.cancelled',
  });
});
