import type { NetworkBackend, Samples } from './backend.ts';
import { backward, forward, type NetworkShape, networkMemory, weightCount } from './network.ts';

/** Our kernels: double precision, blocked products, the same answer on any machine. */
export const ownKernels: NetworkBackend = {
  name: 'own kernels',
  open(shape, batch) {
    const { inputs, steps, outputs } = shape;
    const memory = networkMemory(shape, batch);
    const windows = new Float64Array(steps * batch * inputs);
    const forces = new Float64Array(batch * outputs);
    const gradient = new Float64Array(weightCount(shape));
    return {
      outputs: (weights, samples) => networkOutputs(shape, weights, samples),
      gradient(weights, samples, rows) {
        gather(samples, rows, shape, windows);
        const result = forward(shape, weights, windows, batch, memory);
        let observed = 0;
        for (let r = 0; r < batch; r++) {
          for (let c = 0; c < outputs; c++) {
            const error = result[r * outputs + c]! - samples.targets[rows[r]! * outputs + c]!;
            forces[r * outputs + c] = Number.isNaN(error) ? 0 : error;
            if (!Number.isNaN(error)) observed++;
          }
        }
        if (observed === 0) return null;
        for (let i = 0; i < forces.length; i++) forces[i]! *= 1 / observed;
        gradient.fill(0);
        backward(shape, weights, windows, batch, memory, forces, gradient);
        return gradient;
      },
    };
  },
};

/** Outputs for samples, sample by sample. */
export function networkOutputs(shape: NetworkShape, weights: Float64Array, samples: Samples): Float64Array {
  const rows = Int32Array.from({ length: samples.count }, (_, i) => i);
  const windows = new Float64Array(shape.steps * samples.count * shape.inputs);
  gather(samples, rows, shape, windows);
  return Float64Array.from(forward(shape, weights, windows, samples.count, networkMemory(shape, samples.count)));
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
