import pdf from '@stdlib/stats-base-dists-normal-pdf';
import { poissonProbabilities } from './poisson-probabilities.ts';

export interface SerialStage {
  /** Money per unit and time for the value that this stage adds. */
  readonly echelonHoldingCost: number;
  /** Time from the stage above. */
  readonly leadTime: number;
}

/** Demand at the customer's end, per time. */
export type SerialDemand =
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'poisson'; readonly mean: number };

/**
 * Echelon base-stock levels of a serial chain under continuous review with back-orders.
 *
 * @param stages       from the customer upstream
 * @param shortageCost money per unit and time that a customer waits
 * @param gridStep     resolution for normal demand, units; Poisson demand is computed in whole units
 * @returns base stock by stage, in the order of `stages`, and the cost per time
 * @see Clark & Scarf (1960), Management Science 6(4); Chen & Zheng (1994), Management Science 40(11)
 */
export function serialBaseStock(
  stages: readonly SerialStage[],
  shortageCost: number,
  demand: SerialDemand,
  gridStep = 0.01,
): { baseStock: number[]; cost: number } {
  const step = demand.kind === 'poisson' ? 1 : gridStep;
  const totalLead = stages.reduce((sum, stage) => sum + stage.leadTime, 0);
  const spread = Math.sqrt(demand.kind === 'poisson' ? demand.mean * totalLead : totalLead * demand.deviation ** 2);
  const reach = Math.ceil((demand.mean * totalLead + 8 * spread) / step) + 10;
  // Index reach is a level of 0.
  const size = 2 * reach + 1;
  const level = (index: number) => (index - reach) * step;
  const totalHolding = stages.reduce((sum, stage) => sum + stage.echelonHoldingCost, 0);
  let below = Float64Array.from(
    { length: size },
    (_, index) => Math.max(0, -level(index)) * (shortageCost + totalHolding),
  );
  const baseStock: number[] = [];
  let cost = 0;
  for (const stage of stages) {
    const own = below.map((value, index) => value + stage.echelonHoldingCost * level(index));
    const probabilities = leadTimeProbabilities(demand, stage.leadTime, step);
    const expected = new Float64Array(size);
    // Left of the grid the cost is a straight line.
    const slope = (own[1]! - own[0]!) / step;
    for (let index = 0; index < size; index++) {
      let sum = 0;
      for (let units = 0; units < probabilities.length; units++) {
        const at = index - units;
        sum += probabilities[units]! * (at >= 0 ? own[at]! : own[0]! + slope * at * step);
      }
      expected[index] = sum;
    }
    let best = 0;
    for (let index = 1; index < size; index++) if (expected[index]! < expected[best]!) best = index;
    baseStock.push(level(best));
    cost = expected[best]!;
    below = expected.map((value, index) => (index > best ? cost : value));
  }
  return { baseStock, cost };
}

/** Probabilities of 0, step, 2·step, … of demand over a lead time. */
function leadTimeProbabilities(demand: SerialDemand, leadTime: number, step: number): Float64Array {
  const mean = demand.mean * leadTime;
  if (demand.kind === 'poisson') return poissonProbabilities(mean);
  const deviation = demand.deviation * Math.sqrt(leadTime);
  if (deviation === 0) {
    const certain = new Float64Array(Math.round(mean / step) + 1);
    certain[certain.length - 1] = 1;
    return certain;
  }
  const most = Math.ceil((mean + 7 * deviation) / step);
  const density = Float64Array.from({ length: most + 1 }, (_, index) => pdf(index * step, mean, deviation));
  const total = density.reduce((sum, value) => sum + value, 0);
  return density.map(value => value / total);
}
