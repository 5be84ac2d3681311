/**
 * Quantile of demand with a given mean and standard deviation. Where demand cannot be negative it follows a gamma
 * distribution (Wilson–Hilferty approximation), which is close to normal when the mean is several deviations above 0
 * and skewed when it is not; else it is normal.
 *
 * @param score     standard normal score, e.g. 1.2816 for 90 %
 * @param negative  whether demand may be below 0
 * @returns units per period
 * @see Wilson & Hilferty (1931), PNAS 17(12)
 */
export function demandQuantile(mean: number, deviation: number, score: number, negative: boolean): number {
  if (!(deviation > 0)) return mean;
  if (negative) return mean + score * deviation;
  if (!(mean > 0)) return Math.max(0, score * deviation);
  const ratio = deviation / mean;
  const root = 1 - (ratio * ratio) / 9 + (score * ratio) / 3;
  return root > 0 ? mean * root ** 3 : 0;
}

/** Standard normal score at which `demandQuantile` gives this demand. */
export function demandScore(demand: number, mean: number, deviation: number, negative: boolean): number {
  if (!(deviation > 0)) return demand === mean ? 0 : Math.sign(demand - mean) * 10;
  if (negative) return (demand - mean) / deviation;
  if (!(mean > 0)) return demand / deviation;
  const ratio = deviation / mean;
  return (3 / ratio) * (Math.cbrt(Math.max(0, demand) / mean) - 1 + (ratio * ratio) / 9);
}
