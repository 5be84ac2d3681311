import { expect, test } from 'vitest';
import { InventoryPlan, InventoryProblem, type TransferLane } from '../../../shared/contracts/inventory.ts';
import { replayDecision } from '../../../shared/numerics/replay-decision.ts';
import { optimizeInventory } from '../../tasks/optimize-inventory.ts';
import instance from '../instances/gold/transfer-3w4i-s21.json' with { type: 'json' };
import { checkPlan } from './check-plan.ts';

const weeks = 10;

/** Plenty in the UK, nothing in the EU, and five weeks until an order arrives. */
function problem(lanes: readonly Partial<TransferLane>[]): InventoryProblem {
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: [{ id: 'north', orderCostMinor: 5000, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: ['uk', 'eu'].map(id => ({ id, volumeCapacity: null })),
    items: ['red', 'black'].map(id => ({ id, unitVolume: 1, shelfLifeDays: null })),
    lines: ['red', 'black'].flatMap(itemId =>
      ['uk', 'eu'].map(warehouseId => ({
        itemId,
        warehouseId,
        supplierId: 'north',
        demand: { mean: Array(weeks).fill(50), deviation: Array(weeks).fill(5), quantiles: [] },
        onHand: warehouseId === 'uk' ? 700 : 0,
        backOrdered: 0,
        onOrder: [],
        leadTimeDays: 35,
        leadTimeDeviationDays: 0,
        reviewPeriodDays: 7,
        unitCostMinor: 500,
        priceBreaks: [],
        lineOrderCostMinor: 0,
        holdingRatePerYear: 0.2,
        shortageCostMinor: 300,
        minimumOrderQuantity: 0,
        orderMultiple: 1,
        service: { measure: 'fill', target: 0.97 },
        sources: {},
      })),
    ),
    lanes: lanes.map(lane => ({
      fromWarehouseId: 'uk',
      toWarehouseId: 'eu',
      leadTimeDays: 7,
      unitCostMinor: 10,
      vehicleCostMinor: 5000,
      vehicleVolume: 300,
      ...lane,
    })),
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'optimise',
    timeLimitSeconds: 5,
    gapTarget: 0.01,
  });
}

async function solve(input: InventoryProblem) {
  const result = await optimizeInventory(input, { seed: 1, progress: () => {}, cancelled: () => false });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return InventoryPlan.parse(result.value);
}

test('stock goes where it saves more than the journey costs, both ends show it, and the gap is proven', async () => {
  const without = await solve(problem([]));
  const plan = await solve(problem([{}]));
  expect(plan.transfers.length).toBeGreaterThan(0);
  expect(plan.totals.transferCostMinor).toBeGreaterThan(0);
  expect(plan.totals.objectiveMinor).toBeLessThan(without.totals.objectiveMinor);
  expect(plan.totals.expectedFillRate).toBeGreaterThan(without.totals.expectedFillRate);
  const { week, quantity, itemId } = plan.transfers[0]!;
  const line = (warehouseId: string) =>
    plan.lines.find(each => each.itemId === itemId && each.warehouseId === warehouseId)!;
  expect(line('uk').arrivalsByWeek[week]).toBeLessThanOrEqual(-quantity);
  expect(line('eu').arrivalsByWeek[week + 1]).toBeGreaterThanOrEqual(quantity);
  expect(checkPlan(problem([{}]), plan)).toEqual([]);
  // What is proven without lanes is no bound with them.
  expect(plan.totals.objectiveMinor).toBeLessThan(without.solver.boundMinor!);
  expect(plan.solver.boundMinor!).toBeLessThanOrEqual(plan.totals.objectiveMinor);
  expect(plan.solver.gap!).toBeLessThan(0.15);
}, 60_000);

