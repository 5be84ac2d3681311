const innerPasses = 2;

/**
 * Seasonal-trend decomposition by loess, whose season may change from year to year; additive, not robust.
 *
 * @param values        length n ≥ 2 · seasonLength, every value finite
 * @param seasonLength  2 or more
 * @param seasonWindow  cycles that say what the season is at one of them, odd; the more, the slower it may change
 * @see Cleveland, Cleveland, McRae & Terpenning (1990), J. Official Statistics 6(1)
 */
export function evolvingSeason(
  values: Float64Array,
  seasonLength: number,
  seasonWindow: number,
): { readonly season: Float64Array; readonly trend: Float64Array } {
  const n = values.length;
  const m = seasonLength;
  const trendWindow = nextOdd(Math.ceil((1.5 * m) / (1 - 1.5 / seasonWindow)));
  let trend: Float64Array = new Float64Array(n);
  let season: Float64Array = new Float64Array(n);
  for (let pass = 0; pass < innerPasses; pass++) {
    // One cycle more on each side, which the low pass takes away again.
    const cycles = new Float64Array(n + 2 * m);
    for (let phase = 0; phase < m; phase++) {
      const detrended = Float64Array.from({ length: Math.ceil((n - phase) / m) }, (_, k) => {
        const t = phase + k * m;
        return values[t]! - trend[t]!;
      });
      for (let k = -1; k <= detrended.length; k++) {
        cycles[phase + (k + 1) * m] = loess(detrended, k, seasonWindow, 0);
      }
    }
    const smooth = movingMean(movingMean(movingMean(cycles, m), m), 3);
    const low = smooth.map((_, t) => loess(smooth, t, nextOdd(m), 1));
    season = Float64Array.from(values, (_, t) => cycles[t + m]! - low[t]!);
    const deseasoned = values.map((value, t) => value - season[t]!);
    trend = deseasoned.map((_, t) => loess(deseasoned, t, trendWindow, 1));
  }
  return { season, trend };
}

/** Local polynomial with tricube weights over the `window` values that are nearest to `at`. */
function loess(values: Float64Array, at: number, window: number, degree: 0 | 1): number {
  const n = values.length;
  const count = Math.min(window, n);
  const from = Math.max(0, Math.min(n - count, Math.round(at) - (count >> 1)));
  const to = from + count - 1;
  // A window wider than the values widens the reach of the weights.
  const reach = Math.max(at - from, to - at) + Math.max(0, Math.floor((window - n) / 2));
  let weights = 0;
  let weightedAt = 0;
  let weightedSquares = 0;
  let weightedValues = 0;
  let products = 0;
  for (let j = from; j <= to; j++) {
    const distance = Math.abs(j - at) / reach;
    if (distance > 0.999) continue;
    const rest = 1 - distance * distance * distance;
    const weight = rest * rest * rest;
    const x = j - at;
    weights += weight;
    weightedAt += weight * x;
    weightedSquares += weight * x * x;
    weightedValues += weight * values[j]!;
    products += weight * x * values[j]!;
  }
  const mean = weightedValues / weights;
  const centre = weightedAt / weights;
  const variance = weightedSquares / weights - centre * centre;
  if (degree === 0 || !(variance > 1e-6 * (n - 1) ** 2)) return mean;
  return mean - (centre * (products / weights - centre * mean)) / variance;
}

/** Means over `width` neighbours, length n − width + 1. */
function movingMean(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let t = 0; t < values.length; t++) {
    sum += values[t]!;
    if (t >= width) sum -= values[t - width]!;
    if (t >= width - 1) out[t - width + 1] = sum / width;
  }
  return out;
}

function nextOdd(value: number): number {
  return value % 2 === 0 ? value + 1 : value;
}
