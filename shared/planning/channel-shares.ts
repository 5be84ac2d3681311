import { splitQuantity, sumQuantities, toThousandth } from '../numerics/exact-quantities.ts';
import { pairKey } from '../sku-warehouse.ts';
import { type OpenWeek, type PublishedVersion, placeOf, type StandingFigure } from './open-weeks.ts';

/**
 * A published forecast shared out over its channels.
 *
 * @param mean units per period, length horizon
 * @param said of each channel what its own forecast says, length horizon
 * @param sold of each channel units ever sold: they decide where nothing is said of any of them
 * @returns for each channel units per period; in every period they add up to `mean` to the thousandth
 */
export function shareByChannel(
  mean: readonly number[],
  said: readonly (readonly number[])[],
  sold: readonly number[],
): number[][] {
  const overall = said.map(one => one.reduce((sum, value) => sum + value, 0));
  const shares = mean.map((units, period) => {
    // A trace of demand would only make every figure end in thousandths.
    const weights = said.map(one => toThousandth(one[period]!));
    return splitQuantity(units, [weights, overall].find(some => some.some(weight => weight > 0)) ?? sold);
  });
  return said.map((_, channel) => shares.map(share => share[channel]!));
}

export interface ChannelUnits {
  readonly channelId: string;
  /** As published, of one period. */
  readonly units: number;
}

/**
 * What a quantity of a SKU × warehouse leaves to each of its channels: what was published of them where that adds up to
 * it, else the quantity in proportion to that.
 *
 * @param quantity units, 0 or more
 * @returns units, in the order of `channels`; they add up to `quantity` to the thousandth
 */
export function channelShares(quantity: number, channels: readonly ChannelUnits[]): number[] {
  const published = channels.map(({ units }) => toThousandth(units));
  return sumQuantities(published) === toThousandth(quantity) ? published : splitQuantity(quantity, published);
}

/** The part of a quantity of a SKU × warehouse that falls to some of its channels, units. */
export function partOf(quantity: number, channels: readonly ChannelUnits[], chosen: ReadonlySet<string>): number {
  const shares = channelShares(quantity, channels);
  return sumQuantities(shares.filter((_, index) => chosen.has(channels[index]!.channelId)));
}

/** A published forecast in weeks with what it says of each channel, units per week. */
interface ChannelVersion extends PublishedVersion {
  readonly channels: readonly { readonly channelId: string; readonly mean: readonly number[] }[];
}

/**
 * The same forecasts and figures for some channels only. A planner's figure falls to channels in proportion to the newest
 * version; what is sold through none of the channels is left out.
 *
 * @param versions of each SKU × warehouse, newest first
 */
export function withinChannels<Version extends ChannelVersion, Figure extends StandingFigure>(
  versions: readonly Version[],
  standing: readonly Figure[],
  chosen: ReadonlySet<string>,
): { versions: Version[]; standing: Figure[] } {
  const within = versions.filter(({ channels }) => channels.some(({ channelId }) => chosen.has(channelId)));
  const newest = new Map(within.toReversed().map(version => [pairKey(version), version]));
  return {
    versions: within.map(version => ({
      ...version,
      mean: version.mean.map((units, place) => partOf(units, unitsAt(version, place), chosen)),
    })),
    standing: standing.flatMap(figure => {
      const version = newest.get(pairKey(figure));
      if (!version) return [];
      return [
        { ...figure, quantity: partOf(figure.quantity, unitsAt(version, placeOf(figure.week, version)), chosen) },
      ];
    }),
  };
}

/**
 * What open weeks hold of each channel in all, with overrides; a planner's figure falls to channels in proportion to the
 * forecast.
 *
 * @param versions those that the weeks were made of
 * @returns units, by channel; channels of which nothing is said are absent
 */
export function finalByChannel(versions: readonly ChannelVersion[], weeks: readonly OpenWeek[]): Map<string, number> {
  const versionOf = new Map(versions.map(version => [version.id, version]));
  const shares = weeks.flatMap(({ week, parts }) =>
    parts.flatMap(({ publishedId, standing, baseline }) => {
      const version = versionOf.get(publishedId)!;
      const said = unitsAt(version, placeOf(week, version));
      const units = said.length > 0 ? channelShares(standing?.quantity ?? baseline, said) : [];
      return said.map(({ channelId }, index) => ({ channelId, units: units[index]! }));
    }),
  );
  const ofChannel = Map.groupBy(shares, ({ channelId }) => channelId);
  return new Map([...ofChannel].map(([id, of]) => [id, sumQuantities(of.map(({ units }) => units))]));
}

function unitsAt({ channels }: ChannelVersion, place: number): ChannelUnits[] {
  return channels.map(({ channelId, mean }) => ({ channelId, units: mean[place] ?? 0 }));
}