test('each record says what transfers changed, in units and money, and replays', async () => {
  const input = problem([{}]);
  const plan = await solve(input);
  for (const line of plan.lines) {
    const { decision } = line;
    expect(replayDecision(decision).differences).toEqual([]);
    const change = decision.constraints.at(-1)!;
    expect(change.constraint).toBe('transfer');
    expect(change.after).toBe(line.orderQuantity);
    expect(change.changeMinor).toBe(change.changeUnits * 500);
    const moved = plan.transfers
      .filter(each => each.itemId === line.itemId)
      .reduce((sum, each) => sum + each.quantity, 0);
    const [received, sent] = line.warehouseId === 'eu' ? [moved, 0] : [0, moved];
    expect(change.arguments.received?.value).toBe(received);
    expect(change.arguments.sent?.value).toBe(sent);
    const source = decision.inputs.find(each => each.key === 'transfer.received')?.source;
    if (received > 0) expect(source).toContain('from uk to eu');
  }
  expect(plan.lines.some(line => line.decision.constraints.at(-1)!.changeUnits !== 0)).toBe(true);
}, 60_000);

test('lanes that cannot pay for a vehicle change nothing: the same plan, the same gap', async () => {
  const without = await solve(problem([]));
  const plan = await solve(problem([{ vehicleCostMinor: 10_000_000 }]));
  const { cpuMilliseconds: _, ...solver } = plan.solver;
  expect(plan).toEqual({ ...without, solver: { ...without.solver, cpuMilliseconds: plan.solver.cpuMilliseconds } });
  expect(solver.gap).not.toBeNull();
}, 60_000);

