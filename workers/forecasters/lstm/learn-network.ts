import type { LearnedNetwork } from '../../../shared/contracts/forecast.ts';
import { random } from '../../../shared/numerics/random.ts';
import { type RunContext, stopIfCancelled } from '../../run-context.ts';
import { joinSamples, samplesOf } from './adjusted-series.ts';
import type { Samples } from './backend.ts';
import { installedBackend } from './installed-backend.ts';
import type { NetworkShape } from './network.ts';
import { ownKernels } from './own-kernels.ts';
import { trainNetwork } from './train.ts';

export interface LstmOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly patience: number;
  /** Newest windows of each series trained on at most. */
  readonly windowsOfSeries: number;
  /** Windows of all series trained on at most, drawn evenly. */
  readonly maximumWindows: number;
  /** Leads answered by the network itself; further ones repeat its last. */
  readonly maximumLeads: number;
}

/** Settings for a network learned from many series. */
export const lstmAcrossSeries: LstmOptions = {
  hidden: 12,
  epochs: 20,
  learningRate: 0.01,
  batch: 16,
  patience: 3,
  windowsOfSeries: 400,
  maximumWindows: 1500,
  maximumLeads: 28,
};

/** Share of the windows, the latest of each series, that training only watches. */
const validationShare = 0.15;

/**
 * Trains one network on windows of all given series.
 *
 * @param series  seasonally adjusted demand of each, units per period
 * @returns the network and the samples it was watched on; null when the series are too even or too short
 */
export function learnNetwork(
  series: readonly Float64Array[],
  horizonPeriods: number,
  options: LstmOptions,
  run: RunContext,
): { readonly network: LearnedNetwork; readonly validation: Samples } | null {
  const longest = Math.max(...series.map(values => values.length));
  const shape: NetworkShape = {
    inputs: 1,
    hidden: options.hidden,
    steps: Math.max(4, Math.min(16, Math.floor(longest / 4))),
    outputs: Math.min(horizonPeriods, options.maximumLeads, Math.floor(longest / 4)),
  };
  const moving = series.filter(values => values.some(value => value !== values[0]));
  const parts = moving.map(values => ({ values, ...originsOf(values, shape, options.windowsOfSeries) }));
  const share =
    options.maximumWindows / parts.reduce((sum, part) => sum + part.training.length + part.validation.length, 0);
  const source = random(run.seed);
  const draw = (of: 'training' | 'validation') =>
    joinSamples(
      parts.map(part =>
        samplesOf(part.values, shape, share >= 1 ? part[of] : part[of].filter(() => source.next() < share)),
      ),
    );
  const training = draw('training');
  const validation = draw('validation');
  if (training.count < 4 || validation.count < 2) return null;
  const backend = installedBackend();
  const { weights, epochs } = trainNetwork(shape, training, validation, { ...options, seed: run.seed }, backend, () =>
    stopIfCancelled(run),
  );
  const trainedBy = backend === ownKernels ? null : backend.name;
  return { network: { shape, weights, epochs, trainedBy, series: moving.length }, validation };
}

/** Origins to train on and later ones to watch, without a target in common. */
function originsOf(values: Float64Array, shape: NetworkShape, most: number) {
  const n = values.length;
  const from = Math.max(shape.steps - 1, n - 1 - most);
  const cut = Math.floor(n - 1 - validationShare * (n - from)) - 1;
  return { training: range(from, cut - shape.outputs), validation: range(Math.max(from, cut), n - 2) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
