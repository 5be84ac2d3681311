import { addDays } from '../../../../shared/business-day.ts';
import { type Silence, silences } from '../../../../shared/silences.ts';
import type { Actor } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { cachedBySalesVersion, salesCalendar } from '../sales-state/service.ts';
import { selectReports, selectSalesRecords } from './data.ts';

type Tenant = Pick<Actor, 'organisationId'>;

/** The weeks that each channel reported, first days in ascending order, and when it was silent, up to `lastWeek`. */
export async function channelReports(actor: Tenant) {
  const { salesVersion, lastWeek, weekStartsOn } = await salesCalendar(actor);
  return cachedBySalesVersion(actor, salesVersion, ['reports', lastWeek], async () => {
    const rows = await selectReports(database, { organisationId: actor.organisationId, weekStartsOn });
    const reported = new Map(
      [...Map.groupBy(rows, row => row.channelId)].map(([channelId, of]) => [
        channelId,
        [...new Set(of.flatMap(weeksOnEnd))].toSorted(),
      ]),
    );
    const silent = new Map([...reported].map(([channelId, weeks]) => [channelId, silences(weeks, lastWeek)]));
    return { lastWeek, reported, silent: silent as ReadonlyMap<string, readonly Silence[]> };
  });
}

/** From when to when each SKU × channel has records, beside the reports of the channels. */
export async function salesRecords(actor: Tenant) {
  const [{ salesVersion, weekStartsOn }, reports] = await Promise.all([salesCalendar(actor), channelReports(actor)]);
  return cachedBySalesVersion(actor, salesVersion, ['records', reports.lastWeek], async () => {
    const rows = await selectSalesRecords(database, { organisationId: actor.organisationId, weekStartsOn });
    return { ...reports, rows };
  });
}

function weeksOnEnd({ first, last }: { first: string; last: string }): string[] {
  const weeks: string[] = [];
  for (let week = first; week <= last; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}
