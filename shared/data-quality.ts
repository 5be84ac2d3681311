/** What a forecast on some sales may say of itself. */
export type ForecastClaim = 'full' | 'indication' | 'none';

/** What is known about the weeks of one SKU in one channel. */
export interface SalesRecords {
  /** Weeks from its first sale to its channel's newest report, both included. */
  readonly weeks: number;
  /** Those of them in which the channel reported anything: without a report a missing record is no 0. */
  readonly reportedWeeks: number;
  /** Whole weeks between its channel's newest report and the last week that is over. */
  readonly weeksBehind: number;
}

export interface DataQuality {
  /** 0–100: completeness × freshness. */
  readonly score: number;
  /** 0–1: share of weeks that were reported. */
  readonly completeness: number;
  /** 0–1: 1 up to a week behind, a tenth less for each further week. */
  readonly freshness: number;
  readonly claim: ForecastClaim;
  /** Why it claims no more; null when nothing is wrong. */
  readonly reason: string | null;
}

const claims = [
  { claim: 'full', score: 80, weeks: 52 },
  { claim: 'indication', score: 50, weeks: 26 },
] as const;
const lossPerWeek = 0.1;

/**
 * How far sales can be trusted, from 0 to 100, and what a forecast on them may therefore claim.
 *
 * @example dataQuality({ weeks: 100, reportedWeeks: 95, weeksBehind: 0 }).score; // => 95
 */
export function dataQuality({ weeks, reportedWeeks, weeksBehind }: SalesRecords): DataQuality {
  const completeness = weeks > 0 ? reportedWeeks / weeks : 0;
  const freshness = Math.max(0, 1 - lossPerWeek * Math.max(0, weeksBehind - 1));
  const score = Math.round(100 * completeness * freshness);
  const claim = claims.find(needs => score >= needs.score && weeks >= needs.weeks)?.claim ?? 'none';
  return { score, completeness, freshness, claim, reason: reasonFor({ weeks, reportedWeeks, weeksBehind }) };
}

/** The quality of several together, each counting by its weight, e.g. the units it sold. */
export function combinedQuality(
  parts: readonly { readonly records: SalesRecords; readonly weight: number }[],
): DataQuality {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (records: SalesRecords) => number) =>
    parts.reduce(
      (sum, { records, weight }) => sum + (of(records) * (total > 0 ? weight : 1)) / (total || parts.length),
      0,
    );
  // The sum reaches back as far as its longest part.
  const weeks = parts.reduce((most, { records }) => Math.max(most, records.weeks), 0);
  const completeness = mean(records => dataQuality(records).completeness);
  return dataQuality({
    weeks,
    reportedWeeks: Math.round(completeness * weeks),
    weeksBehind: Math.round(mean(records => records.weeksBehind)),
  });
}

function reasonFor({ weeks, reportedWeeks, weeksBehind }: SalesRecords): string | null {
  if (weeks === 0) return 'nothing was ever sold.';
  const reasons: string[] = [];
  if (weeks < claims[0].weeks) reasons.push(`the history covers ${weeks} of ${claims[0].weeks} weeks`);
  if (reportedWeeks < weeks) reasons.push(`${weeks - reportedWeeks} of ${weeks} weeks were never reported`);
  if (weeksBehind > 1) reasons.push(`the newest report is ${weeksBehind} weeks old`);
  return reasons.length > 0 ? `${reasons.join(', ')}.` : null;
}
