import { expect, test } from 'vitest';
import { random } from '../../../shared/numerics/random.ts';
import { backward, forward, type NetworkShape, networkMemory, weightCount } from './network.ts';
import { networkOutputs, trainNetwork } from './train.ts';

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

test('learns to continue a wave that a mean cannot follow', () => {
  const wave = (t: number) => Math.sin(t / 2);
  const net: NetworkShape = { inputs: 1, hidden: 6, steps: 6, outputs: 2 };
  const samples = (from: number, count: number) => ({
    count,
    windows: Float64Array.from({ length: count * 6 }, (_, i) => wave(from + Math.floor(i / 6) + (i % 6))),
    targets: Float64Array.from({ length: count * 2 }, (_, i) => wave(from + Math.floor(i / 2) + 6 + (i % 2))),
  });
  const options = { epochs: 40, batch: 16, learningRate: 0.03, patience: 20, seed: 1 };
  const { weights } = trainNetwork(net, samples(0, 96), samples(105, 16), options);
  const later = samples(220, 20);
  const outputs = networkOutputs(net, weights, later);
  const error = outputs.reduce((sum, value, i) => sum + (value - later.targets[i]!) ** 2, 0) / outputs.length;
  expect(Math.sqrt(error)).toBeLessThan(0.15);
});
