import type { Accuracy, Evaluation } from '../../../shared/contracts/forecast.ts';
import type { ClassProfile } from '../../../shared/contracts/portfolio.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { calibratedIntervals } from '../conformal.ts';

/** However alike a class is, its average counts at most as much as this many periods of the series itself. */
const mostClassPeriods = 52;

/**
 * Forecast of a series with little history: the average of its class, at the level that its own periods and the class
 * make credible together. Bands hold the spread of levels within the class and of periods within a series; there is no
 * back-test to calibrate them.
 *
 * @param history    the series' own demand, length n; its last period is the last of the class
 * @param coverages  nominal, 0–1
 * @returns an evaluation without accuracy, in units per period
 * @see Bühlmann (1967), ASTIN Bulletin 4(3)
 */
export function classAverage(history: History, profile: ClassProfile, coverages: readonly number[]): Evaluation {
  const { values } = history;
  const credibility = credibilityOf(values.length, profile);
  const level = credibility * relativeLevel(values, profile.history) + 1 - credibility;
  const mean = profile.mean.map(units => level * units);
  const errorDeviation = profile.mean.map(units =>
    Math.hypot(profile.levelSpread * Math.sqrt(1 - credibility) * units, profile.periodSpread * level * units),
  );
  const prediction = { mean: Float64Array.from(mean), deviation: Float64Array.from(errorDeviation) };
  const accuracy = unmeasured(coverages);
  return {
    forecasterId: 'ensemble',
    forecast: { mean, intervals: calibratedIntervals(prediction, coverages, [], { negative: false }) },
    errorDeviation,
    accuracy,
    seasonalNaive: accuracy,
    forecastValueAdded: null,
    accuracyByBlock: [],
    folds: 0,
    backtest: [],
    components: [],
    members: [],
    treatment: { leadingZeros: 0, gaps: [], outliers: [], stockOuts: [] },
    description: `Average of ${profile.members} series of its class at ${Math.round(100 * level)}% of their level`,
    warnings: [
      `New: ${values.length} periods of history are too few, so this is the average of ${profile.members} series of its class. Its accuracy is not known yet.`,
    ],
    cpuMilliseconds: 0,
  };
}

/** How much the series' own n periods count: n / (n + variance within a series / variance between series). */
function credibilityOf(periods: number, { levelSpread, periodSpread }: ClassProfile): number {
  const ratio = levelSpread > 0 ? (periodSpread / levelSpread) ** 2 : mostClassPeriods;
  return periods / (periods + Math.min(mostClassPeriods, ratio));
}

/** Own demand over that of the average member in the same periods; 1 where neither sold. */
function relativeLevel(values: Float64Array, average: readonly number[]): number {
  const shared = Math.min(values.length, average.length);
  const sum = (numbers: Iterable<number>) => Array.from(numbers).reduce((total, value) => total + (value || 0), 0);
  const expected = sum(average.slice(average.length - shared));
  return expected > 0 ? sum(values.subarray(values.length - shared)) / expected : 1;
}

function unmeasured(coverages: readonly number[]): Accuracy {
  const coverage = coverages.map(nominal => ({ nominal, measured: null }));
  return { wape: null, smape: null, mase: null, rmse: null, bias: null, coverage, points: 0 };
}
