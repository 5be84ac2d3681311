export interface LeadTimeDistribution {
  readonly count: number;
  /** Days. */
  readonly mean: number;
  /** Sample standard deviation, days; 0 for fewer than two. */
  readonly deviation: number;
  readonly shortest: number;
  readonly median: number;
  /** Nine of ten deliveries took at most this. */
  readonly ninetiethPercentile: number;
  readonly longest: number;
}

/**
 * What a supplier's deliveries say of its lead time. Percentiles are nearest-rank: values that occurred.
 *
 * @param days from order to delivery, one value for each delivery, any order
 * @returns null without a delivery
 * @example leadTimeDistribution([10, 14])?.mean; // => 12
 */
export function leadTimeDistribution(days: readonly number[]): LeadTimeDistribution | null {
  const count = days.length;
  if (count === 0) return null;
  const sorted = days.toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * count) - 1)]!;
  return {
    count,
    mean,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
    shortest: sorted[0]!,
    median: rank(0.5),
    ninetiethPercentile: rank(0.9),
    longest: sorted[count - 1]!,
  };
}
