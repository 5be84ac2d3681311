import { addDays } from '../../../../shared/business-day.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { partOf } from '../../../../shared/planning/channel-shares.ts';
import { baselineOf, finalOf, type OpenWeek, withOverrides } from '../../../../shared/planning/open-weeks.ts';
import { pairKey, type SkuWarehouse } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import { database, inChunks } from '../../../server/db.ts';
import { type Catalogue, describeSelection, readCatalogue } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { demandSeriesOf, soldPairs } from '../../data/sales/service.ts';
import {
  finalOfChannels,
  openWeeksUnder,
  revisionOf,
  standingOf,
  standingOverrides,
  usedOverrides,
} from '../overrides/service.ts';
import {
  type LatestPublishedRow,
  latestPublished,
  publishedInForce,
  slicedByChannel,
} from '../published-forecasts/service.ts';
import type { FinalBreakdownInput, GridInput } from './schema.ts';

type Overrides = Awaited<ReturnType<typeof standingOverrides>>;

const weekMilliseconds = 7 * 86_400_000;
/** SKUs that are summed at once: all of an assortment would hold up every other request. */
const skusAtOnce = 100;

export interface FinalForecast extends LatestPublishedRow {
  /** Units per week: the override where one stands, else the baseline. */
  readonly mean: number[];
  /** As published, units per week. */
  readonly baseline: readonly number[];
  /** The overrides in it, by week. */
  readonly overrides: Overrides;
}

/** What orders are planned on: the newest published forecast of each SKU × warehouse with its standing overrides. */
export async function finalForecasts(actor: Tenant): Promise<FinalForecast[]> {
  const [published, standing] = await Promise.all([latestPublished(actor), standingOverrides(actor)]);
  const ofPair = Map.groupBy(standing, pairKey);
  return mapBriefly(published, forecast => {
    const { applied, ...units } = withOverrides(forecast, ofPair.get(pairKey(forecast)) ?? []);
    return { ...forecast, ...units, overrides: applied };
  });
}

/**
 * One level of the hierarchy below a selection: each product, region or channel in it with its final forecast of the
 * weeks ahead. Those without a forecast are absent.
 */
export async function finalBreakdown(actor: Tenant, { selection, by }: FinalBreakdownInput) {
  const catalogue = await readCatalogue(actor);
  const slice = slicedByChannel(catalogue, selection);
  if (by === 'channel') {
    const shipped = catalogue.channels.filter(channel => slice.warehouseIds.includes(channel.warehouseId));
    const asked = shipped.filter(({ id }) => slice.channelIds?.includes(id) ?? true);
    return finalOfChannels(actor, { ...slice, channelIds: asked.map(({ id }) => id) });
  }
  const skuOf = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const { weeks } = await openWeeksUnder(database, actor, slice);
  const nameOf = ({ skuId }: SkuWarehouse) => skuOf.get(skuId)?.[by === 'product' ? 'productId' : 'regionId'] ?? '';
  const members = Map.groupBy(
    weeks.flatMap(week => week.parts),
    nameOf,
  );
  return [...members].map(([id, parts]) => ({
    id,
    quantity: sumQuantities(parts.map(part => part.standing?.quantity ?? part.baseline)),
  }));
}

/** One week of the planning grid: a sum over its series, exact to the last digit. Units; null where nothing is known. */
export interface GridRow {
  /** First day, `YYYY-MM-DD`. */
  readonly week: string;
  /** Whether it can be overridden: it is not over and has a published forecast. */
  readonly open: boolean;
  readonly actual: number | null;
  readonly baseline: number | null;
  /** Equal to `final` where any of its series is overridden. */
  readonly override: number | null;
  readonly final: number | null;
  /** What the version published before said. */
  readonly last: number | null;
  readonly series: number;
  readonly overriddenSeries: number;
  /** Of the newest override in it. */
  readonly by: { author: string; reason: string; expiresOn: string; at: string } | null;
  /** What `saveOverride` wants back; '' for past weeks. */
  readonly revision: string;
}

/**
 * Past and open weeks of a selection: sold, published, overridden, final, and the version before; of channels their part.
 */
