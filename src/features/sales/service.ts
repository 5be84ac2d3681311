import type { Actor } from '../../server/actor.ts';
import { type Database, database } from '../../server/db.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import {
  bumpSalesVersion,
  selectNewestSalesDay,
  selectSalesBySlice,
  selectSalesState,
  selectWeeklyDemand,
} from './data.ts';

const dayMilliseconds = 86_400_000;

type Tenant = Pick<Actor, 'organisationId'>;

export interface DemandSeries {
  /** First day of the first week, `YYYY-MM-DD`; null when nothing was ever sold. */
  readonly start: string | null;
  /** Units per week, oldest first, without gaps: a week without a sale is 0. */
  readonly values: readonly number[];
  /** State of the sales facts that it was read from. */
  readonly salesVersion: number;
}

/**
 * Weekly demand of a selection up to the planning date. Weeks before the first sale are not part of it.
 * The last week counts only when it is over.
 */
export async function demandSeries(actor: Tenant, selection: Selection): Promise<DemandSeries> {
  const catalogue = await readCatalogue(actor);
  return demandSeriesOf(actor, resolveSelection(catalogue, selection));
}

/** The same for a set of SKUs and channels already resolved. */
export async function demandSeriesOf(
  actor: Tenant,
  slice: { skuIds: string[]; channelIds: string[] },
): Promise<DemandSeries> {
  const state = await selectSalesState(database, actor.organisationId);
  const until = planningDay(state);
  return cachedBySalesVersion(actor, state.salesVersion, ['weekly', until, slice], async () => {
    const rows = await selectWeeklyDemand(database, { ...slice, weekStartsOn: state.weekStartsOn });
    return withoutGaps(rows, until, state.salesVersion);
  });
}

/** Sales of each SKU × channel in the last `weeks` recorded weeks, beside the same weeks a year before. */
export async function salesBySlice(actor: Tenant, weeks: number) {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, ['slices', weeks], async () => {
    const newest = await selectNewestSalesDay(database, actor.organisationId);
    if (newest === null) return { from: null, until: null, rows: [] };
    const from = new Date(Date.parse(newest) - (weeks - 1) * 7 * dayMilliseconds).toISOString().slice(0, 10);
    const window = { organisationId: actor.organisationId, from, until: newest };
    return { from, until: newest, rows: await selectSalesBySlice(database, window) };
  });
}

/** Call in every transaction that changes sales facts. */
export async function salesChanged(transaction: Database, organisationId: string): Promise<void> {
  await bumpSalesVersion(transaction, organisationId);
}

function planningDay(state: { planningDate: Date | null }): string {
  return (state.planningDate ?? new Date()).toISOString().slice(0, 10);
}

/** Sums already made: a commit of sales raises the version and makes the old ones unreachable. */
const sums = new Map<string, Promise<unknown>>();
const sumsKept = 2_000;

function cachedBySalesVersion<Value>(
  actor: Tenant,
  salesVersion: number,
  question: unknown,
  read: () => Promise<Value>,
): Promise<Value> {
  const key = JSON.stringify([actor.organisationId, salesVersion, question]);
  const known = sums.get(key) as Promise<Value> | undefined;
  if (known) return known;
  const reading = read();
  sums.set(key, reading);
  reading.catch(() => sums.delete(key));
  const [oldest] = sums.keys();
  if (sums.size > sumsKept && oldest !== undefined) sums.delete(oldest);
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
