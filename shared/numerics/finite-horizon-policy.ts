import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { normalLoss } from './normal-loss.ts';

export interface FiniteHorizonInput {
  readonly periods: number;
  /** Normal demand of each period; what is left over is carried on in whole units. */
  readonly demandMean: number;
  readonly demandDeviation: number;
  readonly orderCost: number;
  readonly unitCost: number;
  /** Money for each unit at the end of a period, left or back-ordered. */
  readonly holdingCost: number;
  readonly shortageCost: number;
  /** The same after the last period. */
  readonly terminalHoldingCost: number;
  readonly terminalShortageCost: number;
  /** Worth of money one period later, above 0 and at most 1. */
  readonly discountFactor: number;
  readonly initialStock: number;
}

/**
 * Best (s,S) of each period over a finite horizon by dynamic programming over whole units.
 *
 * @returns by period, when to order and up to where; the expected discounted cost from the initial stock
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §4.5.2
 */
export function finiteHorizonPolicy(input: FiniteHorizonInput): {
  reorderPoints: number[];
  orderUpTo: number[];
  expectedCost: number;
} {
  const { demandMean, demandDeviation, periods } = input;
  const mostDemand = Math.ceil(demandMean + 6 * demandDeviation);
  const probabilities = Array.from({ length: mostDemand + 1 }, (_, units) => {
    const upper = units === mostDemand ? 1 : cdf(units + 0.5, demandMean, demandDeviation);
    return upper - (units === 0 ? 0 : cdf(units - 0.5, demandMean, demandDeviation));
  });
  // Stock never falls below a horizon without any order, and nobody orders more than the horizon can use.
  const lowest = Math.min(0, Math.floor(input.initialStock)) - mostDemand * 2;
  const highest = Math.max(Math.ceil(input.initialStock), mostDemand * (periods + 1));
  const size = highest - lowest + 1;
  let future = Float64Array.from({ length: size }, (_, index) => {
    const stock = lowest + index;
    return stock > 0 ? input.terminalHoldingCost * stock : -input.terminalShortageCost * stock;
  });
  const reorderPoints: number[] = [];
  const orderUpTo: number[] = [];
  for (let period = periods - 1; period >= 0; period--) {
    const after = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    for (let index = 0; index < size; index++) {
      const stock = lowest + index;
      const short = normalLoss(stock, demandMean, demandDeviation);
      const ending = input.holdingCost * (stock - demandMean + short) + input.shortageCost * short;
      let expected = input.unitCost * stock + ending;
      for (let units = 0; units <= mostDemand; units++) {
        // Below the grid, the next period orders up anyway: value there is linear in what has to be bought.
        const inside = Math.max(0, index - units);
        const extra = index - units < 0 ? (units - index) * input.unitCost : 0;
        expected += probabilities[units]! * input.discountFactor * (future[inside]! + extra);
      }
      after[index] = expected;
    }
    let best = 0;
    for (let index = 1; index < size; index++) if (after[index]! < after[best]!) best = index;
    let reorder = best;
    while (reorder > 0 && after[reorder - 1]! <= input.orderCost + after[best]!) reorder--;
    orderUpTo.unshift(lowest + best);
    reorderPoints.unshift(lowest + (input.orderCost === 0 ? best : reorder - 1));
    future = after.map((value, index) => {
      const ordered = index < best ? input.orderCost + after[best]! : Number.POSITIVE_INFINITY;
      return Math.min(value, ordered) - input.unitCost * (lowest + index);
    });
  }
  return { reorderPoints, orderUpTo, expectedCost: future[Math.round(input.initialStock) - lowest]! };
}
