import { median } from 'simple-statistics';
import { defaultForecasterId, type SharedLearning, standardCoverages } from '../../../../shared/contracts/forecast.ts';
import type { ClassProfile } from '../../../../shared/contracts/portfolio.ts';
import { drawEvenly } from '../../../../shared/draw-evenly.ts';
import { AppError } from '../../../../shared/errors.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import type { Tenant } from '../../../server/actor.ts';
import { runTask } from '../../../server/pool.ts';
import type { WarehouseDemandSeries } from '../../data/sales/service.ts';
import { learnedAcross } from '../learned-models/service.ts';
import { historyOf, seedOf } from '../model-inputs/service.ts';
import type { Learning } from './schema.ts';

/** Weeks from which a series is forecast from its own history: half a season, below which its class knows more. */
const weeksToStandAlone = 26;
/** Series that the benefit of learning across is measured on. */
const measuredSeries = 16;
/** Series from which a class has an average of its own; smaller classes take the average of all. */
const smallestClass = 3;
const largestClass = 100;
/**
 * Learning once spares each series a boosting of its own, two thirds of its processor time: that is worth a loss too
 * small to be told from chance.
 */
const toleratedLoss = 1.005;
/** The default forecast learns for the run itself, the others for the comparisons that planners make on the same sales. */
const learners = [defaultForecasterId, 'random-forest', 'lstm'] as const;
/** The average of a class is repeatable. */
const profileSeed = 1;

/** What the series of an organisation teach each other, for a run to use. Plain data. */
export interface Knowledge {
  readonly shared: SharedLearning | null;
  /** By warehouse, where some series is too new to stand alone. */
  readonly classes: ReadonlyMap<string, ClassProfile>;
}

interface Request extends Tenant {
  readonly horizonPeriods: number;
  readonly folds: number;
}

export function isNew(series: Pick<WarehouseDemandSeries, 'values'>): boolean {
  return series.values.length < weeksToStandAlone;
}

/**
 * Learns once from a sample of series for all of them: a model across series, kept only where the sample's
 * out-of-sample error is no larger with it, and the average of each class that has new series.
 *
 * @param sample         series that stand alone
 * @param newWarehouses  warehouses with series that do not
 */
export async function learnFrom(
  sample: readonly WarehouseDemandSeries[],
  newWarehouses: Iterable<string>,
  request: Request,
  signal: AbortSignal,
): Promise<{ knowledge: Knowledge; learning: Learning | null }> {
  const [learned, classes] = await Promise.all([
    sample.length > 0 ? learnAcross(sample, request, signal) : null,
    profileClasses(sample, newWarehouses, request, signal),
  ]);
  const shared = learned?.learning.used ? learned.shared : null;
  return { knowledge: { shared, classes }, learning: learned?.learning ?? null };
}

/** @returns null where there are too few series to learn across */
async function learnAcross(sample: readonly WarehouseDemandSeries[], request: Request, signal: AbortSignal) {
  const { start, values, period, salesVersion } = sample[0]!;
  const { horizonPeriods, folds } = request;
  const group = {
    ...{ period, horizonPeriods, folds, salesVersion },
    until: addPeriods(start, values.length, period),
    leastSeries: sample.length,
    histories: async () => sample.map(series => historyOf(series)),
  };
  const [shared] = await Promise.all(learners.map(id => learnedAcross(request, id, async () => group)));
  if (!shared) return null;
  const measured = drawEvenly(sample, measuredSeries);
  const errors = async (known: { shared?: SharedLearning }) =>
    Promise.all(measured.map(async series => (await measuredError(series, request, known, signal)) ?? Number.NaN));
  const [withShared, without] = await Promise.all([errors({ shared }), errors({})]);
  const both = measured.flatMap((_, i) => (Number.isFinite(withShared[i]! + without[i]!) ? [i] : []));
  // The median: one history that hardly moves has a scale near 0, and would decide alone.
  const maseWith = both.length > 0 ? median(both.map(i => withShared[i]!)) : 0;
  const maseWithout = both.length > 0 ? median(both.map(i => without[i]!)) : 0;
  const used = both.length > 0 && maseWith <= toleratedLoss * maseWithout;
  const learning: Learning = { series: sample.length, sample: both.length, maseWith, maseWithout, used };
  return { shared, learning };
}

/** MASE over the rolling origins, of which none saw what it is measured on. */
async function measuredError(
  series: WarehouseDemandSeries,
  request: Request,
  known: { shared?: SharedLearning },
  signal: AbortSignal,
): Promise<number | null> {
  const seed = seedOf(series);
  const [result] = await runTask(
    'forecastBatch',
    {
      series: [{ history: historyOf(series), seed }],
      ...{ horizonPeriods: request.horizonPeriods, folds: request.folds },
      coverages: standardCoverages,
      ...known,
    },
    { seed, signal },
  );
  return result?.ok ? result.value.accuracy.mase : null;
}

async function profileClasses(
  sample: readonly WarehouseDemandSeries[],
  newWarehouses: Iterable<string>,
  request: Request,
  signal: AbortSignal,
): Promise<Map<string, ClassProfile>> {
  const classes = new Map<string, ClassProfile>();
  for (const warehouseId of newWarehouses) {
    const own = sample.filter(series => series.warehouseId === warehouseId);
    const members = (own.length >= smallestClass ? own : sample).slice(0, largestClass);
    if (members.length < smallestClass) continue;
    const input = {
      members: members.map(series => historyOf(series)),
      horizonPeriods: request.horizonPeriods,
      seed: profileSeed,
    };
    try {
      classes.set(warehouseId, await runTask('profileClass', input, { seed: profileSeed, signal }));
    } catch (error) {
      // A class without an average leaves its new series to their own few weeks.
      if (signal.aborted || !(error instanceof AppError)) throw error;
    }
  }
  return classes;
}
