import type { InventoryProblem } from '../../shared/contracts/inventory.ts';
import type { PolicySimulation, SimulatedLine } from '../../shared/contracts/inventory-simulation.ts';
import { demandSkewness } from '../../shared/numerics/demand-skewness.ts';
import { openArrivals } from '../../shared/numerics/project-stock.ts';
import { type Random, random } from '../../shared/numerics/random.ts';
import { roundOrderQuantity } from '../../shared/numerics/round-order-quantity.ts';
import { lineContexts, linePolicy, type PlanLineContext } from '../optimizers/inventory/line-policy.ts';
import type { RunContext } from '../run-context.ts';
import { skewedDraw } from './skewed-draw.ts';

/** Days are simulated one by one, so that lead times of days and deliveries within a week count as they are. */
const daysPerWeek = 7;

/**
 * Plays the reorder-point policy against random demand and late deliveries: each line reviews its position every review
 * period, orders up to its reorder point plus its lot, and unserved demand waits. Demand of a week is its forecast plus
 * an error of the forecast's own distribution (normal without quantiles), at least 0, spread evenly over its days; lead
 * times are normal around their mean, at least 0.
 *
 * Days before the first order has arrived, be it late by two deviations, are left out: what happens in them is the opening
 * stock's doing, which no policy can change.
 *
 * @param paths demand paths for each line
 * @returns null when cancelled
 */
export function simulatePolicy(problem: InventoryProblem, paths: number, run: RunContext): PolicySimulation | null {
  let demanded = 0;
  let served = 0;
  const lines: SimulatedLine[] = [];
  for (const context of lineContexts(problem)) {
    if (run.cancelled()) return null;
    // A stream of its own for each line: adding a line changes no other line's luck.
    const line = simulateLine(context, problem.weeks, paths, random(run.seed * 65_537 + context.index));
    demanded += line.demanded;
    served += line.served;
    lines.push(line.result);
    run.progress({
      done: lines.length / problem.lines.length,
      message: `${lines.length} of ${problem.lines.length} lines`,
    });
  }
  return { paths, fillRate: demanded > 0 ? served / demanded : 1, lines };
}

function simulateLine(context: PlanLineContext, weeks: number, paths: number, chance: Random) {
  const { line } = context;
  const policies = policyByWeek(context, weeks);
  const skewness = demandSkewness(line.demand);
  const open = openArrivals(line);
  const reviewDays = Math.max(1, Math.round(line.reviewPeriodDays));
  const days = weeks * daysPerWeek;
  const firstArrival = Math.ceil(line.leadTimeDays + 2 * line.leadTimeDeviationDays);
  const countFrom = Math.min(days - 1, firstArrival + reviewDays);
  const arriving = new Float64Array(days + 1);
  let demanded = 0;
  let served = 0;
  let stockDays = 0;
  let cycles = 0;
  let cyclesShort = 0;
  for (let path = 0; path < paths; path++) {
    arriving.fill(0);
    for (let week = 0; week < weeks; week++) arriving[week * daysPerWeek]! += open[week]!;
    let position = line.onHand - line.backOrdered + open.reduce((sum, units) => sum + units, 0);
    let net = line.onHand - line.backOrdered;
    let dailyDemand = 0;
    let shortInCycle = false;
    for (let day = 0; day < days; day++) {
      const week = Math.floor(day / daysPerWeek);
      if (day % daysPerWeek === 0) {
        const error = line.demand.deviation[week]! * skewedDraw(chance, skewness[week]!);
        dailyDemand = Math.max(0, line.demand.mean[week]! + error) / daysPerWeek;
      }
      if (arriving[day]! > 0) {
        if (day >= countFrom) {
          cycles += 1;
          if (shortInCycle) cyclesShort += 1;
        }
        shortInCycle = false;
        net += arriving[day]!;
      }
      if (day % reviewDays === 0) {
        const policy = policies[week]!;
        if (position <= policy.reorderPoint) {
          const needed = policy.reorderPoint + policy.lotSize - position;
          const quantity = roundOrderQuantity(Math.max(0, needed), line.minimumOrderQuantity, line.orderMultiple);
          const lead = Math.max(0, line.leadTimeDays + line.leadTimeDeviationDays * chance.normal());
          position += quantity;
          const due = day + Math.max(1, Math.round(lead));
          if (due < days) arriving[due]! += quantity;
        }
      }
      const fromShelf = Math.min(dailyDemand, Math.max(0, net));
      net -= dailyDemand;
      position -= dailyDemand;
      if (day >= countFrom && fromShelf < dailyDemand - 1e-9) shortInCycle = true;
      if (day >= countFrom) {
        demanded += dailyDemand;
        served += fromShelf;
        stockDays += Math.max(0, net);
      }
    }
  }
  const result: SimulatedLine = {
    itemId: line.itemId,
    warehouseId: line.warehouseId,
    serviceMeasure: line.service.measure,
    serviceTarget: line.service.target,
    fillRate: demanded > 0 ? served / demanded : 1,
    cycleService: cycles > 0 ? 1 - cyclesShort / cycles : 1,
    averageStock: stockDays / (paths * (days - countFrom)),
  };
  return { result, demanded, served };
}

/** Reorder point and lot of each week; the position does not matter to either. */
function policyByWeek(context: PlanLineContext, weeks: number) {
  return Array.from({ length: weeks }, (_, week) => {
    const policy = linePolicy(context, week, { onHand: 0, onOrder: 0, backOrdered: 0 });
    return { reorderPoint: policy.reorderPoint, lotSize: policy.draft.value('lotSize') };
  });
}
