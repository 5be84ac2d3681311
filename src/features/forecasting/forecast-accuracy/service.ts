import { addDays } from '../../../../shared/business-day.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { addPeriods, periodsBetween } from '../../../../shared/periods.ts';
import { partOf } from '../../../../shared/planning/channel-shares.ts';
import { finalByPeriod } from '../../../../shared/planning/final-by-period.ts';
import { pairKey } from '../../../../shared/planning/open-weeks.ts';
import type { Actor } from '../../../server/actor.ts';
import { database, inChunks } from '../../../server/db.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { demandByWarehouse, type WarehouseDemandSeries } from '../../data/sales/service.ts';
import { newestSalesDay } from '../../data/sales-state/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { usedOverrides } from '../overrides/service.ts';
import { slicedByChannel, slicedByWarehouse, versionsInForce } from '../published-forecasts/service.ts';
import type { AccuracyLogInput, OverrideValueAddedInput } from './schema.ts';

type Tenant = Pick<Actor, 'organisationId'>;

/** SKUs whose demand is read in one query. */
const skusPerRead = 300;

/** What was said of one period of a SKU × warehouse when it began, units. */
interface Said {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly period: Period;
  /** First day, `YYYY-MM-DD`. */
  readonly start: string;
  readonly baseline: number;
  readonly final: number;
}

interface Judged extends Said {
  readonly actual: number;
}

/**
 * The accuracy log: for each period that was sold since a forecast was published, how far it missed, as published and
 * with overrides. Each forecast is judged in the period that it was published in. Errors are taken for each SKU ×
 * warehouse and then summed, so that misses do not cancel out.
 */
export async function readAccuracyLog(actor: Tenant, { selection, weeks }: AccuracyLogInput) {
  const slice = slicedByChannel(await readCatalogue(actor), selection);
  const until = await newestSalesDay(actor);
  if (until === null) return { rows: [], total: errorsOf([]) };
  const window = { from: addDays(until, -7 * (weeks - 1)), until };
  const said = await saidIn(actor, slice, window);
  const judged = judge(said, await demandOf(actor, slice, new Set(said.map(one => one.period))));
  const rows = [...Map.groupBy(judged, one => `${one.start} ${one.period}`).values()].map(parts => {
    const { start, period } = parts[0]!;
    return { start, period, ...errorsOf(parts) };
  });
  return { rows: rows.toSorted((a, b) => a.start.localeCompare(b.start)), total: errorsOf(judged) };
}

/** What the versions that counted at the time, and the overrides of their weeks, said of each period. */
async function saidIn(actor: Tenant, slice: WarehouseSlice, window: { from: string; until: string }): Promise<Said[]> {
  const [versions, used, { weekStartsOn }] = await Promise.all([
    versionsInForce(actor, slice, window),
    // Of weeks that a day or a month of the window lies in.
    usedOverrides(actor, slice, { from: addDays(window.from, -6), until: addDays(window.until, 31) }),
    businessCalendar(database, actor.organisationId),
  ]);
  const usedOf = new Map(used.map(one => [`${pairKey(one)} ${one.week}`, one.quantity]));
  const chosen = slice.channelIds ? new Set(slice.channelIds) : null;
  return versions.flatMap(version => {
    const { skuId, warehouseId, period, firstPeriod, mean, channels, supersededOn } = version;
    const final = finalByPeriod(version, week => usedOf.get(`${pairKey(version)} ${week}`), weekStartsOn);
    return mean.flatMap((baseline, place) => {
      const start = addPeriods(firstPeriod, place, period);
      const counts = start >= window.from && start <= window.until && (supersededOn === null || start < supersededOn);
      if (!counts) return [];
      const said = channels.map(one => ({ channelId: one.channelId, units: one.mean[place] ?? 0 }));
      const ofSlice = (quantity: number) => (chosen ? partOf(quantity, said, chosen) : quantity);
      return [{ skuId, warehouseId, period, start, baseline: ofSlice(baseline), final: ofSlice(final[place]!) }];
    });
  });
}

/** Did overrides of the whole SKU × warehouse help? For each author the overridden weeks that were sold since, as published and as overridden. */
export async function readOverrideValueAdded(actor: Tenant, { selection }: OverrideValueAddedInput) {
  const slice = slicedByWarehouse(await readCatalogue(actor), selection);
  const used = await usedOverrides(actor, slice, { from: '1900-01-01', until: '9999-12-31' });
  const skuIds = [...new Set(used.map(one => one.skuId))];
  const demand = await demandOf(actor, { skuIds, warehouseIds: slice.warehouseIds }, new Set(['week']));
  const authors = Map.groupBy(used, one => one.authorId);
  const rows = [...authors.values()].flatMap(made => {
    const judged = judge(
      made.map(one => ({ ...one, period: 'week', start: one.week, final: one.quantity })),
      demand,
    );
    return judged.length > 0 ? [{ author: made[0]!.author, ...errorsOf(judged) }] : [];
  });
  return { waiting: used.length - rows.reduce((sum, row) => sum + row.periods, 0), rows };
}

/** Those that are sold by now, with what was; of periods without a report nobody knows. */
function judge(said: readonly Said[], demand: readonly WarehouseDemandSeries[]): Judged[] {
  const seriesOf = new Map(demand.map(series => [`${pairKey(series)} ${series.period}`, series]));
  return said.flatMap(one => {
    const series = seriesOf.get(`${pairKey(one)} ${one.period}`);
    const place = series ? periodsBetween(series.start, one.start, one.period) : -1;
    const actual = series?.values[place];
    return actual === undefined || series?.unreported.includes(place) ? [] : [{ ...one, actual }];
  });
}

/** Units; `wape` as published and as final, null when nothing was sold; `valueAdded` is what overrides took off it. */
function errorsOf(parts: readonly Judged[]) {
  const sum = (of: (part: Judged) => number) => sumQuantities(parts.map(of));
  const actual = sum(part => part.actual);
  const baselineError = sum(part => Math.abs(part.baseline - part.actual));
  const finalError = sum(part => Math.abs(part.final - part.actual));
  const ratio = (error: number) => (actual > 0 ? error / actual : null);
  return {
    /** Of all SKU × warehouse together. */
    periods: parts.length,
    actual,
    baseline: sum(part => part.baseline),
    final: sum(part => part.final),
    baselineWape: ratio(baselineError),
    finalWape: ratio(finalError),
    valueAdded: ratio(baselineError - finalError),
  };
}

async function demandOf(
  actor: Tenant,
  { skuIds, ...where }: WarehouseSlice,
  periods: ReadonlySet<Period>,
): Promise<WarehouseDemandSeries[]> {
  const read: WarehouseDemandSeries[] = [];
  for (const period of periods) {
    for (const some of inChunks(skuIds, skusPerRead)) {
      read.push(...(await demandByWarehouse(actor, { ...where, skuIds: some }, period)));
    }
  }
  return read;
}
