import { expect, test } from 'vitest';
import { baselineOf, finalOf, joinOpenWeeks, openWeeks, withOverrides } from './open-weeks.ts';

const pair = { skuId: 'sku', warehouseId: 'warehouse' };
const newest = { ...pair, id: 'v2', firstPeriod: '2024-07-01', mean: [10.1, 10.2, 10.3] };
const previous = { ...pair, id: 'v1', firstPeriod: '2024-06-24', mean: [9, 9.1, 9.2] };
const other = { ...newest, id: 'other', skuId: 'sku 2', mean: [0.2, 0.1] };
const figure = { ...pair, id: 'figure', week: '2024-07-08', quantity: 50 };

test('weeks that are over are left out; sums are those of their parts, the last cycle only where all have one', () => {
  const weeks = openWeeks([newest, previous, other], [figure], '2024-07-07');
  expect(weeks.map(({ week, last, parts }) => [week, last, parts.length])).toEqual([
    ['2024-07-08', null, 2],
    ['2024-07-15', null, 1],
  ]);
  expect(weeks.map(baselineOf)).toEqual([10.3, 10.3]);
  expect(weeks.map(finalOf)).toEqual([50.1, 10.3]);
  expect(openWeeks([newest, previous], [], '2024-07-01').map(week => week.last)).toEqual([9.1, 9.2, null]);
});

test('an override replaces its own week and is dropped beyond the horizon', () => {
  const beyond = { ...figure, week: '2024-07-22' };
  expect(withOverrides(newest, [figure, beyond])).toEqual({
    baseline: [10.1, 10.2, 10.3],
    mean: [10.1, 50, 10.3],
    applied: [figure],
  });
});

test('the weeks of slices together are those of the whole', () => {
  const whole = openWeeks([newest, previous, other], [figure], '2024-07-01');
  const slices = [openWeeks([newest, previous], [figure], '2024-07-01'), openWeeks([other], [], '2024-07-01')];
  expect(joinOpenWeeks(slices)).toEqual(whole);
  expect(joinOpenWeeks(slices.toReversed()).map(({ week, last }) => [week, last])).toEqual(
    whole.map(({ week, last }) => [week, last]),
  );
  expect(joinOpenWeeks([])).toEqual([]);
});
