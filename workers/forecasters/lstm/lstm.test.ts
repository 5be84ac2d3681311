import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { History } from '../../../shared/contracts/series.ts';
import '@tensorflow/tfjs-backend-cpu';
// Brings the gradients.
import '@tensorflow/tfjs-layers';
import { afterEach, describe, expect, test } from 'vitest';
import { random } from '../../../shared/numerics/random.ts';
import { fitAndPredict } from '../fit-and-predict.ts';
import { airPassengers } from '../golden-series.ts';
import { detectTensorflow, installedBackend, trainThrough } from './installed-backend.ts';
import { lstm } from './lstm.ts';
import { backward, forward, type NetworkShape, networkMemory, weightCount } from './network.ts';
import { networkOutputs, ownKernels } from './own-kernels.ts';
import { tensorflowBackend } from './tensorflow-backend.ts';
import { meanSquaredError, trainNetwork } from './train.ts';

const shape: NetworkShape = { inputs: 2, hidden: 3, steps: 4, outputs: 2 };

test('back-propagation through time agrees with differences', () => {
  const source = random(5);
  const batch = 3;
  const weights = Float64Array.from({ length: weightCount(shape) }, () => 0.5 * source.normal());
  const windows = Float64Array.from({ length: shape.steps * batch * shape.inputs }, () => source.normal());
  const targets = Float64Array.from({ length: batch * shape.outputs }, () => source.normal());
  const loss = () => {
    const outputs = forward(shape, weights, windows, batch, networkMemory(shape, batch));
    return outputs.reduce((sum, value, i) => sum + 0.5 * (value - targets[i]!) ** 2, 0);
  };
  const memory = networkMemory(shape, batch);
  const outputs = forward(shape, weights, windows, batch, memory);
  const gradient = new Float64Array(weights.length);
  const forces = outputs.map((value, i) => value - targets[i]!);
  backward(shape, weights, windows, batch, memory, forces, gradient);
  for (let i = 0; i < weights.length; i++) {
    const kept = weights[i]!;
    weights[i] = kept + 1e-5;
    const above = loss();
    weights[i] = kept - 1e-5;
    const numeric = (above - loss()) / 2e-5;
    weights[i] = kept;
    expect(gradient[i]).toBeCloseTo(numeric, 6);
  }
});

const wave = (t: number) => Math.sin(t / 2);
const waveShape: NetworkShape = { inputs: 1, hidden: 6, steps: 6, outputs: 2 };
const waveSamples = (from: number, count: number) => ({
  count,
  windows: Float64Array.from({ length: count * 6 }, (_, i) => wave(from + Math.floor(i / 6) + (i % 6))),
  targets: Float64Array.from({ length: count * 2 }, (_, i) => wave(from + Math.floor(i / 2) + 6 + (i % 2))),
});
const waveOptions = { epochs: 40, batch: 16, learningRate: 0.03, patience: 20, seed: 1 };

test('learns to continue a wave that a mean cannot follow', () => {
  const { weights } = trainNetwork(waveShape, waveSamples(0, 96), waveSamples(105, 16), waveOptions, ownKernels);
  const later = waveSamples(220, 20);
  expect(Math.sqrt(meanSquaredError(networkOutputs(waveShape, weights, later), later))).toBeLessThan(0.15);
});

describe('through TensorFlow.js', () => {
  afterEach(() => trainThrough(null));

  const samples = () => {
    const source = random(9);
    const count = 5;
    const targets = Float64Array.from({ length: count * shape.outputs }, () => source.normal());
    targets[3] = Number.NaN;
    const windows = Float64Array.from({ length: shape.steps * count * shape.inputs }, () => source.normal());
    return { count, windows, targets };
  };

  test('the same weights give the same outputs and the same gradient', () => {
    const source = random(8);
    const weights = Float64Array.from({ length: weightCount(shape) }, () => 0.5 * source.normal());
    const own = ownKernels.open(shape, 3);
    const theirs = tensorflowBackend(tf).open(shape, 3);
    const rows = Int32Array.of(4, 1, 2);
    const pairs = [
      [own.outputs(weights, samples()), theirs.outputs(weights, samples())],
      [own.gradient(weights, samples(), rows)!, theirs.gradient(weights, samples(), rows)!],
    ] as const;
    for (const [ours, other] of pairs) {
      expect(other).toHaveLength(ours.length);
      for (let i = 0; i < ours.length; i++) expect(other[i]).toBeCloseTo(ours[i]!, 5);
    }
  });

  test('training ends at a similar error', () => {
    const [training, validation, later] = [waveSamples(0, 96), waveSamples(105, 16), waveSamples(220, 20)];
    const errorOf = (backend: typeof ownKernels) => {
      const { weights } = trainNetwork(waveShape, training, validation, { ...waveOptions, epochs: 15 }, backend);
      return Math.sqrt(meanSquaredError(networkOutputs(waveShape, weights, later), later));
    };
    const [ours, theirs] = [errorOf(ownKernels), errorOf(tensorflowBackend(tf))];
    expect(theirs / ours).toBeGreaterThan(0.8);
    expect(theirs / ours).toBeLessThan(1.25);
    expect(tf.memory().numTensors).toBe(0);
  });

  const run = { seed: 1, progress: () => {}, cancelled: () => false };

  /** A folder in which the package is installed, and a module beside it. */
  function folderWith(source: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'tensorflow-'));
    const place = join(folder, 'node_modules/@tensorflow/tfjs-node');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'index.js'), source);
    return pathToFileURL(join(folder, 'module.js')).href;
  }

  test('is taken when it is installed, and the forecast says so', () => {
    // As the package itself does, which Node 23 and later would not let it.
    const core = JSON.stringify(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));
    detectTensorflow(
      folderWith(`if (!require('util').isNullOrUndefined(null)) throw 0; module.exports = require(${core});`),
    );
    const history: History = {
      values: airPassengers,
      period: 'month',
      start: '1949-01-01',
      seasonLength: 12,
      regressors: [],
    };
    const { state, prediction } = fitAndPredict(lstm, history, 3, run);
    expect(lstm.describe(state as never)).toContain('epochs by TensorFlow.js');
    trainThrough(null);
    const own = fitAndPredict(lstm, history, 3, run);
    expect(lstm.describe(own.state as never)).not.toContain('TensorFlow');
    for (let k = 0; k < 3; k++) expect(prediction.mean[k]! / own.prediction.mean[k]!).toBeCloseTo(1, 1);
  });

  test('that does not load leaves our kernels in place, with a warning unless it is simply not there', async () => {
    const warnings: string[] = [];
    const keep = (warning: Error) => warnings.push(warning.message);
    process.on('warning', keep);
    detectTensorflow(pathToFileURL(join(tmpdir(), 'module.js')).href);
    detectTensorflow(folderWith("throw new Error('libtensorflow.so.2: cannot open shared object file');"));
    await new Promise(resolve => setImmediate(resolve));
    process.off('warning', keep);
    expect(installedBackend()).toBe(ownKernels);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('libtensorflow');
  });
});
