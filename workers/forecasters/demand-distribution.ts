import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Quantile of demand with a given mean and standard deviation. Where demand cannot be negative it follows a gamma
 * distribution (Wilson–Hilferty approximation), which is close to normal when the mean is several deviations above 0
 * and skewed when it is not; else it is normal. Where periods without demand are common they have a chance of their own,
 * and the gamma distribution describes the others.
 *
 * @param score     standard normal score, e.g. 1.2816 for 90 %
 * @param negative  whether demand may be below 0
 * @param none      chance of no demand, 0 … < 1
 * @returns units per period
 * @see Wilson & Hilferty (1931), PNAS 17(12)
 */
export function demandQuantile(mean: number, deviation: number, score: number, negative: boolean, none = 0): number {
  if (!(deviation > 0)) return mean;
  if (negative) return mean + score * deviation;
  if (!(mean > 0)) return Math.max(0, score * deviation);
  if (none === 0) return gammaQuantile(mean, deviation, score);
  const share = (normalCdf(score, 0, 1) - none) / (1 - none);
  const sold = whenSold(mean, deviation, none);
  return share > 0 ? gammaQuantile(sold.mean, sold.deviation, normalQuantile(Math.min(share, surest), 0, 1)) : 0;
}

/**
 * Standard normal score at which `demandQuantile` gives this demand; for no demand the one nearest to the median, where
 * bands begin to contain 0. Certain demand, as on closed days, is at the median or far outside.
 */
export function demandScore(demand: number, mean: number, deviation: number, negative: boolean, none = 0): number {
  if (!(deviation > 0)) return demand === mean ? 0 : Math.sign(demand - mean) * 10;
  if (negative) return (demand - mean) / deviation;
  if (!(mean > 0)) return demand / deviation;
  if (none === 0) return gammaScore(demand, mean, deviation);
  if (!(demand > 0)) return Math.min(0, normalQuantile(none, 0, 1));
  const sold = whenSold(mean, deviation, none);
  const share = normalCdf(gammaScore(demand, sold.mean, sold.deviation), 0, 1);
  return normalQuantile(Math.min(none + (1 - none) * share, surest), 0, 1);
}

/** Probabilities nearer to 1 have no score in floating point. */
const surest = 1 - 1e-12;
/** Sizes of sales vary at least this much, relative to their mean. */
const leastVariation = 0.3;

/** Mean and deviation of the periods that sell, from those of all periods. */
function whenSold(mean: number, deviation: number, none: number) {
  const size = mean / (1 - none);
  const variance = (deviation * deviation + mean * mean) / (1 - none) - size * size;
  return { mean: size, deviation: Math.max(Math.sqrt(Math.max(0, variance)), leastVariation * size) };
}

function gammaQuantile(mean: number, deviation: number, score: number): number {
  const ratio = deviation / mean;
  const root = 1 - (ratio * ratio) / 9 + (score * ratio) / 3;
  return root > 0 ? mean * root ** 3 : 0;
}

function gammaScore(demand: number, mean: number, deviation: number): number {
  const ratio = deviation / mean;
  return (3 / ratio) * (Math.cbrt(Math.max(0, demand) / mean) - 1 + (ratio * ratio) / 9);
}
