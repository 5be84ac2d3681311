import { addDays } from '../../../../shared/business-day.ts';
import { type Silence, silences } from '../../../../shared/silences.ts';
import type { Tenant } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { cachedBySalesVersion, salesCalendar, salesState } from '../sales-state/service.ts';
import { selectReports, selectSalesRecords } from './data.ts';

/**
 * The weeks that each channel reported, first days in ascending order, to be judged up to `lastWeek`; and when it was
 * silent, up to the newest week that any channel reported: time alone changes no history.
 */
export async function channelReports(actor: Tenant) {
  const { salesVersion, lastWeek, weekStartsOn } = await salesCalendar(actor);
  const [{ lastPeriod }, reported] = await Promise.all([
    salesState(actor, 'week'),
    cachedBySalesVersion(actor, salesVersion, ['reports', weekStartsOn], () => reportedWeeks(actor, weekStartsOn)),
  ]);
  return cachedBySalesVersion(actor, salesVersion, ['silences', lastWeek, lastPeriod], async () => {
    const silent: ReadonlyMap<string, readonly Silence[]> = new Map(
      [...reported].map(([channelId, weeks]) => [channelId, silences(weeks, lastPeriod)]),
    );
    return { lastWeek, reported, silent };
  });
}

async function reportedWeeks({ organisationId }: Tenant, weekStartsOn: number): Promise<Map<string, string[]>> {
  const rows = Map.groupBy(await selectReports(database, { organisationId, weekStartsOn }), row => row.channelId);
  return new Map([...rows].map(([channelId, of]) => [channelId, [...new Set(of.flatMap(weeksOnEnd))].toSorted()]));
}

/** From when to when each SKU × channel has records, beside the reports of the channels; the same object for the same sales. */
export async function salesRecords(actor: Tenant) {
  const { organisationId } = actor;
  const { salesVersion, weekStartsOn } = await salesCalendar(actor);
  const [reports, rows] = await Promise.all([
    channelReports(actor),
    cachedBySalesVersion(actor, salesVersion, ['records', weekStartsOn], () =>
      selectSalesRecords(database, { organisationId, weekStartsOn }),
    ),
  ]);
  return cachedBySalesVersion(actor, salesVersion, ['records and reports', reports.lastWeek], async () => ({
    ...reports,
    rows,
  }));
}

function weeksOnEnd({ first, last }: { first: string; last: string }): string[] {
  const weeks: string[] = [];
  for (let week = first; week <= last; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}
