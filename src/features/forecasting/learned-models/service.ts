import { deserialize, serialize } from 'node:v8';
import { dateOfDay } from '../../../../shared/business-day.ts';
import type { ForecasterId, LearnsAcross, SharedLearning } from '../../../../shared/contracts/forecast.ts';
import type { History, Period } from '../../../../shared/contracts/series.ts';
import { drawEvenly } from '../../../../shared/draw-evenly.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import type { Tenant } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { runTask } from '../../../server/pool.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../../data/catalogue/service.ts';
import { storedPeriod } from '../../data/sales/schema.ts';
import { demandByWarehouse, type KnownSeries, soldPairs } from '../../data/sales/service.ts';
import { historyOf } from '../model-inputs/service.ts';
import { type LearnedFor, type LearnedFrom, selectLearned, writeLearned } from './data.ts';

/** Raise it when features, settings or shape of what models learn change: older ones must not be read as new ones. */
const format = 1;
/** Learning is repeatable: the same series teach the same. */
const learningSeed = 1;
/** Series from which there is something to learn across. */
const smallestGroup = 8;
/** Series that a comparison learns from at most: somebody waits for it. */
const mostSiblings = 50;
/** Periods from which a series has something to teach. */
const shortestSibling = 26;

/** What each forecast uses of what was learned. */
const learnersOf: Partial<Record<ForecasterId, readonly LearnsAcross[]>> = {
  'gradient-boosting': ['gradient-boosting'],
  'random-forest': ['random-forest'],
  lstm: ['lstm'],
  ensemble: ['gradient-boosting', 'ensemble'],
};

/** What is learned from, and for which forecasts. */
export interface Group {
  readonly period: Period;
  readonly horizonPeriods: number;
  readonly folds: number;
  readonly salesVersion: number;
  /** First day after the last period of every series, `YYYY-MM-DD`. */
  readonly until: string;
  /** What is stored from fewer series is learned anew. */
  readonly leastSeries: number;
  /** The series to learn from; asked only where nothing is stored. */
  histories(): Promise<readonly History[]>;
}

/** Whether a selection has siblings: a sum of several SKUs behaves unlike its parts, and learns better from itself. */
export async function isOneSku(tenant: Tenant, selection: Selection): Promise<boolean> {
  return resolveSelection(await readCatalogue(tenant), selection).skuIds.length === 1;
}

/** The group of the demand for one SKU: every SKU × warehouse, evenly drawn where there are many. */
export function siblingsOf(
  tenant: Tenant,
  series: KnownSeries,
  request: Pick<Group, 'horizonPeriods' | 'folds'>,
): Group {
  const { start, values, period, salesVersion } = series;
  let histories: Promise<readonly History[]> | undefined;
  const read = async () => {
    const catalogue = await readCatalogue(tenant);
    const warehouseIds = catalogue.warehouses.map(warehouse => warehouse.id);
    const pairs = await soldPairs(tenant, { skuIds: catalogue.skus.map(sku => sku.id), warehouseIds }, period);
    const skuIds = [...new Set(drawEvenly(pairs, mostSiblings).map(pair => pair.skuId))];
    const siblings = await demandByWarehouse(tenant, { skuIds, warehouseIds }, period);
    const longEnough = siblings.filter(sibling => sibling.values.length >= shortestSibling);
    return drawEvenly(longEnough, mostSiblings).map(sibling => historyOf(sibling));
  };
  return {
    ...{ period, salesVersion, horizonPeriods: request.horizonPeriods, folds: request.folds },
    until: addPeriods(start, values.length, period),
    leastSeries: smallestGroup,
    histories() {
      histories ??= read();
      return histories;
    },
  };
}

/** What is being learned in this process: two who ask at once learn once. */
const underWay = new Map<string, Promise<SharedLearning | null>>();

/**
 * What a forecast by this model can use of what its group teaches: taken where it is stored for these very sales, else
 * learned and stored. It does not end with the run that asks: others may wait for it, and the next one takes it.
 *
 * @returns null where there is no group or too small a one, and for models that learn from one series alone
 */
export async function learnedAcross(
  tenant: Tenant,
  forecasterId: ForecasterId,
  groupOf: () => Promise<Group | undefined>,
): Promise<SharedLearning | null> {
  const learners = learnersOf[forecasterId];
  const group = learners && (await groupOf());
  if (!group) return null;
  const { horizonPeriods } = group;
  let models: SharedLearning['models'] = {};
  // One after the other: the ensemble compares models with what they have learned.
  for (const learner of learners) {
    const shared = await learnedBy(tenant, learner, group, { horizonPeriods, models });
    models = { ...models, ...shared?.models };
  }
  return Object.keys(models).length > 0 ? { horizonPeriods, models } : null;
}

async function learnedBy(
  { organisationId }: Tenant,
  learner: LearnsAcross,
  group: Group,
  known: SharedLearning,
): Promise<SharedLearning | null> {
  const { period, horizonPeriods, folds, salesVersion, until } = group;
  const key = { organisationId, forecasterId: learner, period: storedPeriod[period], horizonPeriods, folds };
  const from = { salesVersion, until: dateOfDay(until), format };
  const name = JSON.stringify([key, from, group.leastSeries]);
  const learning = underWay.get(name) ?? takeOrLearn(key, from, group, known);
  underWay.set(name, learning);
  try {
    return await learning;
  } finally {
    underWay.delete(name);
  }
}

async function takeOrLearn(
  key: LearnedFor,
  from: LearnedFrom,
  group: Group,
  known: SharedLearning,
): Promise<SharedLearning | null> {
  const stored = await selectLearned(database, key, from, group.leastSeries);
  if (stored) return deserialize(stored) as SharedLearning;
  const histories = await group.histories();
  if (histories.length < smallestGroup) return null;
  const { horizonPeriods, folds } = group;
  const shared = await runTask(
    'learnAcrossSeries',
    { forecasterIds: [key.forecasterId], known, histories, horizonPeriods, folds, seed: learningSeed },
    { seed: learningSeed },
  );
  const learned = Uint8Array.from(serialize(shared));
  await inTransaction(transaction =>
    writeLearned(transaction, key, { ...from, seriesCount: histories.length, learned }),
  );
  return shared;
}
