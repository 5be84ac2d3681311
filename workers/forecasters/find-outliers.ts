import { median } from 'simple-statistics';

/** Robust deviations from its neighbours beyond which a value is an outlier. */
const limit = 8;
/** Share of zeros from which large single sales are what demand looks like. */
const lumpyShare = 0.3;
/** Neighbours on each side. */
const reach = 6;
/** Demand whose weakest days sell this share of the usual does not fall to nothing by itself. */
const weakestShare = 0.2;
/** Share of the days with sales that counts as the weakest. */
const weakestDays = 0.01;

/**
 * Single values far from their neighbours that no other season repeats: a bulk order, a slip of the keyboard. Peaks
 * that come back every season stay, and so does everything in lumpy demand or in less than two seasons. A period without
 * any sale is one in which the shop was shut, where demand otherwise never comes near nothing.
 *
 * @param values        demand, every value finite
 * @param seasonLength  periods per season
 * @returns index and the median of the neighbours, units per period
 */
export function findOutliers(values: Float64Array, seasonLength: number): { index: number; used: number }[] {
  const n = values.length;
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  if (n < Math.max(2 * seasonLength, 4 * reach) || zeros > lumpyShare * n) return [];
  // Within a season short enough to see, neighbours are those of the same phase.
  const step = seasonLength <= 24 && n >= 4 * seasonLength && seasonLength > 1 ? seasonLength : 1;
  const expected = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const around: number[] = [];
    for (let k = -reach; k <= reach; k++) {
      const other = t + k * step;
      if (k !== 0 && other >= 0 && other < n) around.push(values[other]!);
    }
    expected[t] = median(around);
  }
  const shut = shutPeriods(values, expected, step);
  const residuals = values.map((value, t) => value - expected[t]!);
  const spread = 1.4826 * median(Array.from(residuals, Math.abs));
  const far = (t: number, share = 1) => t >= 0 && t < n && Math.abs(residuals[t]!) > share * limit * spread;
  const found: { index: number; used: number }[] = [];
  for (let t = 0; t < n; t++) {
    if (shut[t]) found.push({ index: t, used: expected[t]! });
    if (shut[t] || !(spread > 0) || !far(t)) continue;
    let repeats = false;
    for (const season of [-1, 1]) {
      for (let k = -1; k <= 1; k++) repeats ||= far(t + season * seasonLength + k, 0.4);
    }
    // Two far values side by side are an event or a shift, not a slip.
    if (repeats || far(t - 1, 0.4) || far(t + 1, 0.4)) continue;
    // At an edge of the history a level shift cannot be told from an outlier.
    if (t >= n - 2 || t < 2) continue;
    found.push({ index: t, used: expected[t]! });
  }
  return found;
}

/** Periods without sales between others that sell, where even the weakest of all are far from nothing. */
function shutPeriods(values: Float64Array, expected: Float64Array, step: number): boolean[] {
  const shares: number[] = [];
  for (let t = 0; t < values.length; t++) if (values[t]! > 0) shares.push(values[t]! / expected[t]!);
  shares.sort((a, b) => a - b);
  const never = shares[Math.floor(weakestDays * shares.length)]! > weakestShare;
  const sells = (t: number, side: 1 | -1) => values[t + side * step]! > 0 || values[t + 2 * side * step]! > 0;
  return Array.from(values, (value, t) => never && value === 0 && expected[t]! > 0 && sells(t, -1) && sells(t, 1));
}
