import { mean } from 'simple-statistics';
import {
  type EnsembleMember,
  type ForecasterId,
  forecasterNames,
  type MemberComparison,
} from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RunContext } from '../../run-context.ts';
import { horizonBlocks } from '../accuracy.ts';
import { backtest, type Fold, rollingOrigins, scoredFold, shortestTraining } from '../backtest.ts';
import { chanceOfNone } from '../chance-of-none.ts';
import { fitAndPredict } from '../fit-and-predict.ts';
import type { Forecaster, Prediction } from '../forecaster.ts';
import { reachesBeyondHalfYear, yearIsUnknown } from '../seasonality/yearly-level.ts';
import { knownAt } from '../slice-history.ts';
import { learnedAcross } from '../supervised/learned-across.ts';
import { chooseMembers } from './choose-members.ts';
import { choiceOf, groupWeights } from './compare-members.ts';
import { learnWeights, lossOf, type WeightBlock } from './learn-weights.ts';
import { memberModels } from './member-models.ts';

interface Member {
  readonly forecasterId: ForecasterId;
  readonly state: unknown;
  /** One weight for each block. */
  readonly weights: readonly number[];
  readonly reason: string;
}

interface EnsembleState {
  readonly members: readonly Member[];
  readonly blocks: readonly WeightBlock[];
}

/** Rolling origins from which weights are learned when nobody asks for more. */
const ownFolds = 3;

/**
 * Weighted mean of several models. Weights come from rolling-origin errors, separately for near, middle and far leads,
 * and from how the members compare over the group of the series; they stay close to equal while there are few held-out
 * points. A member that fails or is far off gets none.
 *
 * @see Bates & Granger (1969), Operational Research Quarterly 20(4)
 */
export const ensemble: Forecaster<Record<string, never>, EnsembleState> = {
  id: 'ensemble',
  defaults: {},
  minHistory: () => 4,
  fit(history, horizonPeriods, _options, run) {
    const { values, seasonLength } = history;
    const shortest = shortestTraining(values.length, seasonLength);
    const origins = rollingOrigins(values.length, horizonPeriods, ownFolds, shortest);
    return fitMembers(history, horizonPeriods, origins, run).state;
  },
  fitWithFolds: (history, horizonPeriods, origins, run) => fitMembers(history, horizonPeriods, origins, run),
  predict({ members, blocks }, horizonPeriods) {
    const predictions = members.map(member => memberModels[member.forecasterId]!.predict(member.state, horizonPeriods));
    return combine(
      predictions,
      members.map(member => member.weights),
      blocks,
    );
  },
  describe({ members }) {
    const shares = members.map(member => ({ ...member, share: mean(member.weights) }));
    shares.sort((a, b) => b.share - a.share);
    return shares
      .filter(member => member.share >= 0.01)
      .map(member => `${forecasterNames[member.forecasterId]} ${Math.round(100 * member.share)}%`)
      .join(', ');
  },
  membersOf: ({ members }): EnsembleMember[] =>
    members.map(({ forecasterId, weights, reason }) => ({ forecasterId, weights, reason })),
};

