import { dateOfDay } from '../../../../shared/business-day.ts';
import { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Actor } from '../../../server/actor.ts';
import type { JobRun } from '../../../server/queue.ts';
import type { KnownSeries } from '../../data/sales/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { forecastChannels } from '../channel-forecasts/service.ts';
import {
  comparedForecasts,
  type PublicationSource,
  type PublicationWork,
  portfolioForecasts,
} from '../publication-sources/service.ts';
import { HeldBackSeries } from '../publications/schema.ts';
import {
  changeRunning,
  chosenPairs,
  entityOf,
  failPublication,
  type PublicationRow,
  runningPublication,
  stoppedUnexpectedly,
} from '../publications/service.ts';
import type { Reconciliation } from '../reconciliation/schema.ts';
import { reconcileForecasts } from '../reconciliation/service.ts';
import { insertVersions, type NewPublished } from './data.ts';

type RunningJob = Pick<JobRun, 'signal' | 'progress'>;

const progressEveryMilliseconds = 500;

/**
 * The job: takes the forecast of each series from where the publication starts, forecasts their channels and sums, makes
 * all of them agree, then publishes them in one transaction. A publication that has ended is left alone, so the job may
 * run again.
 */
export async function runPublication(publicationId: string, job: RunningJob): Promise<void> {
  const publication = await runningPublication(publicationId);
  if (!publication) return;
  try {
    const computed = await computePublication(publication, job);
    if (computed) await settle(publication, computed);
  } catch (error) {
    // A process that stops leaves the work to the next one.
    if (job.signal.aborted) throw new Error('The process stopped; the next one takes the publication up.');
    await failPublication(publication, error instanceof AppError ? error.message : stoppedUnexpectedly);
    throw error;
  }
}

interface Computed extends Pick<PublicationSource, 'period' | 'heldBack'> {
  readonly publishable: readonly NewPublished[];
  readonly reconciliation: Reconciliation;
}

/** @returns undefined when it was cancelled */
async function computePublication(publication: PublicationRow, job: RunningJob): Promise<Computed | undefined> {
  const actor = actorOf(publication);
  const cancelled = new AbortController();
  const signal = AbortSignal.any([cancelled.signal, job.signal]);
  const work = { ...countedWork(publication, job, () => cancelled.abort()), signal };
  try {
    const source = await sourceOf(publication, actor, work);
    const { period, evaluate } = source;
    // Threads finish in any order; what is published must not depend on it.
    const alone = source.forecasts.toSorted((a, b) => pairKey(a.series).localeCompare(pairKey(b.series)));
    const counted = async (series: KnownSeries, forecasterId: ForecasterId) => {
      try {
        return await evaluate(series, forecasterId);
      } finally {
        await work.settled();
      }
    };
    const forecasterId = ForecasterId.parse(publication.forecasterId);
    const pairs = alone.map(({ series }) => series);
    const { channels, channelModel } = await forecastChannels(actor, pairs, {
      ...work,
      forecasterId,
      evaluate: counted,
    });
    const { forecasts, reconciliation } = await reconcileForecasts(
      actor,
      alone.map(forecast => ({ ...forecast, channels: channels.get(pairKey(forecast.series)) ?? [] })),
      { ...work, channelModel, evaluate: series => counted(series, forecasterId) },
    );
    if (cancelled.signal.aborted) return undefined;
    const publishable = forecasts.map((forecast, index): NewPublished => {
      const { skuId, warehouseId, start, values, sha256: historySha256 } = pairs[index]!;
      const firstPeriod = dateOfDay(addPeriods(start, values.length, period));
      return { ...forecast, skuId, warehouseId, firstPeriod, historySha256, reason: publication.reason };
    });
    const heldBack = [...HeldBackSeries.array().parse(publication.heldBack), ...source.heldBack];
    return { period, publishable, heldBack, reconciliation };
  } catch (error) {
    if (cancelled.signal.aborted) return undefined;
    cancelled.abort();
    throw error;
  }
}

async function sourceOf(publication: PublicationRow, actor: Actor, work: PublicationWork): Promise<PublicationSource> {
  const { id, runId, portfolioRunId, reason } = publication;
  if (runId !== null) {
    const forecasterId = ForecasterId.parse(publication.forecasterId);
    return comparedForecasts(actor, { runId, forecasterId, reason }, work);
  }
  return portfolioForecasts(actor, { portfolioRunId: portfolioRunId!, pairs: await chosenPairs(id) }, work);
}

/** Tells how far a publication is, now and then. @param onCancelled called when it no longer runs */
function countedWork(publication: PublicationRow, job: RunningJob, onCancelled: () => void) {
  let [seriesCount, doneCount, toldAt] = [0, 0, 0];
  return {
    expect(series: number): void {
      seriesCount += series;
    },
    async settled(): Promise<void> {
      doneCount++;
      if (performance.now() - toldAt < progressEveryMilliseconds && doneCount < seriesCount) return;
      toldAt = performance.now();
      if (!(await changeRunning(publication, { doneCount, seriesCount }))) onCancelled();
      await job.progress(doneCount / seriesCount, `${doneCount} of ${seriesCount}`);
    },
  };
}

async function settle(publication: PublicationRow, computed: Computed): Promise<void> {
  const { period, publishable, heldBack, reconciliation } = computed;
  const [first] = heldBack;
  if (publishable.length === 0) {
    const why = first ? `Nothing was published. ${first.why}` : 'The selection has no sales.';
    return failPublication(publication, why, heldBack);
  }
  const {
    id: publicationId,
    organisationId,
    runId,
    portfolioRunId,
    reason,
    requestedById: publishedById,
  } = publication;
  const ended = { status: 'COMPLETED', finishedAt: new Date(), heldBack: [...heldBack], reconciliation } as const;
  await changeRunning(publication, ended, async transaction => {
    const common = { organisationId, runId, portfolioRunId, publicationId, period, publishedById };
    await insertVersions(transaction, common, publishable);
    await recordDone(transaction, actorOf(publication), {
      action: 'forecast.publish',
      ...entityOf(publicationId),
      after: {
        ...(runId === null ? { portfolioRunId } : { runId, forecasterId: publication.forecasterId }),
        published: publishable.length,
        heldBack: heldBack.length,
        reconciliation,
      },
      ...(reason !== null && { reason }),
    });
  });
}

/** The job acts as whoever asked for it. */
function actorOf({ organisationId, requestedBy, id }: PublicationRow): Actor {
  const { id: userId, ...user } = requestedBy;
  return { ...user, userId, organisationId, requestId: `publication ${id}` };
}
