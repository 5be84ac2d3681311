import { requirePositive } from './require-domain.ts';

/** A demand distribution, as far as a single-period stock decision needs it. */
export interface DemandDistribution {
  readonly mean: number;
  /** Smallest stock that covers demand with at least this probability. */
  quantile(probability: number): number;
  /** Expected demand beyond the stock. */
  loss(stock: number): number;
}

/** Share of demand outcomes that the best stock covers: F(S) = shortageCost / (shortageCost + overageCost). */
export function criticalRatio(overageCost: number, shortageCost: number): number {
  requirePositive('overageCost', overageCost);
  requirePositive('shortageCost', shortageCost);
  return shortageCost / (shortageCost + overageCost);
}

/**
 * Expected cost of one period that starts with `stock`: overage of what is left, shortage of what is missing.
 *
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §4.3
 */
export function newsvendorCost(
  distribution: DemandDistribution,
  stock: number,
  overageCost: number,
  shortageCost: number,
): number {
  const short = distribution.loss(stock);
  return overageCost * (stock - distribution.mean + short) + shortageCost * short;
}

/** Best stock for one period, or the base-stock level when the distribution is that of lead time plus review period. */
export function newsvendor(
  distribution: DemandDistribution,
  overageCost: number,
  shortageCost: number,
): { stock: number; criticalRatio: number; expectedCost: number } {
  const ratio = criticalRatio(overageCost, shortageCost);
  const stock = distribution.quantile(ratio);
  return {
    stock,
    criticalRatio: ratio,
    expectedCost: newsvendorCost(distribution, stock, overageCost, shortageCost),
  };
}
