import { createHash } from 'node:crypto';
import { addDays, planningDay, weekStart } from '../../../../shared/business-day.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { addPeriods, periodStart } from '../../../../shared/periods.ts';
import type { Tenant } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import { bumpSalesVersion, selectNewestSalesDay, selectSalesState } from './data.ts';

/** Call in every transaction that changes sales facts. */
export async function salesChanged(transaction: Database, organisationId: string): Promise<void> {
  await bumpSalesVersion(transaction, organisationId);
}

/** The first day of the newest period that any sale was recorded for; null before the first import. */
export async function newestSalesDay(actor: Tenant): Promise<string | null> {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return newestDayOf(actor, salesVersion);
}

function newestDayOf(actor: Tenant, salesVersion: number): Promise<string | null> {
  const read = () => selectNewestSalesDay(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, ['newest'], read);
}

/** The state of the sales, with the first day of the newest period that is over and has sales. */
export async function salesState(actor: Tenant, period: Period) {
  const state = await selectSalesState(database, actor.organisationId);
  const until = planningDay(state);
  const newest = await newestDayOf(actor, state.salesVersion);
  const day = newest !== null && newest < until ? newest : until;
  const first = periodStart(day, period, state.weekStartsOn);
  const isOver = addPeriods(first, 1, period) <= addDays(until, 1);
  return { ...state, period, lastPeriod: isOver ? first : addPeriods(first, -1, period) };
}

/** The state of the sales, with the first day of the newest week that is over, whether or not it has sales. */
export async function salesCalendar(actor: Tenant) {
  const state = await selectSalesState(database, actor.organisationId);
  return { ...state, lastWeek: weekStart(addDays(planningDay(state), -6), state.weekStartsOn) };
}

/** What was read once from the sales, until they change. @param question  names what is asked, with all that it depends on */
export async function rememberedBySales<Value>(
  actor: Tenant,
  question: unknown,
  read: () => Promise<Value>,
): Promise<Value> {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, question, read);
}

/** Answers already found: a commit of sales raises the version and makes the old ones unreachable. */
const answers = new Map<string, Promise<unknown>>();
const answersKept = 2_000;

/** The same for a caller that has read the version already. */
export function cachedBySalesVersion<Value>(
  actor: Tenant,
  salesVersion: number,
  question: unknown,
  read: () => Promise<Value>,
): Promise<Value> {
  // A slice may name ten thousand SKUs: the key keeps only their digest.
  const key = digest([actor.organisationId, salesVersion, question]);
  const known = answers.get(key) as Promise<Value> | undefined;
  if (known) return known;
  const reading = read();
  answers.set(key, reading);
  reading.catch(() => answers.delete(key));
  const [oldest] = answers.keys();
  if (answers.size > answersKept && oldest !== undefined) answers.delete(oldest);
  return reading;
}

export function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
