import { expect, test } from 'vitest';
import { waveOf } from './wave.ts';

test('turns into the cosines and sines that the functions give', () => {
  const { cosine, sine } = waveOf(0.3, 1.7, 20_000);
  for (const t of [0, 1, 57, 19_999]) {
    expect(cosine[t]).toBeCloseTo(Math.cos(0.3 + 1.7 * t), 10);
    expect(sine[t]).toBeCloseTo(Math.sin(0.3 + 1.7 * t), 10);
  }
});
