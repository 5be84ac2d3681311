import { expect, test } from 'vitest';
import { forecastSums } from './forecast-hierarchy.ts';

const part = (skuId: string, productId: string, regionId: string) => ({ skuId, productId, regionId });

test('sums everything, regions, products and SKUs over warehouses; none twice, none of one part', () => {
  const parts = [part('red-uk', 'red', 'uk'), part('red-uk', 'red', 'uk'), part('red-us', 'red', 'us')];
  expect(forecastSums([...parts, part('gold-us', 'gold', 'us')])).toEqual([
    [0, 1, 2, 3],
    [0, 1],
    [2, 3],
    [0, 1, 2],
  ]);
  expect(forecastSums(parts.slice(0, 1))).toEqual([]);
  expect(forecastSums([])).toEqual([]);
});

test('a level of too many sums is left out with those below it', () => {
  const many = Array.from({ length: 600 }, (_, index) =>
    part(`sku ${index >> 1}`, `product ${index >> 1}`, `r${index % 3}`),
  );
  expect(forecastSums(many)).toHaveLength(4);
});
