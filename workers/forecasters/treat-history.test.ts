import { expect, test } from 'vitest';
import type { History } from '../../shared/contracts/series.ts';
import { random } from '../../shared/numerics/random.ts';
import { treatHistory } from './treat-history.ts';

const historyOf = (values: ArrayLike<number>, overrides: Partial<History> = {}): History => ({
  values: Float64Array.from(values),
  period: 'month',
  start: '2020-01-01',
  seasonLength: 12,
  regressors: [],
  ...overrides,
});

test('leaves leading zeros out and moves the start with them', () => {
  const treated = treatHistory(historyOf([0, Number.NaN, 0, 5, 6, 7]));
  expect([...treated.history.values]).toEqual([5, 6, 7]);
  expect(treated.history.start).toBe('2020-04-01');
  expect(treated.treatment.leadingZeros).toBe(3);
});

test('fills gaps by the seasons around them, else by a line', () => {
  const seasonal = Float64Array.from({ length: 36 }, (_, t) => 10 + (t % 12));
  seasonal[17] = Number.NaN;
  expect(treatHistory(historyOf(seasonal)).treatment.gaps).toEqual([{ index: 17, used: 15 }]);
  expect([...treatHistory(historyOf([2, Number.NaN, Number.NaN, 8])).history.values]).toEqual([2, 4, 6, 8]);
});

test('raises sales of periods without stock to the demand expected there, never lowers them', () => {
  const values = Float64Array.from({ length: 36 }, (_, t) => 10 + (t % 12));
  values[18] = 1;
  values[20] = 40;
  const stockOut = Uint8Array.from(values, (_, t) => (t === 18 || t === 20 ? 1 : 0));
  const { history, treatment } = treatHistory(historyOf(values, { stockOut }));
  expect(history.values[18]).toBe(16);
  expect(history.values[20]).toBe(40);
  expect(treatment.stockOuts).toEqual([
    { index: 18, observed: 1, used: 16 },
    { index: 20, observed: 40, used: 40 },
  ]);
});

test('treats a single bulk order as an outlier, and keeps a peak that comes back every season', () => {
  const source = random(3);
  const values = Float64Array.from({ length: 60 }, (_, t) => 100 + 4 * source.normal() + (t % 12 === 11 ? 150 : 0));
  values[40] = 900;
  const { history, treatment } = treatHistory(historyOf(values));
  expect(treatment.outliers.map(each => each.index)).toEqual([40]);
  expect(treatment.outliers[0]!.observed).toBe(900);
  expect(history.values[40]).toBeLessThan(120);
  expect(history.values[47]).toBe(values[47]);
  expect(values[40]).toBe(900);
});

test('keeps a shift of level and lumpy demand as they are', () => {
  const source = random(5);
  const shifted = Float64Array.from({ length: 60 }, (_, t) => (t < 30 ? 100 : 300) + 4 * source.normal());
  expect(treatHistory(historyOf(shifted)).treatment.outliers).toEqual([]);
  const lumpy = Float64Array.from({ length: 60 }, (_, t) => (t % 4 === 0 ? 10 : t === 33 ? 500 : 0));
  expect(treatHistory(historyOf(lumpy)).treatment.outliers).toEqual([]);
});

test('takes a day without sales for a closed one where demand never comes near nothing', () => {
  const source = random(4);
  const closedOn = [25, 32, 61];
  const daily = Float64Array.from({ length: 140 }, (_, t) =>
    t % 7 === 6 || closedOn.includes(t) ? 0 : 100 + 40 * (t % 2) + 10 * source.normal(),
  );
  const history = historyOf(daily, { period: 'day', seasonLength: 7 });
  expect(treatHistory(history).treatment.outliers.map(each => each.index)).toEqual(closedOn);
  expect(treatHistory(history).history.shut?.[25]).toBe(1);
  const quiet = daily.map((value, t) => (t % 10 === 3 ? 0.05 * value : value));
  expect(treatHistory({ ...history, values: quiet }).treatment.outliers).toEqual([]);
});

test('leaves outliers as they are when they are to be kept', () => {
  const values = Float64Array.from({ length: 60 }, (_, t) => 50 + ((t * 37) % 11));
  values[30] = 900;
  expect(treatHistory(historyOf(values)).treatment.outliers.map(one => one.index)).toEqual([30]);
  const { history, treatment } = treatHistory(historyOf(values, { keepOutliers: true }));
  expect(treatment.outliers).toEqual([]);
  expect(history.values[30]).toBe(900);
});

test('marks what was never recorded, and does not count closed days among it', () => {
  const values = Float64Array.from({ length: 21 }, (_, t) => (t % 7 === 6 ? 0 : 10));
  values[9] = Number.NaN;
  const closed = Float64Array.from({ length: 28 }, (_, t) => (t % 7 === 6 ? 1 : 0));
  const { history, treatment } = treatHistory(
    historyOf(values, {
      period: 'day',
      seasonLength: 7,
      regressors: [{ name: 'closed', kind: 'closed', values: closed }],
    }),
  );
  expect(treatment.gaps.map(gap => gap.index)).toEqual([9]);
  expect(history.filled!.reduce((sum, mark) => sum + mark, 0)).toBe(1);
  // Filled while fitting, so that models do not take Sundays for a collapse.
  expect(history.values.every(value => value === 10)).toBe(true);
});
