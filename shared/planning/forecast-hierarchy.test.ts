import { expect, test } from 'vitest';
import { forecastSums } from './forecast-hierarchy.ts';

const part = (
  skuId: string,
  productId: string,
  regionId: string,
  warehouseId = regionId,
  channelId: string | null = null,
) => ({
  skuId,
  warehouseId,
  productId,
  regionId,
  channelId,
});

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

test('sums warehouses and channels; what is told apart by no channel is in no sum of one', () => {
  const parts = [
    part('red', 'red', 'uk', 'north', 'shop'),
    part('red', 'red', 'uk', 'north', 'web'),
    part('red', 'red', 'uk', 'south'),
    part('gold', 'gold', 'uk', 'south', 'web'),
  ];
  const [all, north, south, web, red] = [
    [0, 1, 2, 3],
    [0, 1],
    [2, 3],
    [1, 3],
    [0, 1, 2],
  ];
  expect(forecastSums(parts)).toEqual([all, north, south, web, red]);
  // North is the SKU × warehouse that its channels are of: it has a forecast already.
  expect(forecastSums(parts, [[0, 1]])).toEqual([all, south, web, red]);
});
