import { parseArgs } from 'node:util';
import {
  InventoryProblem,
  type PlanDemand,
  type PlanLineInput,
  type TransferLane,
} from '../shared/contracts/inventory.ts';
import { random } from '../shared/numerics/random.ts';
import { skewedQuantile } from '../shared/numerics/skewed-distribution.ts';
import { checkPlan } from '../workers/optimizers/inventory/check-plan.ts';
import { optimizeInventory } from '../workers/tasks/optimize-inventory.ts';

// Solves one order plan drawn from a seed by the shape of the sample workspace, and says when the first plan and each
// gap were reached:
//   npm run bench:order-plans -- [--skus 9] [--warehouses 3] [--weeks 26] [--seconds 5] [--seed 1] [--lanes] [--skewness 1.2]
// With --lanes goods can be moved between any two of the warehouses; with --skewness forecasts have bands of so skewed a
// demand, without it their errors are normal.

const { values } = parseArgs({
  options: {
    skus: { type: 'string', default: '9' },
    warehouses: { type: 'string', default: '3' },
    weeks: { type: 'string', default: '26' },
    seconds: { type: 'string', default: '5' },
    gap: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'boolean', default: false },
    skewness: { type: 'string' },
  },
});
const problem = drawProblem(Number(values.skus), Number(values.warehouses), Number(values.weeks), Number(values.seed));

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
let first = true;
let shown = '';
const result = await optimizeInventory(problem, {
  seed: 1,
  cancelled: () => false,
  progress({ message, solver }) {
    if (!solver) return;
    const { incumbentMinor, boundMinor } = solver;
    const gap =
      boundMinor === null ? '' : `gap ${((100 * (incumbentMinor - boundMinor)) / incumbentMinor).toFixed(2)} %`;
    const line = `${message}: ${(incumbentMinor / 100).toFixed(2)} ${gap}`;
    if (first || line !== shown) console.log(`${seconds()} s  ${line}`);
    first = false;
    shown = line;
  },
});
if (!result.ok) throw new Error(JSON.stringify(result));
const { solver, totals, transfers } = result.value;
const cpu = process.cpuUsage();
console.log(
  [
    `${problem.lines.length} lines × ${problem.weeks} weeks, ${seconds()} s, ${((cpu.user + cpu.system) / 1e6).toFixed(1)} CPU s`,
    `cost ${(totals.objectiveMinor / 100).toFixed(2)}, gap ${((solver.gap ?? Number.NaN) * 100).toFixed(2)} %, ended by ${solver.stoppedBy}`,
    `${transfers.length} transfers for ${(totals.transferCostMinor / 100).toFixed(2)}`,
    `most memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ${checkPlan(problem, result.value).length} broken rules`,
  ].join('\n'),
);

/** Every SKU in every warehouse, one supplier for each dozen SKUs, sizes and terms as the sample workspace has them. */
function drawProblem(skus: number, warehouses: number, weeks: number, seed: number): InventoryProblem {
  const chance = random(seed);
  const pick = <Value>(choices: readonly Value[]) => choices[chance.below(choices.length)]!;
  const between = (low: number, high: number) => low + (high - low) * chance.next();
  const suppliers = Array.from({ length: Math.max(4, Math.ceil(skus / 12)) }, (_, index) => ({
    id: `supplier-${index}`,
    orderCostMinor: pick([18_000, 35_000, 16_700, 102_000]),
    minimumOrderValueMinor: pick([0, 500_000, 1_000_000]),
    capacityByWeek: null,
    leadTimeDays: pick([21, 28, 42, 49]),
    leadTimeDeviationDays: pick([4, 5, 7, 10]),
  }));
  const lines: PlanLineInput[] = [];
  for (let sku = 0; sku < skus; sku++) {
    const { id, leadTimeDays, leadTimeDeviationDays } = suppliers[sku % suppliers.length]!;
    const unitCostMinor = Math.round(between(250, 1350));
    for (let warehouse = 0; warehouse < warehouses; warehouse++) {
      const level = between(150, 1200);
      const season = between(0, 0.3);
      const phase = chance.below(52);
      const mean = Array.from(
        { length: weeks },
        (_, week) => level * (1 + season * Math.sin((2 * Math.PI * (week + phase)) / 52)) * between(0.9, 1.1),
      );
      lines.push({
        itemId: `sku-${sku}`,
        warehouseId: `warehouse-${warehouse}`,
        supplierId: id,
        demand: { mean, deviation: mean.map(units => units * 0.3), quantiles: quantilesOf(mean) },
        onHand: Math.round(level * between(2, 8)),
        backOrdered: 0,
        onOrder: [],
        leadTimeDays,
        leadTimeDeviationDays,
        reviewPeriodDays: 7,
        unitCostMinor,
        priceBreaks: [],
        lineOrderCostMinor: 0,
        holdingRatePerYear: 0.2,
        shortageCostMinor: null,
        minimumOrderQuantity: pick([270, 450, 900]),
        orderMultiple: 9,
        service: pick([
          { measure: 'cycle', target: 0.95 },
          { measure: 'cycle', target: 0.97 },
          { measure: 'fill', target: 0.98 },
        ] as const),
        sources: {},
      });
    }
  }
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers,
    warehouses: Array.from({ length: warehouses }, (_, index) => ({
      id: `warehouse-${index}`,
      volumeCapacity: skus * 8000,
    })),
    items: Array.from({ length: skus }, (_, index) => ({ id: `sku-${index}`, unitVolume: 1, shelfLifeDays: null })),
    lines,
    lanes: values.lanes ? everyLane(warehouses) : [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'optimise',
    timeLimitSeconds: Number(values.seconds),
    gapTarget: Number(values.gap),
  });
}

/** From each warehouse to each other one within a week, by the pallet of 500 units. */
function everyLane(warehouses: number): TransferLane[] {
  const all = Array.from({ length: warehouses }, (_, index) => `warehouse-${index}`);
  return all.flatMap(fromWarehouseId =>
    all
      .filter(toWarehouseId => toWarehouseId !== fromWarehouseId)
      .map(toWarehouseId => ({
        fromWarehouseId,
        toWarehouseId,
        leadTimeDays: 7,
        unitCostMinor: 10,
        vehicleCostMinor: 4500,
        vehicleVolume: 500,
      })),
  );
}

function quantilesOf(mean: readonly number[]): PlanDemand['quantiles'] {
  if (values.skewness === undefined) return [];
  return [0.025, 0.1, 0.9, 0.975].map(probability => ({
    probability,
    values: mean.map(units => Math.max(0, units * (1 + 0.3 * skewedQuantile(probability, Number(values.skewness))))),
  }));
}
