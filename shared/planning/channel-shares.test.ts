import { expect, test } from 'vitest';
import { sumQuantities } from '../numerics/exact-quantities.ts';
import { channelShares, finalByChannel, partOf, shareByChannel, withinChannels } from './channel-shares.ts';
import { openWeeks } from './open-weeks.ts';

test('channels share a forecast by what is said of them, and add up to it in every period', () => {
  const [web, shop] = shareByChannel(
    [100, 0.001, 0],
    [
      [20.4, 1, 5],
      [10.2, 1, 5],
    ],
    [1, 1],
  );
  expect([web![0], shop![0]]).toEqual([66.7, 33.3]);
  expect(web![1]! + shop![1]!).toBe(0.001);
  expect([web![2], shop![2]]).toEqual([0, 0]);
  // Nothing is said of the second period: the whole horizon decides, then what was sold.
  expect(
    shareByChannel(
      [9, 9],
      [
        [1, 0],
        [2, 0],
      ],
      [1, 1],
    ).map(one => one[1]),
  ).toEqual([3, 6]);
  expect(shareByChannel([9], [[0], [0]], [2, 1])).toEqual([[6], [3]]);
  expect(shareByChannel([9], [], [])).toEqual([]);
});

test('a quantity falls to channels as published where that adds up, else in proportion', () => {
  const published = [
    { channelId: 'web', units: 33.333 },
    { channelId: 'shop', units: 66.667 },
  ];
  expect(channelShares(100, published)).toEqual([33.333, 66.667]);
  const halved = channelShares(50, published);
  expect(halved[0]).toBeCloseTo(16.7, 1);
  expect(sumQuantities(halved)).toBe(50);
  expect(partOf(100, published, new Set(['shop']))).toBe(66.667);
  expect(partOf(100, published, new Set(['web', 'shop']))).toBe(100);
});

const pair = { skuId: 'red', warehouseId: 'uk' };
const versions = [
  {
    ...pair,
    id: 'new',
    firstPeriod: '2024-01-08',
    mean: [10, 20],
    channels: [
      { channelId: 'web', mean: [4, 5] },
      { channelId: 'shop', mean: [6, 15] },
    ],
  },
  {
    ...pair,
    id: 'old',
    firstPeriod: '2024-01-01',
    mean: [8, 8],
    channels: [{ channelId: 'shop', mean: [8, 8] }],
  },
  { ...pair, skuId: 'gold', id: 'gold', firstPeriod: '2024-01-08', mean: [1], channels: [] },
];
const standing = [
  { ...pair, id: 'o', week: '2024-01-15', quantity: 33.001 },
  { ...pair, skuId: 'gold', id: 'g', week: '2024-01-08', quantity: 2 },
];

test('versions and overrides within channels are their parts; together the channels are the whole', () => {
  const web = withinChannels(versions, standing, new Set(['web']));
  const shop = withinChannels(versions, standing, new Set(['shop']));
  expect(web.versions.map(({ id, mean }) => [id, mean])).toEqual([['new', [4, 5]]]);
  expect(shop.versions.map(({ id, mean }) => [id, mean])).toEqual([
    ['new', [6, 15]],
    ['old', [8, 8]],
  ]);
  expect(web.standing).toHaveLength(1);
  expect(web.standing[0]!.quantity).toBeCloseTo(33.001 / 4, 2);
  expect(sumQuantities([web.standing[0]!.quantity, shop.standing[0]!.quantity])).toBe(33.001);
});

test('what channels sell of the open weeks adds up to the weeks, overrides included', () => {
  const weeks = openWeeks(versions, standing, '2024-01-10');
  const final = finalByChannel(versions, weeks);
  // Gold was published before channels were: nothing is said of any.
  expect([...final.keys()]).toEqual(['web', 'shop']);
  expect(final.get('web')).toBeCloseTo(4 + 33.001 / 4, 2);
  expect(sumQuantities(final.values())).toBe(43.001);
});
