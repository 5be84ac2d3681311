/**
 * Index of the first period that tells something about demand. Zeros before the first sale are left out as the time
 * before the launch, unless the history has gaps as long: then they are demand that is rare. After a longer wait, one
 * usual interval between sales is kept, so that a rate does not start on a sale.
 *
 * @param values  demand as recorded, NaN where unknown
 * @returns 0 when nothing was ever sold
 */
export function firstPeriod(values: Float64Array): number {
  const sold = (t: number) => values[t]! > 0 || values[t]! < 0;
  const first = values.findIndex((_, t) => sold(t));
  if (first <= 0) return 0;
  let sales = 0;
  let longest = 0;
  let last = first;
  for (let t = first; t < values.length; t++) {
    if (!sold(t)) continue;
    longest = Math.max(longest, t - last - 1);
    last = t;
    sales++;
  }
  if (first <= longest) return 0;
  const interval = sales > 1 ? (last - first) / (sales - 1) : 1;
  return Math.max(0, first - Math.round(interval) + 1);
}
