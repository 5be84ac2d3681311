import type { Prediction } from '../forecaster.ts';
import { oncePerHistory } from '../once-per-history.ts';
import { estimateLongSeason, type LongSeason, longSeasonPattern, withoutLongSeason } from './long-season.ts';
import { shiftToYearlyLevel, yearlyLevel } from './yearly-level.ts';

/** The history without its long season, and what is needed to put it back. */
export interface Adjusted {
  readonly values: Float64Array;
  readonly season: LongSeason;
  readonly length: number;
}

export const adjustForLongSeason = oncePerHistory((history): Adjusted => {
  const season = { ...estimateLongSeason(history), yearlyLevel: yearlyLevel(history) };
  return { values: withoutLongSeason(history.values, season), season, length: history.values.length };
});

/** Puts the long season back on a forecast of the adjusted series, or where it is unknown what stands in for it. */
export function restoreLongSeason(season: LongSeason, historyPeriods: number, prediction: Prediction): Prediction {
  const { mean, deviation } = prediction;
  if (season.kind === 'none') {
    if (!season.yearlyLevel) return prediction;
    const shift = shiftToYearlyLevel(season.yearlyLevel, mean);
    return { mean: mean.map((x, k) => x + shift[k]!), deviation };
  }
  const pattern = longSeasonPattern(season, historyPeriods, mean.length);
  return season.kind === 'multiplicative'
    ? { mean: mean.map((x, k) => x * pattern[k]!), deviation: deviation.map((x, k) => x * pattern[k]!) }
    : { mean: mean.map((x, k) => x + pattern[k]!), deviation };
}

/** How descriptions name the season taken out. */
export function describeLongSeason(season: LongSeason): string {
  return season.kind === 'none' ? '' : ` on harmonics[${season.length.toFixed(2).replace(/\.00$/, '')}]`;
}
