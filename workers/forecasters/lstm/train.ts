import { random } from '../../../shared/numerics/random.ts';
import { backward, forward, type NetworkShape, networkMemory, weightCount } from './network.ts';

export interface Samples {
  readonly count: number;
  /** Window of each sample: entry sample · steps · inputs + step · inputs + input. */
  readonly windows: Float64Array;
  /** Targets: entry sample · outputs + lead; NaN where the lead lies beyond the history. */
  readonly targets: Float64Array;
}

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
 * @param stop        asked before each epoch; throws to end the work
 * @returns weights and the root mean squared error of each validation output, NaN where none was observed
 */
export function trainNetwork(
  shape: NetworkShape,
  training: Samples,
  validation: Samples,
  options: TrainingOptions,
  stop: () => void = () => {},
): { readonly weights: Float64Array; readonly epochs: number } {
  const source = random(options.seed);
  const size = weightCount(shape);
  const { inputs, hidden, steps, outputs } = shape;
  const width = 4 * hidden;
  const weights = new Float64Array(size);
  const headAt = (inputs + hidden + 1) * width;
  for (let i = 0; i < (inputs + hidden) * width; i++) weights[i] = source.normal() / Math.sqrt(inputs + hidden);
  // A forget bias of 1 lets the cell remember from the start.
  for (let j = 0; j < hidden; j++) weights[(inputs + hidden) * width + hidden + j] = 1;
  for (let i = 0; i < hidden * outputs; i++) weights[headAt + i] = (0.1 * source.normal()) / Math.sqrt(hidden);
  const gradient = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const order = Int32Array.from({ length: training.count }, (_, i) => i);
  const batch = Math.min(options.batch, training.count);
  const memory = networkMemory(shape, batch);
  const windows = new Float64Array(steps * batch * inputs);
  const forces = new Float64Array(batch * outputs);
  let best: Float64Array = Float64Array.from(weights);
  let smallest = lossOn(shape, weights, validation);
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
      gather(training, order.subarray(from, from + batch), shape, windows);
      const result = forward(shape, weights, windows, batch, memory);
      let observed = 0;
      for (let r = 0; r < batch; r++) {
        for (let c = 0; c < outputs; c++) {
          const error = result[r * outputs + c]! - training.targets[order[from + r]! * outputs + c]!;
          forces[r * outputs + c] = Number.isNaN(error) ? 0 : error;
          if (!Number.isNaN(error)) observed++;
        }
      }
      if (observed === 0) continue;
      for (let i = 0; i < forces.length; i++) forces[i]! *= 1 / observed;
      gradient.fill(0);
      backward(shape, weights, windows, batch, memory, forces, gradient);
      updates++;
      adam(weights, gradient, first, second, options.learningRate, updates);
    }
    const loss = lossOn(shape, weights, validation);
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

function gather(samples: Samples, rows: Int32Array, { steps, inputs }: NetworkShape, out: Float64Array) {
  const batch = rows.length;
  for (let r = 0; r < batch; r++) {
    const from = rows[r]! * steps * inputs;
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < inputs; i++) {
        out[(step * batch + r) * inputs + i] = samples.windows[from + step * inputs + i]!;
      }
    }
  }
}

/** Outputs for samples, sample by sample. */
export function networkOutputs(shape: NetworkShape, weights: Float64Array, samples: Samples): Float64Array {
  const rows = Int32Array.from({ length: samples.count }, (_, i) => i);
  const windows = new Float64Array(shape.steps * samples.count * shape.inputs);
  gather(samples, rows, shape, windows);
  return Float64Array.from(forward(shape, weights, windows, samples.count, networkMemory(shape, samples.count)));
}

function lossOn(shape: NetworkShape, weights: Float64Array, samples: Samples): number {
  const outputs = networkOutputs(shape, weights, samples);
  let sum = 0;
  let observed = 0;
  for (let i = 0; i < outputs.length; i++) {
    const error = outputs[i]! - samples.targets[i]!;
    if (Number.isNaN(error)) continue;
    sum += error * error;
    observed++;
  }
  return observed > 0 ? sum / observed : Number.POSITIVE_INFINITY;
}
