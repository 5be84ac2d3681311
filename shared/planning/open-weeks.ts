import { addDays } from '../business-day.ts';
import { sumQuantities, toThousandth } from '../numerics/exact-quantities.ts';
import { periodStarts } from '../periods.ts';
import { pairKey, type SkuWarehouse } from '../sku-warehouse.ts';

const weekMilliseconds = 7 * 86_400_000;

/** A published forecast in weeks; `mean` in units per week from `firstPeriod` (`YYYY-MM-DD`) on. */
export interface PublishedVersion extends SkuWarehouse {
  readonly id: string;
  readonly firstPeriod: string;
  readonly mean: readonly number[];
}

/** A planner's figure for one SKU × warehouse and week, in place of the published one. */
export interface StandingFigure extends SkuWarehouse {
  readonly id: string;
  /** First day of the week, `YYYY-MM-DD`. */
  readonly week: string;
  /** Units. */
  readonly quantity: number;
}

/** A week that is not over, with every SKU × warehouse that has a published forecast of it. */
export interface OpenWeek<Figure extends StandingFigure = StandingFigure> {
  /** First day, `YYYY-MM-DD`. */
  readonly week: string;
  readonly parts: readonly (SkuWarehouse & {
    readonly publishedId: string;
    /** As published, units. */
    readonly baseline: number;
    readonly standing: Figure | undefined;
  })[];
  /** What the version before said, units; null unless every part has one. */
  readonly last: number | null;
}

/**
 * @param versions of each SKU × warehouse the newest and, where there is one, the one before, in that order
 * @param standing overrides that count on `day`
 * @param day      "today" for planning
 * @returns oldest first
 */
export function openWeeks<Figure extends StandingFigure>(
  versions: readonly PublishedVersion[],
  standing: readonly Figure[],
  day: string,
): OpenWeek<Figure>[] {
  const standingOf = Map.groupBy(standing, pairKey);
  // As with sales, a week is over on its last day.
  const newestOver = addDays(day, -6);
  const weekOf = periodStarts('week');
  const weeks = new Map<string, { parts: OpenWeek<Figure>['parts'][number][]; last: (number | undefined)[] }>();
  for (const [pair, [newest, previous]] of Map.groupBy(versions, pairKey)) {
    const { id: publishedId, skuId, warehouseId, firstPeriod, mean } = newest!;
    const shift = previous ? placeOf(firstPeriod, previous) : 0;
    const figureOf = new Map(standingOf.get(pair)?.map(figure => [figure.week, figure]));
    for (const [place, units] of mean.entries()) {
      const week = weekOf(firstPeriod, place);
      if (week <= newestOver) continue;
      const open = weeks.get(week) ?? { parts: [], last: [] };
      weeks.set(week, open);
      const standing = figureOf.get(week);
      open.parts.push({ skuId, warehouseId, publishedId, baseline: toThousandth(units), standing });
      open.last.push(previous?.mean[place + shift]);
    }
  }
  return [...weeks]
    .map(([week, { parts, last }]) => ({ week, parts, last: sumOfAll(last) }))
    .toSorted((a, b) => a.week.localeCompare(b.week));
}

/** The open weeks of several slices that share no SKU × warehouse, as those of one. */
export function joinOpenWeeks<Figure extends StandingFigure>(
  slices: readonly OpenWeek<Figure>[][],
): OpenWeek<Figure>[] {
  const [first, ...others] = slices;
  if (!first || others.length === 0) return first ?? [];
  return [...Map.groupBy(slices.flat(), ({ week }) => week)]
    .map(([week, of]) => ({
      week,
      parts: of.flatMap(({ parts }) => parts),
      last: sumOfAll(of.map(({ last }) => last ?? undefined)),
    }))
    .toSorted((a, b) => a.week.localeCompare(b.week));
}

/** As published, units: exactly the sum of its parts. */
export function baselineOf({ parts }: OpenWeek): number {
  return sumQuantities(parts.map(part => part.baseline));
}

/** With its overrides, units: exactly the sum of its parts. */
export function finalOf({ parts }: OpenWeek): number {
  return sumQuantities(parts.map(part => part.standing?.quantity ?? part.baseline));
}

/**
 * A published forecast with the overrides of its SKU × warehouse.
 * @returns units per week; `applied` are the overrides within its horizon
 */
export function withOverrides<Figure extends StandingFigure>(
  forecast: Omit<PublishedVersion, keyof SkuWarehouse | 'id'>,
  standing: readonly Figure[],
): { baseline: number[]; mean: number[]; applied: Figure[] } {
  const baseline = forecast.mean.map(toThousandth);
  const mean = [...baseline];
  const applied = standing.filter(figure => {
    const place = placeOf(figure.week, forecast);
    if (mean[place] === undefined) return false;
    mean[place] = figure.quantity;
    return true;
  });
  return { baseline, mean, applied };
}

/** Index of a week in a forecast in weeks. */
export function placeOf(week: string, { firstPeriod }: { readonly firstPeriod: string }): number {
  return Math.round((Date.parse(week) - Date.parse(firstPeriod)) / weekMilliseconds);
}

function sumOfAll(values: readonly (number | undefined)[]): number | null {
  const known = values.filter(value => value !== undefined);
  return known.length === values.length ? sumQuantities(known) : null;
}
