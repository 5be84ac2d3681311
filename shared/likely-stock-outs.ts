import { median } from 'simple-statistics';

/** Share of its neighbours' median up to which a week sold next to nothing. */
const nothingShare = 0.05;
/** Share of weeks without sales up to which demand never rests by itself. */
const restingShare = 0.03;
/** Weeks on each side that say what is usual. */
const reach = 8;
const longestRun = 12;
const shortestHistory = 26;

export interface LikelyStockOut {
  /** Index of its first week. */
  readonly firstWeek: number;
  readonly weeks: number;
  /** Median of the weeks around, units a week. */
  readonly usual: number;
}

/**
 * Weeks in a row that sold next to nothing although demand never rests by itself: the article was probably not to be
 * had. A guess for a person to confirm; nothing is corrected by it.
 *
 * @param values  units per week, oldest first
 * @param known   weeks already known to be without stock
 * @returns oldest first
 */
export function likelyStockOuts(values: readonly number[], known: readonly number[]): LikelyStockOut[] {
  if (values.length < shortestHistory) return [];
  const settled = new Set(known);
  const overall = median(values.filter((_, week) => !settled.has(week)));
  const empty = (week: number) => values[week]! <= nothingShare * overall;
  const runs: { firstWeek: number; weeks: number }[] = [];
  for (let week = 0; week < values.length; week++) {
    if (!(overall > 0) || settled.has(week) || !empty(week)) continue;
    const last = runs.at(-1);
    if (last && last.firstWeek + last.weeks === week) last.weeks += 1;
    else runs.push({ firstWeek: week, weeks: 1 });
  }
  return runs.flatMap(run => {
    const others = runs.reduce((sum, { weeks }) => sum + weeks, -run.weeks);
    const around: number[] = [];
    for (let week = run.firstWeek - reach; week < run.firstWeek + run.weeks + reach; week++) {
      const inside = week >= run.firstWeek && week < run.firstWeek + run.weeks;
      if (week >= 0 && week < values.length && !inside && !settled.has(week)) around.push(values[week]!);
    }
    if (run.weeks > longestRun || around.length < reach || others > restingShare * values.length) return [];
    const usual = median(around);
    const stands = Array.from({ length: run.weeks }, (_, i) => values[run.firstWeek + i]!);
    return stands.every(units => units <= nothingShare * usual) ? [{ ...run, usual }] : [];
  });
}
