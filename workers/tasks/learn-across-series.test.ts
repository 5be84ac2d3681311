import { describe, expect, test, vi } from 'vitest';
import type { LearnInput, LearnsAcross, SharedLearning } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import { random } from '../../shared/numerics/random.ts';
import { evaluate } from '../forecasters/evaluate.ts';
import { forecasters } from '../forecasters/registry.ts';
import { learnAcrossSeries } from './learn-across-series.ts';

// Some seconds of learning, more where the processor is shared.
vi.setConfig({ testTimeout: 60_000 });

const run = { seed: 3, progress: () => {}, cancelled: () => false };
const source = random(12);
const weeks = 120;
/** Weekly demand with a wave that all series share, each at its own level and with its own noise. */
const histories = Array.from({ length: 10 }, (_, i): History => {
  const level = 20 * (i + 1);
  const demand = (t: number) => level * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 9) + 0.15 * source.normal());
  return {
    values: Float64Array.from({ length: weeks }, (_, t) => Math.max(0, demand(t))),
    period: 'week',
    start: '2024-01-01',
    seasonLength: 52,
    regressors: [],
  };
});
const ids: readonly LearnsAcross[] = ['gradient-boosting', 'random-forest', 'lstm'];
const request: LearnInput = { forecasterIds: ids, histories, horizonPeriods: 8, folds: 2, seed: 1 };

function learned(input: LearnInput): SharedLearning {
  const result = learnAcrossSeries(input, run);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const once = learned(request);

test('the same series teach the same', () => {
  expect(learned(request)).toEqual(once);
});

test('what a fold holds back has taught its model nothing', () => {
  const futureChanged = histories.map(history => ({
    ...history,
    values: history.values.map((value, t) => (t < weeks - 8 ? value : 3 * value)),
  }));
  const other = learned({ ...request, histories: futureChanged });
  for (const id of ids) {
    expect(other.models[id]![0], id).not.toEqual(once.models[id]![0]);
    expect(other.models[id]!.slice(1), id).toEqual(once.models[id]!.slice(1));
  }
});

describe.each(ids)('%s', id => {
  const input = { forecasterId: id, horizonPeriods: 8, folds: 2, coverages: [0.8], seed: 3 };
  const forecast = (history: History, shared?: SharedLearning) =>
    evaluate(forecasters[id], { ...input, history }, shared ? { ...run, shared } : run);

  test('forecasts with what the group taught and says from how many series', () => {
    const across = forecast(histories[4]!, once);
    const alone = forecast(histories[4]!);
    expect(across.description).toContain('Learned across 10 series');
    expect(alone.description).toContain('Learned from this series alone');
    expect(across.forecast.mean).not.toEqual(alone.forecast.mean);
  });

  test('is at least as accurate on the group as each series alone', () => {
    const error = (shared?: SharedLearning) =>
      histories.reduce((sum, history) => sum + forecast(history, shared).accuracy.mase! / histories.length, 0);
    expect(error(once)).toBeLessThan(error());
  });
});

test('the ensemble weighs its members by how they compare over the group, and errs less for it', () => {
  const compared = learned({ ...request, forecasterIds: ['ensemble'], known: once });
  const input = { forecasterId: 'ensemble' as const, horizonPeriods: 8, folds: 2, coverages: [0.8], seed: 3 };
  const forecast = (history: History, models: SharedLearning['models']) =>
    evaluate(forecasters.ensemble, { ...input, history }, { ...run, shared: { horizonPeriods: 8, models } });
  const weighed = histories.map(history => forecast(history, { ...once.models, ...compared.models }));
  const unweighed = histories.map(history => forecast(history, once.models));
  const error = (of: typeof weighed) => of.reduce((sum, { accuracy }) => sum + accuracy.mase!, 0);
  for (const member of weighed[0]!.members) expect(member.reason).toContain('On 10 series of its group');
  for (const member of unweighed[0]!.members) expect(member.reason).not.toContain('group');
  expect(error(weighed)).toBeLessThan(error(unweighed));
});

test('trees learn alone where a regressor is known that the group did not have', () => {
  const promotion = { name: 'promotion', kind: 'measure' as const, values: new Float64Array(weeks + 8) };
  const history = { ...histories[0]!, regressors: [promotion] };
  const input = { forecasterId: 'random-forest' as const, horizonPeriods: 8, folds: 1, coverages: [0.8], seed: 3 };
  const { description } = evaluate(forecasters['random-forest'], { ...input, history }, { ...run, shared: once });
  expect(description).toContain('Learned from this series alone');
});

test('series that are too short are left out, and nothing but such series is refused', () => {
  const short = { ...histories[0]!, values: histories[0]!.values.slice(0, 5) };
  const { models } = learned({ ...request, forecasterIds: ['random-forest'], histories: [...histories, short] });
  expect(models['random-forest']!.map(({ series }) => series)).toEqual([10, 10, 10]);
  expect(learnAcrossSeries({ ...request, histories: [short] }, run)).toMatchObject({
    ok: false,
    code: 'forecast.invalid-request',
    details: { reason: 'none of the 1 series has 8 periods' },
  });
});

test('stops when it is cancelled', () => {
  expect(learnAcrossSeries(request, { ...run, cancelled: () => true })).toMatchObject({ code: 'request.cancelled' });
});
