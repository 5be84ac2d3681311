import { expect, test } from 'vitest';
import { random } from '../../shared/numerics/random.ts';
import { skewedSurvival } from '../../shared/numerics/skewed-distribution.ts';
import { skewedDraw } from './skewed-draw.ts';

test.each([-1.4, 0, 0.5, 1.6, 3])('draws of skewness %d are distributed as they are priced', skewness => {
  const chance = random(7);
  const draws = Array.from({ length: 40_000 }, () => skewedDraw(chance, skewness));
  const meanOf = (power: number) => draws.reduce((sum, draw) => sum + draw ** power, 0) / draws.length;
  expect(meanOf(1)).toBeCloseTo(0, 1);
  expect(meanOf(2)).toBeCloseTo(1, 1);
  for (const z of [-0.6, -0.2, 0.5, 1.3, 2.4]) {
    const above = draws.filter(draw => draw > z).length / draws.length;
    expect(Math.abs(above - skewedSurvival(z, skewness))).toBeLessThan(0.01);
  }
});

test('without skewness the draws are those of the normal distribution', () => {
  const [one, other] = [random(3), random(3)];
  for (let count = 0; count < 10; count++) expect(skewedDraw(one, 0)).toBe(other.normal());
});