function fitMembers(history: History, horizonPeriods: number, origins: readonly number[], run: RunContext) {
  const lumpy = chanceOfNone(history);
  const blocks = origins.length > 1 ? horizonBlocks(horizonPeriods) : [{ fromPeriod: 1, toPeriod: horizonPeriods }];
  const alive: { id: ForecasterId; folds: Fold[]; state: unknown }[] = [];
  const ids = chooseMembers(history, horizonPeriods, learnedAcross(run, 'gradient-boosting') !== undefined);
  for (const [index, id] of ids.entries()) {
    run.progress({ done: index / ids.length, message: forecasterNames[id] });
    const forecaster = memberModels[id]!;
    try {
      const folds = backtest(forecaster, history, horizonPeriods, origins, { ...run, progress: () => {} });
      alive.push({ id, folds, state: fitAndPredict(forecaster, history, horizonPeriods, run).state });
    } catch (error) {
      // A member that cannot answer leaves the others to it; a cancelled run ends.
      if (!(error instanceof AppError) || error.code === 'request.cancelled') throw error;
    }
  }
  const first = alive[0];
  if (first === undefined) {
    throw new AppError('forecast.history-too-short', {
      model: forecasterNames.ensemble,
      required: 4,
      actual: history.values.length,
    });
  }
  const telling = tellingFolds(history, horizonPeriods, origins);
  const aliveIds = alive.map(member => member.id);
  const weigh = (kept: (fold: number) => boolean, comparison: MemberComparison | undefined) =>
    learnWeights(
      alive.map(member => member.folds.filter((_, fold) => telling(fold) && kept(fold))),
      blocks,
      lumpy,
      history.seasonLength,
      groupWeights(comparison, ids, aliveIds),
    );
  const negative = history.values.some(value => value < 0);
  // Each fold is forecast with weights that have not seen it.
  const folds = origins.map((origin, fold) => {
    const heldBackPeriods = (run.heldBackPeriods ?? 0) + history.values.length - origin;
    const weights = weigh(other => other !== fold, learnedAcross({ ...run, heldBackPeriods }, 'ensemble'));
    const prediction = combine(
      alive.map(member => member.folds[fold]!.prediction),
      alive.map((_, i) => weights.map(block => block[i]!)),
      blocks,
    );
    return scoredFold(history, origin, prediction, negative);
  });
  const comparison = learnedAcross(run, 'ensemble');
  const weights = weigh(() => true, comparison);
  const losses = alive.map(member => lossOf(member.folds, 1, horizonPeriods, false));
  const smallest = Math.min(...losses.filter(Number.isFinite));
  const members: Member[] = alive.map((member, i) => ({
    forecasterId: member.id,
    state: member.state,
    weights: weights.map(block => block[i]!),
    reason: reasonFor(losses[i]!, smallest, origins.length) + groupReason(comparison, ids, member.id),
  }));
  return { state: { members, blocks }, folds };
}

/**
 * Which folds tell how the members compare now: not those that reach over a year which was unknown at their origin and
 * is known by now, unless there are no others.
 */
export function tellingFolds(
  history: History,
  horizonPeriods: number,
  origins: readonly number[],
): (fold: number) => boolean {
  const telling = origins.map(
    origin => !(reachesBeyondHalfYear(horizonPeriods, history.period) && yearIsUnknown(knownAt(history, origin))),
  );
  return telling.filter(Boolean).length > 1 ? fold => telling[fold]! : () => true;
}

function reasonFor(loss: number, smallest: number, folds: number): string {
  if (folds === 0 || !Number.isFinite(loss)) return 'No back-test was possible; all members count alike.';
  if (loss <= smallest) return `Smallest error over ${folds} rolling origins.`;
  const excess = smallest > 0 ? Math.round(100 * (loss / smallest - 1)) : null;
  return excess === null
    ? `Larger error than the best over ${folds} rolling origins.`
    : `Error ${excess}% above the best over ${folds} rolling origins.`;
}

function groupReason(
  comparison: MemberComparison | undefined,
  chosen: readonly ForecasterId[],
  id: ForecasterId,
): string {
  const choice = choiceOf(comparison, chosen);
  if (!choice) return '';
  const percent = Math.round(100 * (Math.exp(choice.logErrors[chosen.indexOf(id)]!) - 1));
  const words = percent === 0 ? 'as good as' : `${Math.abs(percent)}% ${percent < 0 ? 'better' : 'worse'} than`;
  return ` On ${choice.series} series of its group ${words} the models on average.`;
}

function combine(
  predictions: readonly Prediction[],
  weights: readonly (readonly number[])[],
  blocks: readonly WeightBlock[],
): Prediction {
  const horizonPeriods = predictions[0]!.mean.length;
  const out = { mean: new Float64Array(horizonPeriods), deviation: new Float64Array(horizonPeriods) };
  for (let k = 0; k < horizonPeriods; k++) {
    let block = blocks.findIndex(each => k + 1 <= each.toPeriod);
    if (block < 0) block = blocks.length - 1;
    predictions.forEach((prediction, i) => {
      out.mean[k]! += weights[i]![block]! * prediction.mean[k]!;
      out.deviation[k]! += weights[i]![block]! * prediction.deviation[k]!;
    });
  }
  return out;
}