export async function readGrid(actor: Tenant, { selection, pastWeeks }: GridInput) {
  const catalogue = await readCatalogue(actor);
  const slice = slicedByChannel(catalogue, selection);
  const [{ weeks: open, whole }, sold] = await Promise.all([
    openWeeksUnder(database, actor, slice),
    soldPairs(actor, slice),
  ]);
  const published = new Map(open.flatMap(week => week.parts.map(part => [pairKey(part), part] as const)));
  const channels = catalogue.channels.filter(({ id }) => slice.channelIds?.includes(id) ?? true);
  const actuals = await actualsOf(actor, channels, published.size > 0 ? [...published.values()] : sold);
  const firstOpen = open[0]?.week ?? (actuals.last === null ? null : addDays(actuals.last, 7));
  const past = firstOpen === null ? [] : await pastRows(actor, slice, firstOpen, pastWeeks, actuals.of);
  const units = new Set(catalogue.skus.filter(sku => slice.skuIds.includes(sku.id)).map(sku => sku.unitOfMeasure));
  return {
    description: describeSelection(catalogue, selection),
    /** One for all SKUs, or null when they differ. */
    unitOfMeasure: units.size === 1 ? [...units][0]! : null,
    /** SKU × warehouse with a published forecast, and those that sell but have none. */
    seriesCount: published.size,
    /** Whether it is all that each SKU × warehouse sells; a part of the channels cannot be overridden. */
    whole,
    withoutForecast: sold.filter(pair => !published.has(pairKey(pair))).length,
    rows: [...past, ...open.map(week => openRow(week, actuals.of(week.week)))],
  };
}

function openRow(week: Awaited<ReturnType<typeof openWeeksUnder>>['weeks'][number], actual: number | null): GridRow {
  const standing = standingOf(week);
  const [newest] = standing;
  const final = finalOf(week);
  return {
    week: week.week,
    open: true,
    actual,
    baseline: baselineOf(week),
    override: newest ? final : null,
    final,
    last: week.last,
    series: week.parts.length,
    overriddenSeries: standing.length,
    by: newest
      ? {
          author: newest.author,
          reason: newest.reason,
          expiresOn: newest.expiresOn,
          at: newest.createdAt.toISOString(),
        }
      : null,
    revision: revisionOf(week as OpenWeek),
  };
}

/** What was forecast for weeks that are over when each of them began, beside what was sold. */
async function pastRows(
  actor: Tenant,
  slice: WarehouseSlice,
  firstOpen: string,
  count: number,
  actualOf: (week: string) => number | null,
): Promise<GridRow[]> {
  const window = { from: addDays(firstOpen, -7 * count), until: addDays(firstOpen, -7) };
  const weeks = Array.from({ length: count }, (_, place) => ({
    week: addDays(window.from, 7 * place),
    baseline: [] as number[],
    final: [] as number[],
    overriddenSeries: 0,
  }));
  const weekOf = new Map(weeks.map(one => [one.week, one]));
  const chosen = slice.channelIds ? new Set(slice.channelIds) : null;
  for (const skuIds of inChunks(slice.skuIds, skusAtOnce)) {
    const [forecasts, used] = await Promise.all([
      publishedInForce(actor, { ...slice, skuIds }, window),
      usedOverrides(actor, { ...slice, skuIds }, window),
    ]);
    const usedOf = new Map(used.map(one => [`${pairKey(one)} ${one.week}`, one.quantity]));
    for (const part of forecasts) {
      const week = weekOf.get(part.week);
      // Published when weeks began on another day.
      if (!week) continue;
      const ofSlice = (quantity: number) => (chosen ? partOf(quantity, part.channels, chosen) : quantity);
      const overridden = usedOf.get(`${pairKey(part)} ${part.week}`);
      week.baseline.push(ofSlice(part.units));
      week.final.push(ofSlice(overridden ?? part.units));
      if (overridden !== undefined) week.overriddenSeries++;
    }
  }
  return weeks.map(({ week, baseline, final, overriddenSeries }) => {
    const units = final.length > 0 ? sumQuantities(final) : null;
    return {
      week,
      open: false,
      actual: actualOf(week),
      baseline: baseline.length > 0 ? sumQuantities(baseline) : null,
      override: overriddenSeries > 0 ? units : null,
      final: units,
      last: null,
      series: final.length,
      overriddenSeries,
      by: null,
      revision: '',
    };
  });
}

/** What a set of SKU × warehouse sold in each week through some channels, summed; null without a report and after the last week that has sales. */
async function actualsOf(actor: Tenant, channels: Catalogue['channels'], pairs: readonly SkuWarehouse[]) {
  const series = await Promise.all(
    [...Map.groupBy(pairs, pair => pair.warehouseId)].map(([warehouseId, inIt]) =>
      demandSeriesOf(actor, {
        skuIds: inIt.map(pair => pair.skuId).toSorted(),
        channelIds: channels.filter(channel => channel.warehouseId === warehouseId).map(({ id }) => id),
      }),
    ),
  );
  const known = series.flatMap(({ start, values, unreported }) =>
    start === null ? [] : [{ start, values, unreported }],
  );
  const [first] = known;
  const last = first ? addDays(first.start, 7 * (first.values.length - 1)) : null;
  const of = (week: string): number | null => {
    if (known.some(({ start, unreported }) => unreported.includes(weeksFrom(start, week)))) return null;
    const units = known.flatMap(({ start, values }) => values[weeksFrom(start, week)] ?? []);
    return units.length > 0 ? sumQuantities(units) : null;
  };
  return { last, of };
}

function weeksFrom(start: string, week: string): number {
  return Math.round((Date.parse(week) - Date.parse(start)) / weekMilliseconds);
}
