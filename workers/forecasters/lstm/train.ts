import { random } from '../../../shared/numerics/random.ts';
import type { NetworkBackend, Samples } from './backend.ts';
import { type NetworkShape, weightCount } from './network.ts';

export interface TrainingOptions {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Epochs without improvement on the validation tail after which training stops. */
  readonly patience: number;
  readonly seed: number;
}

/**
 * Trains by Adam on mean squared error, watches the validation samples and keeps the weights that did best there.
 *
 * @param training    shuffled between epochs
 * @param validation  never trained on; later than the training samples
 * @param backend     what computes outputs and gradients
 * @param stop        asked before each epoch; throws to end the work
 */
export function trainNetwork(
  shape: NetworkShape,
  training: Samples,
  validation: Samples,
  options: TrainingOptions,
  backend: NetworkBackend,
  stop: () => void = () => {},
): { readonly weights: Float64Array; readonly epochs: number } {
  const source = random(options.seed);
  const size = weightCount(shape);
  const { inputs, hidden, outputs } = shape;
  const width = 4 * hidden;
  const weights = new Float64Array(size);
  const headAt = (inputs + hidden + 1) * width;
  for (let i = 0; i < (inputs + hidden) * width; i++) weights[i] = source.normal() / Math.sqrt(inputs + hidden);
  // A forget bias of 1 lets the cell remember from the start.
  for (let j = 0; j < hidden; j++) weights[(inputs + hidden) * width + hidden + j] = 1;
  for (let i = 0; i < hidden * outputs; i++) weights[headAt + i] = (0.1 * source.normal()) / Math.sqrt(hidden);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const order = Int32Array.from({ length: training.count }, (_, i) => i);
  const batch = Math.min(options.batch, training.count);
  const network = backend.open(shape, batch);
  let best: Float64Array = Float64Array.from(weights);
  let smallest = meanSquaredError(network.outputs(weights, validation), validation);
  let waited = 0;
  let updates = 0;
  let epoch = 0;
  for (; epoch < options.epochs && waited < options.patience; epoch++) {
    stop();
    for (let i = order.length - 1; i > 0; i--) {
      const j = source.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    for (let from = 0; from + batch <= order.length; from += batch) {
      const gradient = network.gradient(weights, training, order.subarray(from, from + batch));
      if (gradient === null) continue;
      updates++;
      adam(weights, gradient, first, second, options.learningRate, updates);
    }
    const loss = meanSquaredError(network.outputs(weights, validation), validation);
    if (loss < smallest * (1 - 1e-4)) {
      smallest = loss;
      best = Float64Array.from(weights);
      waited = 0;
    } else waited++;
  }
  return { weights: best, epochs: epoch };
}

function adam(
  weights: Float64Array,
  gradient: Float64Array,
  first: Float64Array,
  second: Float64Array,
  learningRate: number,
  updates: number,
) {
  let norm = 0;
  for (const force of gradient) norm += force * force;
  // Clipping keeps one odd window from throwing the weights far away.
  const clip = Math.min(1, 1 / Math.sqrt(norm + 1e-12));
  const rate = (learningRate * Math.sqrt(1 - 0.999 ** updates)) / (1 - 0.9 ** updates);
  for (let i = 0; i < weights.length; i++) {
    const force = gradient[i]! * clip;
    first[i] = 0.9 * first[i]! + 0.1 * force;
    second[i] = 0.999 * second[i]! + 0.001 * force * force;
    weights[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + 1e-8);
  }
}

/** Over the targets that were observed. */
export function meanSquaredError(outputs: Float64Array, { targets }: Samples): number {
  let sum = 0;
  let observed = 0;
  for (let i = 0; i < outputs.length; i++) {
    const error = outputs[i]! - targets[i]!;
    if (Number.isNaN(error)) continue;
    sum += error * error;
    observed++;
  }
  return observed > 0 ? sum / observed : Number.POSITIVE_INFINITY;
}
