import type { Forecaster } from '../forecaster.ts';

/** A rate of demand, the same at every lead but for a season. */
interface IntermittentState {
  readonly methods: readonly string[];
  /** Units per period. */
  readonly rate: number;
  readonly deviation: number;
  /** Demand per phase of the season over the rate; all 1 when the season does not stand out. */
  readonly season: Float64Array;
  readonly periods: number;
}

const plainNumber = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

const smoothing = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7];
/** How many of the four methods are averaged. */
const averaged = 3;
const probabilitySmoothing = [0.01, 0.03, 0.08, 0.15];

/** Every method at every smoothing: one-step forecasts, entry n is the forecast ahead. */
const methods: readonly { readonly name: string; readonly paths: (values: Float64Array) => Float64Array[] }[] = [
  { name: 'Croston-SBA', paths: values => smoothing.map(alpha => crostonPath(values, alpha)) },
  { name: 'SES', paths: values => smoothing.map(alpha => smoothedPath(values, alpha)) },
  {
    name: 'TSB',
    paths: values => smoothing.flatMap(alpha => probabilitySmoothing.map(beta => tsbPath(values, alpha, beta))),
  },
  { name: 'ADIDA', paths: values => smoothing.map(alpha => adidaPath(values, alpha)) },
];

/**
 * Intermittent demand: the mean of the best three of Croston's method with the Syntetos–Boylan correction, simple
 * smoothing, Teunter–Syntetos–Babai and aggregation (ADIDA), by squared one-step error over the last two thirds of the
 * history. Squared, not absolute: the absolute error of lumpy demand is smallest for a forecast of
 * nothing.
 *
 * @see Syntetos & Boylan (2005), Int. J. Forecasting 21(2); Teunter, Syntetos & Babai (2011), EJOR 214(3);
 *   Nikolopoulos et al. (2011), JORS 62(3)
 */
export const intermittent: Forecaster<Record<string, never>, IntermittentState> = {
  id: 'intermittent',
  defaults: {},
  minHistory: () => 3,
  fit(history) {
    const { values } = history;
    const season = phaseProfile(values, history.seasonLength);
    const flat = values.map((value, t) => value / season[t % season.length]!);
    const from = Math.floor(flat.length / 3);
    // Each method with its best smoothing; the mean of several is steadier than the winner on one short history.
    const ranked = methods
      .map(({ name, paths }) => ({ name, ...bestPath(paths(flat), flat, from) }))
      .sort((a, b) => a.squares - b.squares)
      .slice(0, averaged);
    const path = ranked[0]!.path.map((_, t) => ranked.reduce((sum, each) => sum + each.path[t]!, 0) / averaged);
    let squares = 0;
    for (let t = from; t < flat.length; t++) squares += (flat[t]! - path[t]!) ** 2;
    return {
      methods: ranked.map(each => each.name),
      rate: path[flat.length]!,
      deviation: Math.sqrt(squares / Math.max(1, flat.length - from - 1)),
      season,
      periods: values.length,
    };
  },
  predict({ rate, deviation, season, periods }, horizonPeriods) {
    const factor = (k: number) => season[(periods + k) % season.length]!;
    return {
      mean: Float64Array.from({ length: horizonPeriods }, (_, k) => rate * factor(k)),
      deviation: Float64Array.from({ length: horizonPeriods }, (_, k) => deviation * Math.max(0.1, factor(k))),
    };
  },
  describe: state =>
    `${state.methods.join(' and ')}, ${plainNumber.format(state.rate)} a period${state.season.length > 1 ? ' with season' : ''}`,
};

function bestPath(paths: readonly Float64Array[], values: Float64Array, from: number) {
  let best = { path: paths[0]!, squares: Number.POSITIVE_INFINITY };
  for (const path of paths) {
    let squares = 0;
    for (let t = from; t < values.length; t++) squares += (values[t]! - path[t]!) ** 2;
    if (squares < best.squares) best = { path, squares };
  }
  return best;
}

