import type { NetworkShape } from './network.ts';

export interface Samples {
  readonly count: number;
  /** Window of each sample: entry sample · steps · inputs + step · inputs + input. */
  readonly windows: Float64Array;
  /** Targets: entry sample · outputs + lead; NaN where the lead lies beyond the history. */
  readonly targets: Float64Array;
}

/** What computes a network: our kernels, or TensorFlow.js where it is installed. Weights lie as `weightCount` says. */
export interface NetworkBackend {
  readonly name: string;
  /** @param batch  samples of each gradient */
  open(shape: NetworkShape, batch: number): OpenNetwork;
}

export interface OpenNetwork {
  /** For each sample all leads: entry sample · outputs + lead. */
  outputs(weights: Float64Array, samples: Samples): Float64Array;
  /**
   * Derivative, by each weight, of half the mean squared error over the observed targets of some samples. Valid until
   * the next call.
   *
   * @param rows  indices of the samples, as many as the batch
   * @returns null when no target was observed
   */
  gradient(weights: Float64Array, samples: Samples, rows: Int32Array): Float64Array | null;
}
