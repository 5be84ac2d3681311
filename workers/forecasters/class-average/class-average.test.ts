import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { forecastBatch } from '../../tasks/forecast-batch.ts';
import { profileClass } from '../../tasks/profile-class.ts';
import { classAverage } from './class-average.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };
const horizonPeriods = 13;

/** Weeks up to one common end: a yearly season around a level, with noise of a tenth of it. */
function weeks(count: number, level: number, seed: number): History {
  const source = random(seed);
  const values = Float64Array.from({ length: count }, (_, i) => {
    const season = 1 + 0.4 * Math.sin((2 * Math.PI * (i - count)) / 52);
    return level * season * (0.9 + 0.2 * source.next());
  });
  return { values, period: 'week', start: '2024-01-01', seasonLength: 52, regressors: [] };
}

function profileOf(members: readonly History[]) {
  const profile = profileClass({ members, horizonPeriods, seed: 1 }, run);
  if (!profile.ok) throw new Error(profile.code);
  return profile.value;
}

/** What the season makes of a level over the horizon. */
const expected = (level: number) =>
  Array.from({ length: horizonPeriods }, (_, k) => level * (1 + 0.4 * Math.sin((2 * Math.PI * k) / 52)));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('few weeks of an own level, the season of the class', () => {
  const members = [50, 80, 100, 150, 400].map((level, n) => weeks(156, level, n + 1));
  const { forecast, errorDeviation, warnings, forecastValueAdded } = classAverage(
    weeks(6, 20, 9),
    profileOf(members),
    [0.8, 0.95],
  );
  expect(forecast.mean).toHaveLength(horizonPeriods);
  expect(sum(forecast.mean) / sum(expected(20))).toBeGreaterThan(0.8);
  expect(sum(forecast.mean) / sum(expected(20))).toBeLessThan(1.4);
  // The season rises through the horizon, although the own weeks fell.
  expect(forecast.mean.at(-1)! / forecast.mean[0]!).toBeGreaterThan(1.2);
  expect(forecast.intervals[1]!.upper[0]!).toBeGreaterThan(forecast.intervals[0]!.upper[0]!);
  expect(errorDeviation.every(deviation => deviation > 0)).toBe(true);
  expect(forecastValueAdded).toBeNull();
  expect(warnings[0]).toContain('6 periods of history are too few');
});

test('in a class of like series the class counts for more than a week of luck', () => {
  const profile = profileOf([98, 99, 100, 101, 102].map((level, n) => weeks(156, level, n + 1)));
  const lucky = { ...weeks(1, 100, 1), values: Float64Array.of(300) };
  const { forecast } = classAverage(lucky, profile, [0.8]);
  expect(sum(forecast.mean) / sum(expected(100))).toBeLessThan(1.15);
});

test('in one batch a new series takes the average and the others stand alone', () => {
  const members = [50, 80, 100].map((level, n) => weeks(156, level, n + 1));
  const series = [
    { history: weeks(156, 70, 8), seed: 1 },
    { history: weeks(4, 70, 9), seed: 1, classProfile: profileOf(members) },
    { history: { ...weeks(2, 70, 9), values: new Float64Array(0) }, seed: 1 },
  ];
  const batch = forecastBatch({ series, horizonPeriods, folds: 1, coverages: [0.8] }, run);
  if (!batch.ok) throw new Error(batch.code);
  const [alone, average, refused] = batch.value;
  expect(alone).toMatchObject({ ok: true, value: { folds: 1 } });
  expect(average).toMatchObject({ ok: true, value: { folds: 0, accuracy: { wape: null } } });
  expect(refused).toMatchObject({ ok: false, code: 'forecast.invalid-request' });
  expect(
    forecastBatch({ series, horizonPeriods, folds: 1, coverages: [0.8] }, { ...run, cancelled: () => true }),
  ).toEqual({
    ok: false,
    code: 'request.cancelled',
    details: {},
  });
});

test('a class without series has no average', () => {
  expect(profileClass({ members: [], horizonPeriods, seed: 1 }, run)).toMatchObject({
    ok: false,
    code: 'forecast.invalid-request',
  });
});
