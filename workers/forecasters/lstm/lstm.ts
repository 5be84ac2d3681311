import { stopIfCancelled } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { estimateShortSeason, type ShortSeason, withoutShortSeason } from '../seasonality/short-season.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import type { Samples } from './backend.ts';
import { installedBackend } from './installed-backend.ts';
import type { NetworkShape } from './network.ts';
import { networkOutputs, ownKernels } from './own-kernels.ts';
import { trainNetwork } from './train.ts';

export interface LstmOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly patience: number;
  /** Newest windows trained on at most. */
  readonly maximumWindows: number;
  /** Leads answered by the network itself; further ones repeat its last. */
  readonly maximumLeads: number;
}

interface LstmState {
  /** Null when the history is too even or too short to learn from; then its mean is forecast. */
  readonly network: {
    readonly shape: NetworkShape;
    readonly weights: Float64Array;
    readonly epochs: number;
    /** Null when our kernels trained it. */
    readonly trainedBy: string | null;
  } | null;
  /** Seasonally adjusted demand, units per period. */
  readonly adjusted: Float64Array;
  readonly short: ShortSeason;
  readonly long: LongSeason;
  /** Error by lead, relative to the level of the window. */
  readonly relativeDeviation: Float64Array;
}

/** Share of the windows, the latest, that training only watches. */
const validationShare = 0.15;

/**
 * Long short-term memory network on windows of seasonally adjusted demand relative to the window's level. One layer,
 * every lead answered at once, trained by Adam with early stopping on a validation tail.
 *
 * @see Hochreiter & Schmidhuber (1997), Neural Computation 9(8); Hewamalage, Bergmeir & Bandara (2021), IJF 37(1)
 */
export const lstm: Forecaster<LstmOptions, LstmState> = {
  id: 'lstm',
  defaults: {
    hidden: 12,
    epochs: 30,
    learningRate: 0.01,
    batch: 16,
    patience: 5,
    maximumWindows: 400,
    maximumLeads: 28,
  },
  minHistory: () => 8,
  fit(history, horizonPeriods, options, run) {
    const { values, season: long } = adjustForLongSeason(history);
    const short = estimateShortSeason(values, stateSeasonLength(history));
    const adjusted = withoutShortSeason(values, short);
    const n = adjusted.length;
    const shape: NetworkShape = {
      inputs: 1,
      hidden: options.hidden,
      steps: Math.max(4, Math.min(16, Math.floor(n / 4))),
      outputs: Math.min(horizonPeriods, options.maximumLeads, Math.floor(n / 4)),
    };
    const state = { adjusted, short, long };
    const from = Math.max(shape.steps - 1, n - 1 - options.maximumWindows);
    const cut = Math.floor(n - 1 - validationShare * (n - from)) - 1;
    const training = samplesOf(adjusted, shape, from, cut - shape.outputs);
    const validation = samplesOf(adjusted, shape, cut, n - 2);
    if (training.count < 4 || validation.count < 2 || adjusted.every(value => value === adjusted[0])) {
      return { ...state, network: null, relativeDeviation: new Float64Array(0) };
    }
    const backend = installedBackend();
    const { weights, epochs } = trainNetwork(shape, training, validation, { ...options, seed: run.seed }, backend, () =>
      stopIfCancelled(run),
    );
    const outputs = networkOutputs(shape, weights, validation);
    const errors = outputs.map((value, i) => value - validation.targets[i]!);
    const leads = Int32Array.from(errors, (_, i) => (i % shape.outputs) + 1);
    return {
      ...state,
      network: { shape, weights, epochs, trainedBy: backend === ownKernels ? null : backend.name },
      relativeDeviation: leadDeviation(errors, leads, shape.outputs),
    };
  },
  predict({ network, adjusted, short, long, relativeDeviation }, horizonPeriods) {
    const n = adjusted.length;
    if (network === null) {
      return restoreLongSeason(long, n, withShortSeason(constantPrediction(adjusted, horizonPeriods), short, n));
    }
    const { shape, weights } = network;
    const level = levelOf(adjusted, n - 1, shape.steps);
    const outputs = networkOutputs(shape, weights, samplesOf(adjusted, shape, n - 1, n - 1));
    const at = (k: number) => Math.min(k, shape.outputs - 1);
    const mean = Float64Array.from({ length: horizonPeriods }, (_, k) => level.mean + level.scale * outputs[at(k)]!);
    const deviation = mean.map((_, k) => level.scale * relativeDeviation[at(k)]!);
    return restoreLongSeason(long, n, withShortSeason({ mean, deviation }, short, n));
  },
  describe({ network, long }) {
    if (network === null) return 'Mean of the history';
    const { shape, epochs, trainedBy } = network;
    const by = trainedBy === null ? '' : ` by ${trainedBy}`;
    return `LSTM of ${shape.hidden} cells on ${shape.steps} periods, ${epochs} epochs${by}${describeLongSeason(long)}`;
  },
};

function withShortSeason(
  { mean, deviation }: { mean: Float64Array; deviation: Float64Array },
  short: ShortSeason,
  periods: number,
) {
  const m = short.indices.length;
  for (let k = 0; k < mean.length; k++) {
    const index = short.indices[(periods + k) % m]!;
    if (short.kind === 'additive') mean[k]! += index;
    if (short.kind === 'multiplicative') {
      mean[k]! *= index;
      deviation[k]! *= index;
    }
  }
  return { mean, deviation };
}

/** Mean of the window and the size by which it is scaled, units per period. */
function levelOf(values: Float64Array, origin: number, steps: number) {
  let mean = 0;
  let size = 0;
  for (let t = origin - steps + 1; t <= origin; t++) mean += values[t]! / steps;
  for (const value of values) size += Math.abs(value) / values.length;
  return { mean, scale: Math.max(0.5 * size, Math.abs(mean), 1e-300) };
}

/** One sample for each origin `from` … `to`, inclusive. */
function samplesOf(values: Float64Array, shape: NetworkShape, from: number, to: number): Samples {
  const count = Math.max(0, to - from + 1);
  const windows = new Float64Array(count * shape.steps);
  const targets = new Float64Array(count * shape.outputs).fill(Number.NaN);
  for (let i = 0; i < count; i++) {
    const origin = from + i;
    const { mean, scale } = levelOf(values, origin, shape.steps);
    for (let s = 0; s < shape.steps; s++) {
      windows[i * shape.steps + s] = (values[origin - shape.steps + 1 + s]! - mean) / scale;
    }
    for (let k = 0; k < shape.outputs && origin + 1 + k < values.length; k++) {
      targets[i * shape.outputs + k] = (values[origin + 1 + k]! - mean) / scale;
    }
  }
  return { count, windows, targets };
}
