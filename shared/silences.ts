import { addDays } from './business-day.ts';

/** Weeks on end in which a channel reported no sale of anything. */
export interface Silence {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly weeks: number;
  /** Whether what was sold in them is unknown; else nothing was. */
  readonly missing: boolean;
}

/** Share of its weeks that a channel reports when it reports as a rule; else a week without a sale is nothing unusual. */
export const regularReports = 0.8;
/** A channel that has said nothing for longer is taken as closed. */
export const longestLateReport = 8;

/**
 * When a channel was silent since its first report. What it sold then is missing when it otherwise reports as a rule:
 * weeks between two reports, and up to eight weeks that a report is late by.
 *
 * @param reported  first days of the weeks with a report, ascending
 * @param lastWeek  the newest week that any channel reported
 * @returns oldest first
 */
export function silences(reported: readonly string[], lastWeek: string): Silence[] {
  const [first, newest] = [reported[0], reported.at(-1)];
  if (first === undefined || newest === undefined) return [];
  const regular = reported.length / (weeksBetween(first, newest) + 1) >= regularReports;
  const found: Silence[] = [];
  const listen = (from: string, until: string, missing: boolean) => {
    const weeks = weeksBetween(from, until);
    if (weeks > 0) found.push({ firstDay: from, lastDay: addDays(until, -1), weeks, missing: regular && missing });
  };
  for (const [index, week] of reported.slice(1).entries()) listen(addDays(reported[index]!, 7), week, true);
  const [afterNewest, end] = [addDays(newest, 7), addDays(lastWeek, 7)];
  listen(afterNewest, end, weeksBetween(afterNewest, end) <= longestLateReport);
  return found;
}

function weeksBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000));
}
