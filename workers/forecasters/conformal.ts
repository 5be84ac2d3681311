import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Interval } from '../../shared/contracts/forecast.ts';
import { demandQuantile } from './demand-distribution.ts';
import type { Prediction } from './forecaster.ts';

/** Scores of held-out demand under a model's own distribution: 0 is its median, ±1.28 its 80 % band. */
export interface FoldScores {
  /** One for each lead; NaN where nothing was recorded. */
  readonly scores: readonly number[];
  /** Index of the first forecast period: how much the fold had to train on. */
  readonly origin?: number;
}

/** On which side of a band the demand lies that it leaves out. */
type Outside = NonNullable<Interval['outsideAtZero']>;

/** What is known of a forecast beside its back-test. */
export interface Calibration {
  /** Whether demand may be below 0. */
  readonly negative: boolean;
  /** Chance of a period without demand, 0 … < 1. */
  readonly none?: number;
  /** Periods behind the prediction that the bands are for. */
  readonly trained?: number;
}

/** Held-out points whose weight equals that of the model's own reckoning. */
const priorPoints = 5;
/** Errors of one fold hang together: this many leads count as one independent point. */
const leadsPerPoint = 3;
/** However long it is, one fold is one stretch of time and counts no more than this. */
const mostPointsPerFold = 10;
const factorRange = [0.4, 4] as const;
/** Errors of forecasts have heavier tails than the normal distribution: those of Student's t with so many degrees of freedom. */
const tailFreedom = 10;

/**
 * Factor by which a model's bands have to be stretched so that the nominal share of held-out points lay inside:
 * split-conformal quantile of the scores over the normal one, drawn towards that of heavy tails while there is little
 * evidence. Folds that trained on less count less.
 *
 * @param coverage  nominal, 0–1
 * @param trained   periods behind the prediction that the bands are for
 * @param outside   where the rest lies: half of it on each side, or all of it above
 * @see Romano, Patterson & Candès (2019), NeurIPS; Stankevičiūtė, Alaa & van der Schaar (2021), NeurIPS; on weights
 *   Barber et al. (2023), Annals of Statistics 51(2)
 */
export function stretchFactor(
  folds: readonly FoldScores[],
  coverage: number,
  trained?: number,
  outside: Outside = 'on both sides',
): number {
  const nominal = normalScore(coverage, outside);
  const prior = heavyTail(nominal);
  const scores = folds.flatMap(fold => {
    const weight = maturityOf(fold, trained);
    return fold.scores
      .filter(Number.isFinite)
      .map(score => ({ value: outside === 'above' ? score : Math.abs(score), weight }));
  });
  if (scores.length === 0) return prior;
  const raw = Math.min(factorRange[1], Math.max(factorRange[0], conformalQuantile(scores, coverage) / nominal));
  const points = evidenceOf(folds, trained);
  const share = points / (points + priorPoints);
  return Math.exp(share * Math.log(raw) + (1 - share) * Math.log(prior));
}

/** Value at which this share of the weights is reached, of one value more than there are; between values by lines. */
function conformalQuantile(known: readonly { readonly value: number; readonly weight: number }[], share: number) {
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = (share * total * (sorted.length + 1)) / sorted.length;
  let reached = 0;
  let before = sorted[0]!.value;
  for (const { value, weight } of sorted) {
    if (reached + weight >= wanted) return before + ((value - before) * (wanted - reached)) / weight;
    reached += weight;
    before = value;
  }
  return before;
}

/** Standard normal score of a band's upper end. */
function normalScore(coverage: number, outside: Outside): number {
  return normalQuantile(outside === 'above' ? coverage : 0.5 + coverage / 2, 0, 1);
}

/**
 * Quantile of Student's t, brought to variance 1, over the normal one: below 1 for narrow bands, above for wide ones.
 *
 * @param z  normal score
 * @see Abramowitz & Stegun (1964), 26.7.5
 */
function heavyTail(z: number): number {
  const v = tailFreedom;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return ((z + first / v + second / v ** 2 + third / v ** 3) * Math.sqrt((v - 2) / v)) / z;
}

/** How much a fold tells, 0–1: one that trained on far fewer periods than the prediction erred more than that will. */
function maturityOf({ origin }: FoldScores, trained: number | undefined): number {
  return origin === undefined || trained === undefined ? 1 : Math.min(1, origin / trained) ** 2;
}

/** Independent points that the folds are worth: less where they overlap in time, and less where they trained on less. */
function evidenceOf(folds: readonly FoldScores[], trained: number | undefined): number {
  let points = 0;
  let held = 0;
  const distinct = new Set<number>();
  for (const fold of folds) {
    const { scores, origin } = fold;
    const known = scores.filter(Number.isFinite).length;
    points += maturityOf(fold, trained) * Math.min(mostPointsPerFold, known / leadsPerPoint);
    if (origin === undefined) continue;
    held += scores.length;
    for (let k = 0; k < scores.length; k++) distinct.add(origin + k);
  }
  return held > 0 ? (points * distinct.size) / held : points;
}

/**
 * Bands around a prediction, stretched as back-test errors ask, nested, and above 0 where demand cannot be negative.
 * A band that begins at 0 where periods without demand are common leaves nothing out below: it ends where the nominal
 * share of demand does, which is the narrowest band of that share.
 *
 * @param folds  scores of the back-test; none leaves the model's own bands
 * @see Hyndman (1996), The American Statistician 50(2), on highest density regions
 */
export function calibratedIntervals(
  { mean, deviation }: Prediction,
  coverages: readonly number[],
  folds: readonly FoldScores[],
  { negative, none = 0, trained }: Calibration,
): Interval[] {
  const outsideAtZero = none > 0 && !negative ? 'above' : 'on both sides';
  const stretched = (coverage: number, outside: Outside) =>
    normalScore(coverage, outside) * stretchFactor(folds, coverage, trained, outside);
  const quantile = (k: number, score: number) => demandQuantile(mean[k]!, deviation[k]!, score, negative, none);
  const intervals: Interval[] = [];
  let central = 0;
  let above = 0;
  for (const coverage of [...coverages].sort((a, b) => a - b)) {
    central = Math.max(central, stretched(coverage, 'on both sides'));
    above = Math.max(above, stretched(coverage, 'above'));
    const lower = Array.from(mean, (_, k) => quantile(k, -central));
    const upper = lower.map((low, k) => {
      const fromZero = outsideAtZero === 'above' && !(low > 0) && deviation[k]! > 0;
      return fromZero ? Math.max(mean[k]!, quantile(k, above)) : quantile(k, central);
    });
    intervals.push({ coverage, lower, upper, outsideAtZero });
  }
  return intervals;
}