test('one order for two warehouses beats every plan that orders first and moves then', async () => {
  const short = problem([{ unitCostMinor: 20, vehicleCostMinor: 0, vehicleVolume: null }]);
  const demand = { mean: [0, 0, 50, 0, 0], deviation: Array<number>(5).fill(0), quantiles: [] };
  const input = InventoryProblem.parse({
    ...short,
    weeks: 5,
    items: [short.items[0]],
    lines: short.lines.slice(0, 2).map(line => ({
      ...line,
      demand,
      onHand: 0,
      leadTimeDays: 0,
      lineOrderCostMinor: 4000,
      minimumOrderQuantity: 100,
      holdingRatePerYear: 365.25 / 7 / 50,
    })),
  });
  // A unit costs 10 a week. Alone, each warehouse orders 100 for its 50 in week 3, and keeps 50 for three weeks.
  const alone = 5000 + 2 * (4000 + 3 * 50 * 10);
  expect((await solve({ ...input, lanes: [] })).totals.objectiveMinor).toBe(alone);
  // With those orders there is nothing to move. Together, one of them orders 100 a week earlier and sends half on.
  const together = 5000 + 4000 + 50 * 10 + 50 * 20;
  const plan = await solve(input);
  expect(plan.totals.objectiveMinor).toBe(together);
  expect(plan.lines.map(line => line.orderByWeek)).toEqual([
    [0, 100, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  expect(plan.transfers).toMatchObject([{ fromWarehouseId: 'uk', toWarehouseId: 'eu', week: 1, quantity: 50 }]);
  expect(plan.solver.boundMinor!).toBeLessThanOrEqual(together);
}, 60_000);

test('a published instance of moving stock in vehicles is planned next to its optimum, and bounded below it', async () => {
  const { stock, need, warehouses } = instance;
  const thousand = (cost: number) => Math.round(cost * 1000);
  const pairs = stock.flatMap((_, item) =>
    Array.from({ length: warehouses }, (_each, warehouse) => ({ item, warehouse })),
  );
  const input = InventoryProblem.parse({
    ...problem([]),
    weeks: 1,
    warehouses: Array.from({ length: warehouses }, (_, id) => ({ id: `${id}`, volumeCapacity: null })),
    items: stock.map((_, id) => ({ id: `${id}`, unitVolume: instance.unit_volume[id], shelfLifeDays: null })),
    lines: pairs.map(({ item, warehouse }) => ({
      ...problem([]).lines[0],
      itemId: `${item}`,
      warehouseId: `${warehouse}`,
      demand: { mean: [need[item]![warehouse]], deviation: [0], quantiles: [] },
      onHand: stock[item]![warehouse],
      holdingRatePerYear: 0,
      shortageCostMinor: thousand(instance.short_cost[item]!),
    })),
    lanes: instance.truck_cost.flatMap((costs, from) =>
      costs.flatMap((vehicle, to) =>
        from === to
          ? []
          : [
              {
                fromWarehouseId: `${from}`,
                toWarehouseId: `${to}`,
                leadTimeDays: 0,
                unitCostMinor: 1000 * instance.unit_ship_cost[from]![to]!,
                vehicleCostMinor: thousand(vehicle),
                vehicleVolume: instance.truck_volume,
              },
            ],
      ),
    ),
  });
  const plan = await solve(input);
  const optimum = thousand(instance.best_known);
  expect(plan.totals.objectiveMinor).toBeLessThan(1.002 * optimum);
  expect(plan.solver.boundMinor!).toBeLessThanOrEqual(optimum);
}, 60_000);

test('two lanes between the same warehouses are refused', async () => {
  const result = await optimizeInventory(problem([{}, {}]), { seed: 1, progress: () => {}, cancelled: () => false });
  const details = { where: 'the transfer lane from uk to eu', problem: 'appears twice' };
  expect(result).toMatchObject({ ok: false, code: 'plan.problem-invalid', details });
});

test('the check names a transfer of more than is there, and one without a lane', async () => {
  const input = problem([{}]);
  const plan = await solve(input);
  const [first, ...others] = plan.transfers;
  const greedy = { ...plan, transfers: [{ ...first!, quantity: 5000 }, ...others] };
  expect(checkPlan(input, greedy).join('\n')).toContain('transfers take stock below 0');
  expect(checkPlan({ ...input, lanes: [] }, plan).join('\n')).toContain('a transfer without a lane');
  const tooLate = { ...plan, transfers: [{ ...first!, week: weeks - 1 }, ...others] };
  expect(checkPlan(input, tooLate).join('\n')).toContain('a transfer that arrives after the plan ends');
}, 60_000);

test('a share of demand that orders alone cannot serve is served by a transfer', async () => {
  // Nothing ordered arrives within five weeks, and the supplier takes no orders at all.
  const closed = problem([{}]);
  const input: InventoryProblem = {
    ...closed,
    suppliers: closed.suppliers.map(each => ({ ...each, capacityByWeek: Array<number>(weeks).fill(0) })),
    lines: closed.lines.map(line => ({ ...line, onHand: line.warehouseId === 'uk' ? 1200 : 0, leadTimeDays: 14 })),
    limits: { ...closed.limits, minimumFillRate: 0.9 },
  };
  const without = await solve({ ...input, lanes: [] });
  expect(without.solver.status).toBe('infeasible');
  const plan = await solve(input);
  expect(plan.solver.status).not.toBe('infeasible');
  expect(plan.transfers.reduce((sum, each) => sum + each.quantity, 0)).toBeGreaterThan(0.9 * 2 * 400);
  const apart = await solve({ ...input, lines: input.lines.map(line => ({ ...line, onHand: 0 })) });
  expect(apart.solver.status).toBe('infeasible');
  expect(apart.solver.conflicts.length).toBeGreaterThan(0);
}, 60_000);

test('the bound holds where back-orders are owed', async () => {
  const owing = problem([{ unitCostMinor: 1, vehicleCostMinor: 0, vehicleVolume: null }]);
  const lines = owing.lines.map(line => ({ ...line, backOrdered: line.warehouseId === 'uk' ? 40 : 20 }));
  const plan = await solve({ ...owing, lines });
  expect(plan.solver.boundMinor!).toBeLessThanOrEqual(plan.totals.objectiveMinor);
  expect(plan.solver.gap!).toBeLessThan(0.5);
}, 60_000);
