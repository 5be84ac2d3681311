import { expect, test } from 'vitest';
import { InventoryPlan, InventoryProblem, type TransferLane } from '../../../shared/contracts/inventory.ts';
import { optimizeInventory } from '../../tasks/optimize-inventory.ts';
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
    timeLimitSeconds: 20,
    gapTarget: 0.01,
  });
}

async function solve(input: InventoryProblem) {
  const result = await optimizeInventory(input, { seed: 1, progress: () => {}, cancelled: () => false });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return InventoryPlan.parse(result.value);
}

test('stock goes where it saves more than the journey costs, and both ends show it', async () => {
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
  // What transfers could save at most is not bounded.
  expect(plan.solver).toMatchObject({ status: 'heuristic', boundMinor: null, gap: null });
}, 60_000);

test('nothing moves where the vehicle costs more than all that is short', async () => {
  const plan = await solve(problem([{ vehicleCostMinor: 10_000_000 }]));
  expect(plan.transfers).toEqual([]);
  expect(plan.totals.transferCostMinor).toBe(0);
}, 60_000);

test('the check names a transfer of more than is there, and one without a lane', async () => {
  const input = problem([{}]);
  const plan = await solve(input);
  const [first, ...others] = plan.transfers;
  const greedy = { ...plan, transfers: [{ ...first!, quantity: 5000 }, ...others] };
  expect(checkPlan(input, greedy).join('\n')).toContain('transfers take stock below 0');
  expect(checkPlan({ ...input, lanes: [] }, plan).join('\n')).toContain('a transfer without a lane');
}, 60_000);