/** Demand by phase over the mean, shrunk by how far the phases differ more than chance; a single 1 when they do not. */
function phaseProfile(values: Float64Array, seasonLength: number): Float64Array {
  const none = Float64Array.of(1);
  const seasons = values.length / seasonLength;
  if (seasonLength < 2 || seasonLength > 24 || seasons < 4) return none;
  let mean = 0;
  for (const value of values) mean += value / values.length;
  if (!(mean > 0)) return none;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const sums = new Float64Array(seasonLength);
  const counts = new Float64Array(seasonLength);
  values.forEach((value, t) => {
    sums[t % seasonLength]! += value;
    counts[t % seasonLength]!++;
  });
  let between = 0;
  for (let i = 0; i < seasonLength; i++) between += (sums[i]! / counts[i]! - mean) ** 2 / (seasonLength - 1);
  const noise = variance / seasons;
  const share = Math.max(0, 1 - (1.5 * noise) / between);
  if (!(share > 0)) return none;
  return sums.map((sum, i) => Math.max(0.02, 1 + (share * (sum / counts[i]! - mean)) / mean));
}

/** One-step forecasts; entry t uses the values before t, entry n is the forecast ahead. */
function smoothedPath(values: Float64Array, alpha: number): Float64Array {
  const path = new Float64Array(values.length + 1);
  const head = Math.max(1, Math.floor(values.length / 3));
  for (let t = 0; t < head; t++) path[0]! += values[t]! / head;
  for (let t = 0; t < values.length; t++) path[t + 1] = path[t]! + alpha * (values[t]! - path[t]!);
  return path;
}

function crostonPath(values: Float64Array, alpha: number): Float64Array {
  const path = new Float64Array(values.length + 1);
  const { size: startSize, interval: startInterval } = averages(values);
  let size = startSize;
  let interval = startInterval;
  let since = 1;
  for (let t = 0; t <= values.length; t++) {
    path[t] = (size / interval) * (1 - alpha / 2);
    if (t === values.length) break;
    if (values[t]! > 0) {
      size += alpha * (values[t]! - size);
      interval += alpha * (since - interval);
      since = 1;
    } else since++;
  }
  return path;
}

function tsbPath(values: Float64Array, alpha: number, beta: number): Float64Array {
  const path = new Float64Array(values.length + 1);
  const { size: startSize, interval } = averages(values);
  let size = startSize;
  let probability = 1 / interval;
  for (let t = 0; t <= values.length; t++) {
    path[t] = size * probability;
    if (t === values.length) break;
    const sold = values[t]! > 0;
    if (sold) size += alpha * (values[t]! - size);
    probability += beta * ((sold ? 1 : 0) - probability);
  }
  return path;
}

/** Smooths sums over blocks as long as the mean interval between demands; blocks end at each period. */
function adidaPath(values: Float64Array, alpha: number): Float64Array {
  const block = Math.max(1, Math.min(Math.floor(values.length / 3), Math.round(averages(values).interval)));
  const path = new Float64Array(values.length + 1);
  const levels = new Float64Array(block).fill(Number.NaN);
  let sum = 0;
  let last = 0;
  const head = Math.max(1, Math.floor(values.length / 3));
  for (let t = 0; t < head; t++) last += values[t]! / head;
  for (let t = 0; t < values.length; t++) {
    path[t] = last;
    sum += values[t]! - (t >= block ? values[t - block]! : 0);
    if (t + 1 < block) continue;
    const slot = t % block;
    const before = Number.isNaN(levels[slot]!) ? last * block : levels[slot]!;
    levels[slot] = before + alpha * (sum - before);
    last = levels[slot]! / block;
  }
  path[values.length] = last;
  return path;
}

function averages(values: Float64Array): { size: number; interval: number } {
  const head = Math.max(1, Math.floor(values.length / 3));
  let sum = 0;
  let sales = 0;
  for (let t = 0; t < values.length; t++) {
    if (t >= head && sales >= 2) break;
    sum += values[t]!;
    if (values[t]! > 0) sales++;
  }
  return sales > 0 ? { size: sum / sales, interval: Math.max(1, head / sales) } : { size: 0, interval: 1 };
}
