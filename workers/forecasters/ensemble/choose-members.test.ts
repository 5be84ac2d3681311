import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { chooseMembers } from './choose-members.ts';

const source = random(2);
const historyOf = (periods: number, zeros: number, overrides: Partial<History>): History => ({
  values: Float64Array.from({ length: periods }, () => (source.next() < zeros ? 0 : 50 + source.normal())),
  period: 'month',
  start: '2020-01-01',
  seasonLength: 12,
  regressors: [],
  ...overrides,
});
const daily = { period: 'day', seasonLength: 7 } as const;

test('steady months are left to the statistical models and boosting', () => {
  expect(chooseMembers(historyOf(72, 0, {}), 6, false)).toEqual(['theta', 'ets', 'ces', 'arima', 'gradient-boosting']);
});

test('models of rare demand take part only where periods without demand are common', () => {
  expect(chooseMembers(historyOf(400, 0.2, daily), 28, false)).toContain('intermittent');
  expect(chooseMembers(historyOf(400, 0, daily), 28, false)).not.toContain('intermittent');
});

test('a shop that is shut on Sundays does not make demand rare', () => {
  const open = historyOf(400, 0, daily);
  const history = { ...open, values: open.values.map((value, t) => (t % 7 === 6 ? 0 : value)) };
  expect(chooseMembers(history, 28, false)).not.toContain('intermittent');
});

test('lumpy demand is left to models that look for a rate', () => {
  expect(chooseMembers(historyOf(200, 0.7, daily), 28, true)).toEqual(['intermittent', 'gradient-boosting']);
  expect(chooseMembers(historyOf(30, 0.7, {}), 6, false)).toEqual(['intermittent', 'ets']);
});

test('a year of days ahead, with less than two behind, is left to the model that knows the year', () => {
  expect(chooseMembers(historyOf(500, 0, daily), 365, true)).toEqual(['gradient-boosting']);
  expect(chooseMembers(historyOf(500, 0, daily), 28, true)).toContain('theta');
  expect(chooseMembers(historyOf(900, 0, daily), 365, true)).toContain('theta');
});
