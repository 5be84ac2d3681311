import type {
  InventoryPlan,
  InventoryPlanLine,
  InventoryProblem,
  PlanLineInput,
} from '../../../shared/contracts/inventory.ts';
import { demandSkewness } from '../../../shared/numerics/demand-skewness.ts';

/** The integrals below are this exact, relative to the demand of a line. */
const tolerance = 0.003;

/**
 * Recomputes what a plan expects to go unserved, and what that costs, by integrating the density of the forecast error
 * numerically: nothing is shared with what priced the plan but the skewness of the forecast.
 *
 * @returns every figure that does not follow, in words; empty when the plan holds
 */
export function checkShortage(problem: InventoryProblem, plan: InventoryPlan): string[] {
  const broken: string[] = [];
  let cost = 0;
  let uncertain = 0;
  for (const [index, line] of problem.lines.entries()) {
    const planned = plan.lines[index];
    if (!planned) continue;
    const demand = line.demand.mean.reduce((sum, units) => sum + units, 0);
    const unserved = unservedOf(line, planned);
    const shown = (1 - planned.expectedFillRate) * demand;
    if (Math.abs(shown - unserved) > tolerance * demand) {
      broken.push(`${line.itemId} in ${line.warehouseId}: expects ${shown} unserved where ${unserved} follows`);
    }
    const implied = planned.decision.steps.find(({ key }) => key === 'impliedShortageCost')?.result ?? 0;
    const unitCost = line.shortageCostMinor ?? implied;
    cost += unserved * unitCost;
    uncertain += tolerance * demand * unitCost;
  }
  const { shortageCostMinor } = plan.totals;
  if (plan.lines.length > 0 && Math.abs(shortageCostMinor - cost) > uncertain + problem.lines.length) {
    broken.push(`shows a shortage cost of ${shortageCostMinor} where ${cost} follows`);
  }
  return broken;
}

/** Units that demand is expected to exceed stock by, each cycle's counted once. */
function unservedOf(line: PlanLineInput, planned: InventoryPlanLine): number {
  const { mean, deviation } = line.demand;
  const skewness = demandSkewness(line.demand);
  const weeksAtRisk = Math.max(1, Math.ceil((line.leadTimeDays + line.reviewPeriodDays) / 7));
  const backlog = (level: number, from: number, until: number, late: number) => {
    let variance = 0;
    let cubes = 0;
    for (let week = Math.max(0, from); week < until; week++) {
      variance += deviation[week]! ** 2;
      cubes += skewness[week]! * deviation[week]! ** 3;
    }
    const excess = (spread: number) =>
      spread > 0 ? spread * excessOver(level / spread, cubes / spread ** 3) : Math.max(0, -level);
    const onTime = excess(Math.sqrt(variance));
    return late > 0 ? Math.max(onTime, excess(Math.sqrt(variance + late ** 2))) : onTime;
  };
  let total = 0;
  for (const [week, units] of mean.entries()) {
    const arrivesNext = (planned.arrivalsByWeek[week + 1] ?? 0) > 0;
    const late = arrivesNext ? (units / 7) * line.leadTimeDeviationDays : 0;
    const end = planned.projectedStock[week]! - planned.projectedShortage[week]!;
    const start = week === 0 ? end + units : planned.projectedStock[week - 1]! + planned.arrivalsByWeek[week]!;
    const first = week + 1 - weeksAtRisk;
    const rise = backlog(end, first, week + 1, late) - backlog(start, first, week, 0);
    total += Math.min(units, Math.max(0, rise));
  }
  return total;
}

/** E[(X − z)⁺] of a shifted gamma variable of mean 0 and deviation 1, by Simpson's rule. */
function excessOver(z: number, skewness: number): number {
  if (skewness < -0.02) return Math.max(0, excessOver(-z, -skewness) - z);
  if (skewness < 0.02) {
    return integral(z, Math.max(z, 0) + 9, x => ((x - z) * Math.exp(-x * x * 0.5)) / Math.sqrt(2 * Math.PI));
  }
  const shape = 4 / skewness ** 2;
  const from = shape + z * Math.sqrt(shape);
  if (from <= 0) return -z;
  const until = Math.max(from, shape) + 10 * Math.sqrt(shape) + 30;
  const scale = logGamma(shape) + Math.log(shape) / 2;
  return integral(from, until, x => (x - from) * Math.exp((shape - 1) * Math.log(x) - x - scale));
}

function integral(from: number, until: number, height: (x: number) => number): number {
  const panels = 160;
  const width = (until - from) / panels;
  let sum = height(from) + height(until);
  for (let panel = 1; panel < panels; panel++) sum += (panel % 2 === 0 ? 2 : 4) * height(from + panel * width);
  return (sum * width) / 3;
}

/** Stirling's series, reached by the recurrence. */
function logGamma(value: number): number {
  if (value < 12) return logGamma(value + 1) - Math.log(value);
  return (
    (value - 0.5) * Math.log(value) - value + Math.log(2 * Math.PI) / 2 + 1 / (12 * value) - 1 / (360 * value ** 3)
  );
}
