import { addDays } from '../../../../shared/business-day.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { toThousandth } from '../../../../shared/numerics/exact-quantities.ts';
import { periodStarts, periodsBetween } from '../../../../shared/periods.ts';
import { partOf } from '../../../../shared/planning/channel-shares.ts';
import { finalByPeriod } from '../../../../shared/planning/final-by-period.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import { database, inChunks } from '../../../server/db.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { demandByWarehouse, type WarehouseDemandSeries } from '../../data/sales/service.ts';
import { newestSalesDay } from '../../data/sales-state/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { usedOverrides } from '../overrides/service.ts';
import { slicedByChannel, slicedByWarehouse, versionsInForce } from '../published-forecasts/service.ts';
import type { AccuracyLogInput, OverrideValueAddedInput } from './schema.ts';

/** SKUs that are judged at once: all of an assortment would hold up every other request. */
const skusAtOnce = 50;

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
  const total = new ForecastErrors();
  if (until === null) return { rows: [], total: total.view() };
  const window = { from: addDays(until, -7 * (weeks - 1)), until };
  const rows = new Map<string, { start: string; period: Period; errors: ForecastErrors }>();
  for (const skuIds of inChunks(slice.skuIds, skusAtOnce)) {
    const some = { ...slice, skuIds };
    const said = await saidIn(actor, some, window);
    for (const one of judge(said, await demandOf(actor, some, new Set(said.map(({ period }) => period))))) {
      const { start, period } = one;
      const row = rows.get(`${start} ${period}`) ?? { start, period, errors: new ForecastErrors() };
      rows.set(`${start} ${period}`, row);
      row.errors.add(one);
      total.add(one);
    }
  }
  const byStart = [...rows.values()].toSorted((a, b) => a.start.localeCompare(b.start));
  return {
    rows: byStart.map(({ start, period, errors }) => ({ start, period, ...errors.view() })),
    total: total.view(),
  };
}

/** What the versions that counted at the time, and the overrides of their weeks, said of each period. */
async function saidIn(actor: Tenant, slice: WarehouseSlice, window: { from: string; until: string }): Promise<Said[]> {
  const [versions, used, { weekStartsOn }] = await Promise.all([
    versionsInForce(actor, slice, window),
    // Of weeks that a day or a month of the window lies in.
    usedOverrides(actor, slice, { from: addDays(window.from, -6), until: addDays(window.until, 31) }),
    businessCalendar(database, actor.organisationId),
  ]);
  const usedOf = Map.groupBy(used, pairKey);
  const chosen = slice.channelIds ? new Set(slice.channelIds) : null;
  const startOf = { day: periodStarts('day'), week: periodStarts('week'), month: periodStarts('month') };
  const said = await mapBriefly(versions, version => {
    const { skuId, warehouseId, period, firstPeriod, mean, channels, supersededOn } = version;
    const figures = new Map(usedOf.get(pairKey(version))?.map(({ week, quantity }) => [week, quantity]));
    const final =
      figures.size > 0 ? finalByPeriod(version, week => figures.get(week), weekStartsOn) : mean.map(toThousandth);
    return mean.flatMap((baseline, place) => {
      const start = startOf[period](firstPeriod, place);
      const counts = start >= window.from && start <= window.until && (supersededOn === null || start < supersededOn);
      if (!counts) return [];
      const parts = channels.map(one => ({ channelId: one.channelId, units: one.mean[place] ?? 0 }));
      const ofSlice = (quantity: number) => (chosen ? partOf(quantity, parts, chosen) : quantity);
      return [{ skuId, warehouseId, period, start, baseline: ofSlice(baseline), final: ofSlice(final[place]!) }];
    });
  });
  return said.flat();
}

/** Did overrides of the whole SKU × warehouse help? For each author the overridden weeks that were sold since, as published and as overridden. */
export async function readOverrideValueAdded(actor: Tenant, { selection }: OverrideValueAddedInput) {
  const slice = slicedByWarehouse(await readCatalogue(actor), selection);
  const authors = new Map<string, { author: string; errors: ForecastErrors }>();
  let waiting = 0;
  for (const skuIds of inChunks(slice.skuIds, skusAtOnce)) {
    const some = { ...slice, skuIds };
    const used = await usedOverrides(actor, some, { from: '1900-01-01', until: '9999-12-31' });
    const said = used.map(one => ({ ...one, period: 'week' as const, start: one.week, final: one.quantity }));
    const overridden = { ...some, skuIds: [...new Set(used.map(one => one.skuId))] };
    const judged = judge(said, await demandOf(actor, overridden, new Set(['week'])));
    waiting += used.length - judged.length;
    for (const one of judged) {
      const row = authors.get(one.authorId) ?? { author: one.author, errors: new ForecastErrors() };
      authors.set(one.authorId, row);
      row.errors.add(one);
    }
  }
  return { waiting, rows: [...authors.values()].map(({ author, errors }) => ({ author, ...errors.view() })) };
}

/** Those that are sold by now, with what was; of periods without a report nobody knows. */
function judge<Of extends Said>(
  said: readonly Of[],
  demand: readonly WarehouseDemandSeries[],
): (Of & { readonly actual: number })[] {
  const seriesOf = new Map(demand.map(series => [`${pairKey(series)} ${series.period}`, series]));
  return said.flatMap(one => {
    const series = seriesOf.get(`${pairKey(one)} ${one.period}`);
    const place = series ? periodsBetween(series.start, one.start, one.period) : -1;
    const actual = series?.values[place];
    return actual === undefined || series?.unreported.includes(place) ? [] : [{ ...one, actual }];
  });
}

/** Sums over many periods, in whole thousandths of a unit: the same in whatever order they are added. */
class ForecastErrors {
  #periods = 0;
  readonly #sums = { actual: 0, baseline: 0, final: 0, baselineError: 0, finalError: 0 };

  add({ actual, baseline, final }: Judged): void {
    this.#periods += 1;
    this.#sums.actual += inThousandths(actual);
    this.#sums.baseline += inThousandths(baseline);
    this.#sums.final += inThousandths(final);
    this.#sums.baselineError += inThousandths(Math.abs(baseline - actual));
    this.#sums.finalError += inThousandths(Math.abs(final - actual));
  }

  /** Units; `wape` as published and as final, null when nothing was sold; `valueAdded` is what overrides took off it. */
  view() {
    const { actual, baseline, final, baselineError, finalError } = this.#sums;
    const ratio = (error: number) => (actual > 0 ? error / actual : null);
    return {
      /** Of all SKU × warehouse together. */
      periods: this.#periods,
      actual: actual / 1_000,
      baseline: baseline / 1_000,
      final: final / 1_000,
      baselineWape: ratio(baselineError),
      finalWape: ratio(finalError),
      valueAdded: ratio(baselineError - finalError),
    };
  }
}

function inThousandths(units: number): number {
  return Math.round(units * 1_000);
}

async function demandOf(
  actor: Tenant,
  slice: WarehouseSlice,
  periods: ReadonlySet<Period>,
): Promise<WarehouseDemandSeries[]> {
  return (await Promise.all([...periods].map(period => demandByWarehouse(actor, slice, period)))).flat();
}
