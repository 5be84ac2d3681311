import type { Evaluation, ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import { shareByChannel } from '../../../../shared/planning/channel-shares.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { overThreads } from '../../../server/pool.ts';
import {
  type ChannelDemandSeries,
  demandByChannel,
  type KnownSeries,
  knownBefore,
  type WarehouseDemandSeries,
} from '../../data/sales/service.ts';

/** Series up to which channels are forecast by the model of the publication; more by one that takes milliseconds. */
const mostByOwnModel = 24;
const quickModel: ForecasterId = 'theta';
/** Periods whose average stands for a channel that is too new to be forecast. */
const recentPeriods = 8;

/** A channel of a SKU × warehouse. */
export interface ChannelForecast {
  readonly series: ChannelDemandSeries;
  /** Null where it is the only channel, or where it is too new to be forecast. */
  readonly evaluation: Pick<Evaluation, 'forecast' | 'backtest'> | null;
}

export interface ChannelMean {
  readonly channelId: string;
  /** Units per period, length horizon. */
  readonly mean: readonly number[];
}

interface ForecastOptions {
  /** The model of the publication. */
  readonly forecasterId: ForecasterId;
  evaluate(series: KnownSeries, forecasterId: ForecasterId): Promise<Evaluation>;
  /** Tells how many series will be asked for. */
  expect(series: number): void;
  readonly signal: AbortSignal;
}

/**
 * Forecasts what each SKU × warehouse sells through each of its channels, where it sells through several.
 *
 * @returns the channels by `pairKey`, and the model that forecast them
 */
export async function forecastChannels(
  actor: Tenant,
  pairs: readonly WarehouseDemandSeries[],
  { forecasterId, evaluate, expect, signal }: ForecastOptions,
): Promise<{ channels: Map<string, ChannelForecast[]>; channelModel: ForecasterId }> {
  const channels = new Map<string, ChannelForecast[]>();
  const asked: { readonly series: ChannelDemandSeries; readonly of: ChannelForecast[] }[] = [];
  for (const [key, series] of await demandOfPairs(actor, pairs)) {
    const of: ChannelForecast[] = series.map(one => ({ series: one, evaluation: null }));
    channels.set(key, of);
    if (series.length > 1) asked.push(...series.map(one => ({ series: one, of })));
  }
  const channelModel = asked.length > mostByOwnModel ? quickModel : forecasterId;
  expect(asked.length);
  await overThreads(asked, signal, async ({ series, of }) => {
    try {
      const { forecast, backtest } = await evaluate(series, channelModel);
      const index = of.findIndex(one => one.series === series);
      of[index] = { series, evaluation: { forecast, backtest } };
    } catch (error) {
      // Too new to be forecast: its recent sales stand for it.
      if (signal.aborted || !(error instanceof AppError)) throw error;
    }
  });
  return { channels, channelModel };
}

/** What each SKU × warehouse sold through each channel, up to the end of its own series. */
async function demandOfPairs(actor: Tenant, pairs: readonly WarehouseDemandSeries[]) {
  const pairOf = new Map(pairs.map(pair => [pairKey(pair), pair]));
  const skuIds = [...new Set(pairs.map(pair => pair.skuId))];
  const warehouseIds = [...new Set(pairs.map(pair => pair.warehouseId))];
  const found = new Map<string, ChannelDemandSeries[]>();
  const [first] = pairs;
  if (!first) return found;
  for (const series of await demandByChannel(actor, { skuIds, warehouseIds }, first.period)) {
    const key = pairKey(series);
    const pair = pairOf.get(key);
    if (!pair) continue;
    const known = knownBefore(series, addPeriods(pair.start, pair.values.length, pair.period));
    if (known.values.length > 0) found.set(key, [...(found.get(key) ?? []), known]);
  }
  return found;
}

/**
 * @param mean  units per period, as published
 * @param means of each channel, where they are known better than by its own forecast
 */
export function splitByChannel(
  mean: readonly number[],
  channels: readonly ChannelForecast[],
  means?: readonly (readonly number[])[],
): ChannelMean[] {
  const said = means ?? channels.map(channel => channel.evaluation?.forecast.mean ?? mean.map(() => recent(channel)));
  const sold = channels.map(({ series }) => sumQuantities(series.values));
  const shares = shareByChannel(mean, said, sold);
  return channels.map(({ series: { channelId } }, index) => ({ channelId, mean: shares[index]! }));
}

/** Units per period lately; periods before its first sale count as none. */
function recent({ series: { values } }: ChannelForecast): number {
  return sumQuantities(values.slice(-recentPeriods)) / recentPeriods;
}
