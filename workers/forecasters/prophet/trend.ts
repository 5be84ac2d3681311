/** Level of demand over time, scaled; time runs from 0 to 1 over the history. Plain data. */
export interface Trend {
  readonly slope: number;
  readonly offset: number;
  /** Times at which the slope changes, ascending, and by how much. */
  readonly changeTimes: Float64Array;
  readonly slopeChanges: Float64Array;
  /** Height that logistic growth runs into, scaled; null for a piecewise-linear trend. */
  readonly capacity: number | null;
}

/**
 * Trend at some times: offset + slope · time + Σ change · (time − its time)₊, through the logistic curve when there is
 * a capacity. Prophet writes the curve with a rate and a midpoint that jump at each change; this is the same curve
 * without dividing by the rate, which may be 0.
 *
 * @param times  any length
 * @see Taylor & Letham (2018), The American Statistician 72(1), eq. 3
 */
export function trendAt({ slope, offset, changeTimes, slopeChanges, capacity }: Trend, times: Float64Array) {
  return times.map(time => {
    let value = offset + slope * time;
    for (let i = 0; i < changeTimes.length && changeTimes[i]! < time; i++) {
      value += slopeChanges[i]! * (time - changeTimes[i]!);
    }
    return capacity === null ? value : logistic(value) * capacity;
  });
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
