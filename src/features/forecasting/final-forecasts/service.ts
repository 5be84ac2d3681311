import { addDays } from '../../../../shared/business-day.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { partOf } from '../../../../shared/planning/channel-shares.ts';
import { baselineOf, finalOf, type OpenWeek, pairKey, withOverrides } from '../../../../shared/planning/open-weeks.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Catalogue, describeSelection, readCatalogue } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { demandSeriesOf, soldPairs } from '../../data/sales/service.ts';
import { openWeeksUnder, revisionOf, standingOf, standingOverrides, usedOverrides } from '../overrides/service.ts';
import {
  type LatestPublishedRow,
  latestPublished,
  publishedInForce,
  slicedByChannel,
  type WeekInForce,
} from '../published-forecasts/service.ts';
import type { FinalBreakdownInput, GridInput } from './schema.ts';

type Tenant = Pick<Actor, 'organisationId'>;
type Overrides = Awaited<ReturnType<typeof standingOverrides>>;

interface Pair {
  readonly skuId: string;
  readonly warehouseId: string;
}

const weekMilliseconds = 7 * 86_400_000;

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
  const [published, standing] = await Promise.all([latestPublished(actor), standingOverrides(actor, null)]);
  const ofPair = Map.groupBy(standing, pairKey);
  return published.map(forecast => {
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
    const rows = await Promise.all(
      asked.map(async ({ id }) => ({ id, weeks: (await openWeeksUnder(actor, { ...slice, channelIds: [id] })).weeks })),
    );
    return rows.flatMap(({ id, weeks }) =>
      weeks.length > 0 ? [{ id, quantity: sumQuantities(weeks.map(finalOf)) }] : [],
    );
  }
  const skuOf = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const { weeks } = await openWeeksUnder(actor, slice);
  const nameOf = ({ skuId }: Pair) => skuOf.get(skuId)?.[by === 'product' ? 'productId' : 'regionId'] ?? '';
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
  const [{ weeks: open, whole }, sold] = await Promise.all([openWeeksUnder(actor, slice), soldPairs(actor, slice)]);
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
  const [forecasts, used] = await Promise.all([
    publishedInForce(actor, slice, window),
    usedOverrides(actor, slice, window),
  ]);
  const chosen = slice.channelIds ? new Set(slice.channelIds) : null;
  const ofSlice = (quantity: number, { channels }: WeekInForce) =>
    chosen ? partOf(quantity, channels, chosen) : quantity;
  const forecastsOf = Map.groupBy(forecasts, forecast => forecast.week);
  const usedOf = new Map(used.map(one => [`${pairKey(one)} ${one.week}`, one]));
  return Array.from({ length: count }, (_, place) => {
    const week = addDays(window.from, 7 * place);
    const parts = forecastsOf.get(week) ?? [];
    const overridden = parts.flatMap(part => usedOf.get(`${pairKey(part)} ${week}`) ?? []);
    const units = (one: WeekInForce) => ofSlice(usedOf.get(`${pairKey(one)} ${week}`)?.quantity ?? one.units, one);
    const known = parts.length > 0;
    const final = known ? sumQuantities(parts.map(units)) : null;
    return {
      week,
      open: false,
      actual: actualOf(week),
      baseline: known ? sumQuantities(parts.map(part => ofSlice(part.units, part))) : null,
      override: overridden.length > 0 ? final : null,
      final,
      last: null,
      series: parts.length,
      overriddenSeries: overridden.length,
      by: null,
      revision: '',
    };
  });
}

/** What a set of SKU × warehouse sold in each week through some channels, summed; null without a report and after the last week that has sales. */
async function actualsOf(actor: Tenant, channels: Catalogue['channels'], pairs: readonly Pair[]) {
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
