import { addDays } from '../../../shared/business-day.ts';
import { combinedQuality, type DataQuality, dataQuality, type SalesRecords } from '../../../shared/data-quality.ts';
import type { Actor } from '../../server/actor.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { salesRecords } from '../sales/service.ts';

type Tenant = Pick<Actor, 'organisationId'>;

/**
 * Freshness and completeness of the sales of each SKU × channel in a selection, and of the selection as a whole. Those
 * that never sold have no row.
 */
export async function readDataQuality(actor: Tenant, selection: Selection) {
  const [catalogue, { lastWeek, rows, reported }] = await Promise.all([readCatalogue(actor), salesRecords(actor)]);
  const slice = resolveSelection(catalogue, selection);
  const chosen = { skus: new Set(slice.skuIds), channels: new Set(slice.channelIds) };
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const channels = new Map(catalogue.channels.map(channel => [channel.id, channel]));
  const sorted = new Map([...reported].map(([channelId, weeks]) => [channelId, weeks.toSorted()]));
  const parts = rows
    .filter(row => chosen.skus.has(row.skuId) && chosen.channels.has(row.channelId))
    .map(row => {
      const records = recordsOf(row.firstWeek, sorted.get(row.channelId) ?? [], lastWeek);
      const sku = skus.get(row.skuId)!;
      const channel = channels.get(row.channelId)!;
      return {
        row: {
          skuId: row.skuId,
          channelId: row.channelId,
          sku: { code: sku.code, name: sku.name },
          channel: { code: channel.code, name: channel.name },
          unitOfMeasure: sku.unitOfMeasure,
          quantity: row.quantity,
          firstWeek: row.firstWeek,
          newestWeek: row.newestWeek,
          recordedWeeks: row.recordedWeeks,
          ...records,
          ...dataQuality(records),
        },
        records,
        weight: row.quantity,
      };
    });
  return {
    /** Last day of the last week that is over: what is judged ends there. */
    until: addDays(lastWeek, 6),
    overall: combinedQuality(parts),
    rows: parts.map(({ row }) => row).sort((a, b) => a.score - b.score || b.quantity - a.quantity),
  };
}

/** How far a forecast of a selection may be trusted. */
export async function selectionQuality(actor: Tenant, selection: Selection): Promise<DataQuality> {
  return (await readDataQuality(actor, selection)).overall;
}

/**
 * Weeks up to the channel's newest report are judged by completeness, those after it by freshness.
 *
 * @param reported  first days of the weeks that the channel reported, ascending
 */
function recordsOf(firstWeek: string, reported: readonly string[], lastWeek: string): SalesRecords {
  const newest = reported.at(-1) ?? firstWeek;
  const until = newest < lastWeek ? newest : lastWeek;
  return {
    weeks: Math.max(0, weeksBetween(firstWeek, until) + 1),
    reportedWeeks: reported.filter(week => week >= firstWeek && week <= until).length,
    weeksBehind: weeksBetween(until, lastWeek),
  };
}

function weeksBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000));
}
