import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { compareMembers, groupWeights } from './compare-members.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };
const source = random(4);
/** Rare sales of months, so that two members are chosen. */
const rare = Array.from(
  { length: 12 },
  (): History => ({
    values: Float64Array.from({ length: 48 }, () => (source.next() < 0.7 ? 0 : 1 + source.below(5))),
    period: 'month',
    start: '2020-01-01',
    seasonLength: 12,
    regressors: [],
  }),
);

test('members are compared over all series, each with errors around their common mean', () => {
  const [all] = compareMembers(rare, 6, 3, run);
  const [choice] = all!.choices;
  expect(choice!.members).toEqual(['intermittent', 'gradient-boosting']);
  expect(choice!.series).toBe(12);
  expect(choice!.logErrors[0]! + choice!.logErrors[1]!).toBeCloseTo(0, 12);
  expect(choice!.logErrors[0]).not.toBe(0);
});

test('the comparison for a back-test has seen nothing that the back-test holds back', () => {
  const changed = rare.map(history => ({
    ...history,
    values: history.values.map((value, t) => (t >= 42 ? 30 - value : value)),
  }));
  const [now, before, earliest, none] = compareMembers(rare, 6, 3, run);
  const [nowChanged, beforeChanged] = compareMembers(changed, 6, 3, run);
  expect(nowChanged).not.toEqual(now);
  expect(beforeChanged).toEqual(before);
  expect(earliest!.choices[0]!.logErrors).not.toEqual(before!.choices[0]!.logErrors);
  expect(none).toBeUndefined();
});

test('series with a single member, or none that can answer, compare nothing', () => {
  expect(compareMembers([{ ...rare[0]!, values: new Float64Array(5) }], 6, 3, run)).toEqual([]);
});

test('many series weigh more than few, and only for the members that they compared', () => {
  const comparison = (series: number) => ({
    choices: [{ members: ['theta', 'ets', 'arima'] as const, logErrors: [-0.1, 0, 0.1], series }],
  });
  const chosen = ['theta', 'ets', 'arima'] as const;
  const [best, middle, worst] = groupWeights(comparison(24), chosen, chosen);
  expect(best!).toBeGreaterThan(middle!);
  expect(middle!).toBeGreaterThan(worst!);
  expect(groupWeights(comparison(2), chosen, chosen)[0]).toBeLessThan(best!);
  expect(groupWeights(comparison(24), chosen, ['theta', 'arima'])).toEqual([best, worst]);
  expect(groupWeights(comparison(24), ['theta', 'ets'], ['theta', 'ets'])).toEqual([1, 1]);
  expect(groupWeights(undefined, chosen, chosen)).toEqual([1, 1, 1]);
});
