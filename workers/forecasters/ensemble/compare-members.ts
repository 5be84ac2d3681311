import { mean } from 'simple-statistics';
import type { ForecasterId, MemberComparison } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RunContext } from '../../run-context.ts';
import { backtest, rollingOrigins, shortestTraining } from '../backtest.ts';
import { chanceOfNone } from '../chance-of-none.ts';
import { firstPeriod } from '../first-period.ts';
import { sliceHistory } from '../slice-history.ts';
import { learnedAcross } from '../supervised/learned-across.ts';
import { chooseMembers } from './choose-members.ts';
import { lossOf, squaresDecide } from './learn-weights.ts';
import { memberModels } from './member-models.ts';

/** Series on which members are compared: more would hardly move the means, and cost as much as they forecast. */
const comparedSeries = 24;
/** Series from which the comparison counts half. */
const halfEvidence = 10;
/** Power of the inverse error that many series ask for. */
const groupPower = 8;
/** A member twice as good or bad on one series says no more than that. */
const mostLogError = Math.LN2;

interface Compared {
  readonly members: readonly ForecasterId[];
  /** Horizons between the end of the fold and the end of the history, rounded down. */
  readonly held: number;
  readonly logErrors: readonly number[];
}

/**
 * Compares the members of the ensemble over the series of a group, each by its own rolling origins: the few origins of
 * one series cannot tell members apart that those of many can.
 *
 * @param histories  as recorded
 * @param run        with what members learned across the same series
 * @returns entry j has not seen the last j horizons; empty where no series has an origin
 * @see Montero-Manso et al. (2020), Int. J. Forecasting 36(1), on weights learned across series
 */
export function compareMembers(
  histories: readonly History[],
  horizonPeriods: number,
  folds: number,
  run: RunContext,
): MemberComparison[] {
  const stride = Math.max(1, histories.length / comparedSeries);
  const sample = histories.filter((_, i) => Math.floor(i / stride) > Math.floor((i - 1) / stride));
  const compared = sample.map((history, done) => {
    run.progress({ done: done / sample.length, message: `Models compared on ${done} of ${sample.length} series` });
    return compareOn(history, horizonPeriods, folds, run);
  });
  const comparisons: MemberComparison[] = [];
  for (let held = 0; held < folds; held++) {
    const known = compared.map(rows => rows.filter(row => row.held >= held)).filter(rows => rows.length > 0);
    if (known.length === 0) break;
    const choices = Map.groupBy(known, rows => rows[0]!.members.join());
    comparisons.push({
      choices: [...choices.values()].map(series => ({
        members: series[0]![0]!.members,
        logErrors: series[0]![0]!.members.map((_, i) =>
          mean(series.map(rows => mean(rows.map(row => row.logErrors[i]!)))),
        ),
        series: series.length,
      })),
    });
  }
  return comparisons;
}

/** One row for each rolling origin of a series; none where its members cannot be compared. */
function compareOn(history: History, horizonPeriods: number, folds: number, run: RunContext): Compared[] {
  const known = sliceHistory(history, firstPeriod(history.values), history.values.length);
  const n = known.values.length;
  const origins = rollingOrigins(n, horizonPeriods, folds, shortestTraining(n, known.seasonLength));
  const members = chooseMembers(known, horizonPeriods, learnedAcross(run, 'gradient-boosting') !== undefined);
  if (members.length < 2) return [];
  const squared = squaresDecide(chanceOfNone(known));
  try {
    const tested = members.map(id => backtest(memberModels[id]!, known, horizonPeriods, origins, run));
    return origins.flatMap((origin, fold) => {
      const logs = tested.map(each => Math.log(lossOf([each[fold]!], 1, horizonPeriods, squared)));
      if (!logs.every(Number.isFinite)) return [];
      const center = mean(logs);
      return {
        members,
        held: Math.floor((n - origin) / horizonPeriods) - 1,
        logErrors: logs.map(log => Math.max(-mostLogError, Math.min(mostLogError, log - center))),
      };
    });
  } catch (error) {
    // A member that cannot answer leaves this series out; a cancelled run ends.
    if (!(error instanceof AppError) || error.code === 'request.cancelled') throw error;
    return [];
  }
}

/** How the members chosen for a series compare over its group; undefined where no series of the group has the same. */
export function choiceOf(comparison: MemberComparison | undefined, chosen: readonly ForecasterId[]) {
  return comparison?.choices.find(each => each.members.join() === chosen.join());
}

/**
 * Factors on the weights of a series' members from how they compare over its group.
 *
 * @param chosen   members chosen for the series
 * @param answers  those of them that could answer
 */
export function groupWeights(
  comparison: MemberComparison | undefined,
  chosen: readonly ForecasterId[],
  answers: readonly ForecasterId[],
): number[] {
  const choice = choiceOf(comparison, chosen);
  if (!choice) return answers.map(() => 1);
  const power = (groupPower * choice.series) / (choice.series + halfEvidence);
  return answers.map(id => Math.exp(-power * choice.logErrors[choice.members.indexOf(id)]!));
}
