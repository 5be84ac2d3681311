import type * as tensorflow from '@tensorflow/tfjs-core';
import type { NetworkBackend, Samples } from './backend.ts';
import type { NetworkShape } from './network.ts';

/** The part of TensorFlow.js that is used; the same in `@tensorflow/tfjs-core` and `@tensorflow/tfjs-node`. */
export type Tensorflow = Pick<
  typeof tensorflow,
  | 'add'
  | 'concat'
  | 'grad'
  | 'matMul'
  | 'mul'
  | 'reshape'
  | 'sigmoid'
  | 'slice'
  | 'sub'
  | 'sum'
  | 'tanh'
  | 'tensor'
  | 'tidy'
  | 'zeros'
>;
type Tensor = tensorflow.Tensor;

/** The same network through TensorFlow.js, in single precision: equal answers to about six digits. */
export function tensorflowBackend(tf: Tensorflow, name = 'TensorFlow.js'): NetworkBackend {
  return {
    name,
    open: shape => ({
      outputs(weights, samples) {
        const values = tf.tidy(() => {
          const windows = tf.tensor(Float32Array.from(samples.windows), [samples.count, shape.steps * shape.inputs]);
          return run(tf, shape, vector(tf, weights), windows).dataSync<'float32'>();
        });
        return Float64Array.from(values);
      },
      gradient(weights, samples, rows) {
        const { windows, targets, observed, count } = pick(samples, shape, rows);
        if (count === 0) return null;
        const derivative = tf.tidy(() => {
          const inputs = tf.tensor(windows, [rows.length, shape.steps * shape.inputs]);
          const wanted = tf.tensor(targets, [rows.length, shape.outputs]);
          const known = tf.tensor(observed, [rows.length, shape.outputs]);
          const loss = (free: Tensor) => {
            const error = tf.mul(tf.sub(run(tf, shape, free, inputs), wanted), known);
            return tf.mul(tf.sum(tf.mul(error, error)), 0.5 / count);
          };
          return tf.grad(loss)(vector(tf, weights)).dataSync<'float32'>();
        });
        return Float64Array.from(derivative);
      },
    }),
  };
}

function vector(tf: Tensorflow, weights: Float64Array): Tensor {
  return tf.tensor(Float32Array.from(weights), [weights.length]);
}

/** One LSTM layer and the linear head, as in `forward`. */
function run(tf: Tensorflow, { inputs, hidden, steps, outputs }: NetworkShape, weights: Tensor, windows: Tensor) {
  const width = 4 * hidden;
  let at = 0;
  const take = (rows: number, columns: number) => {
    const part = tf.reshape(tf.slice(weights, [at], [rows * columns]), [rows, columns]);
    at += rows * columns;
    return part;
  };
  // Input and recurrent weights lie one below the other: one product serves both.
  const kernel = take(inputs + hidden, width);
  const bias = take(1, width);
  const head = take(hidden, outputs);
  const headBias = take(1, outputs);
  const rows = windows.shape[0]!;
  let state: Tensor = tf.zeros([rows, hidden]);
  let cell: Tensor = tf.zeros([rows, hidden]);
  for (let step = 0; step < steps; step++) {
    const input = tf.slice(windows, [0, step * inputs], [rows, inputs]);
    const gates = tf.add(tf.matMul(tf.concat([input, state], 1), kernel), bias);
    const gate = (index: number) => tf.slice(gates, [0, index * hidden], [rows, hidden]);
    cell = tf.add(tf.mul(tf.sigmoid(gate(1)), cell), tf.mul(tf.sigmoid(gate(0)), tf.tanh(gate(2))));
    state = tf.mul(tf.sigmoid(gate(3)), tf.tanh(cell));
  }
  return tf.add(tf.matMul(state, head), headBias);
}

/** The samples of a batch; targets that were not observed are 0 and do not count. */
function pick({ windows, targets }: Samples, { steps, inputs, outputs }: NetworkShape, rows: Int32Array) {
  const size = steps * inputs;
  const out = {
    windows: new Float32Array(rows.length * size),
    targets: new Float32Array(rows.length * outputs),
    observed: new Float32Array(rows.length * outputs),
    count: 0,
  };
  rows.forEach((row, r) => {
    out.windows.set(windows.subarray(row * size, (row + 1) * size), r * size);
    for (let c = 0; c < outputs; c++) {
      const target = targets[row * outputs + c]!;
      if (Number.isNaN(target)) continue;
      out.targets[r * outputs + c] = target;
      out.observed[r * outputs + c] = 1;
      out.count++;
    }
  });
  return out;
}
