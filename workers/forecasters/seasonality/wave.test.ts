import { expect, test } from 'vitest';
import { cosineOf, productSum, waveOf } from './wave.ts';

test('turns into the cosines and sines that the functions give', () => {
  const { cosine, sine } = waveOf(0.3, 1.7, 20_000);
  for (const t of [0, 1, 57, 19_999]) {
    expect(cosine[t]).toBeCloseTo(Math.cos(0.3 + 1.7 * t), 10);
    expect(sine[t]).toBeCloseTo(Math.sin(0.3 + 1.7 * t), 10);
  }
});

test('products of cosines sum to what the terms sum to, also at a half and a whole turn', () => {
  for (const length of [150, 151]) {
    for (const [a, b] of [
      [0.4, 1.1],
      [0.4, 0.4],
      [Math.PI, Math.PI],
      [0, 0],
      [2.9, 3.3],
    ] as const) {
      let sum = 0;
      for (let t = 0; t < length; t++) sum += Math.cos(a * t + 0.2) * Math.cos(b * t - 1);
      expect(productSum(cosineOf(a, 0.2, length), cosineOf(b, -1, length))).toBeCloseTo(sum, 8);
    }
  }
});
