import type { Actor } from '../../server/actor.ts';
import { type Database, database } from '../../server/db.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { bumpSalesVersion, selectSalesState, selectWeeklyDemand } from './data.ts';

const dayMilliseconds = 86_400_000;

export interface DemandSeries {
  /** First day of the first week, `YYYY-MM-DD`; null when nothing was ever sold. */
  readonly start: string | null;
  /** Units per week, oldest first, without gaps: a week without a sale is 0. */
  readonly values: readonly number[];
  /** State of the sales facts that it was read from. */
  readonly salesVersion: number;
}

/** Series already summed, by organisation, sales version and slice: a commit makes the old ones unreachable. */
const seriesCache = new Map<string, Promise<DemandSeries>>();
const seriesCacheSize = 2_000;

/**
 * Weekly demand of a selection up to the planning date. Weeks before the first sale are not part of it.
 * The last week counts only when it is over.
 */
export async function demandSeries(actor: Pick<Actor, 'organisationId'>, selection: Selection): Promise<DemandSeries> {
  const catalogue = await readCatalogue(actor);
  return demandSeriesOf(actor, resolveSelection(catalogue, selection));
}

/** The same for a set of SKUs and channels already resolved. */
export async function demandSeriesOf(
  actor: Pick<Actor, 'organisationId'>,
  slice: { skuIds: string[]; channelIds: string[] },
): Promise<DemandSeries> {
  const state = await selectSalesState(database, actor.organisationId);
  const until = (state.planningDate ?? new Date()).toISOString().slice(0, 10);
  const key = JSON.stringify([actor.organisationId, state.salesVersion, until, slice]);
  const cached = seriesCache.get(key);
  if (cached) return cached;
  const reading = selectWeeklyDemand(database, { ...slice, weekStartsOn: state.weekStartsOn }).then(rows =>
    withoutGaps(rows, until, state.salesVersion),
  );
  seriesCache.set(key, reading);
  reading.catch(() => seriesCache.delete(key));
  const [oldestKey] = seriesCache.keys();
  if (seriesCache.size > seriesCacheSize && oldestKey !== undefined) seriesCache.delete(oldestKey);
  return reading;
}

function withoutGaps(
  rows: readonly { periodStart: string; quantity: number }[],
  until: string,
  salesVersion: number,
): DemandSeries {
  const complete = rows.filter(row => Date.parse(row.periodStart) + 6 * dayMilliseconds <= Date.parse(until));
  const [first] = complete;
  const last = complete.at(-1);
  if (!first || !last) return { start: null, values: [], salesVersion };
  const weekOf = (day: string) => Math.round((Date.parse(day) - Date.parse(first.periodStart)) / (7 * dayMilliseconds));
  const values = new Array<number>(weekOf(last.periodStart) + 1).fill(0);
  for (const row of complete) values[weekOf(row.periodStart)] = row.quantity;
  return { start: first.periodStart, values, salesVersion };
}

/** Call in every transaction that changes sales facts. */
export async function salesChanged(transaction: Database, organisationId: string): Promise<void> {
  await bumpSalesVersion(transaction, organisationId);
}
