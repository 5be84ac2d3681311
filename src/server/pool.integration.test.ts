import { afterAll, describe, expect, test } from 'vitest';
import type { EvaluateInput } from '../../shared/contracts/forecast.ts';
import { closeDatabase } from './db.ts';
import { closePool, poolState, runTask } from './pool.ts';

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

/** Weekly demand with a yearly season, long enough to keep a thread busy. */
function input(forecasterId: EvaluateInput['forecasterId'], periods: number, folds = 3): EvaluateInput {
  const values = Float64Array.from(
    { length: periods },
    (_, week) => 100 + 30 * Math.sin((2 * Math.PI * week) / 52) + (week % 7),
  );
  return {
    forecasterId,
    history: { values, period: 'week', start: '2012-01-01', seasonLength: 52, regressors: [] },
    horizonPeriods: 13,
    folds,
    coverages: [0.8, 0.95],
    seed: 1,
  };
}

describe('runTask', () => {
  test('computes in a thread while this one stays free', async () => {
    let ticks = 0;
    const ticker = setInterval(() => ticks++, 1);
    const evaluation = await runTask('evaluateForecaster', input('random-forest', 400), { seed: 1 });
    clearInterval(ticker);
    expect(evaluation.forecast.mean).toHaveLength(13);
    expect(ticks).toBeGreaterThan(5);
  });

  test('the same seed gives the same answer on any thread', async () => {
    const runs = await Promise.all(
      [1, 2, 3].map(() => runTask('evaluateForecaster', input('random-forest', 230), { seed: 42 })),
    );
    expect(new Set(runs.map(run => JSON.stringify(run.forecast))).size).toBe(1);
  });

  test('a refusal arrives with its code and what it was about', async () => {
    await expect(runTask('evaluateForecaster', input('arima', 3), { seed: 1 })).rejects.toMatchObject({
      code: 'forecast.history-too-short',
      details: { actual: 3 },
    });
  });

  test('cancelling rejects, and the threads go on to the next task', async () => {
    const cancel = new AbortController();
    const long = runTask('evaluateForecaster', input('arima', 5_000, 12), { seed: 1, signal: cancel.signal });
    setTimeout(() => cancel.abort(), 50);
    await expect(long).rejects.toMatchObject({ code: 'request.cancelled' });
    const next = await runTask('evaluateForecaster', input('seasonal-naive', 230), { seed: 1 });
    expect(next.forecast.mean).toHaveLength(13);
    expect(poolState().waiting).toBe(0);
  });

  test('a task that is already cancelled never starts', async () => {
    await expect(
      runTask('evaluateForecaster', input('theta', 230), { seed: 1, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'request.cancelled' });
  });

  test('progress comes while the task still runs', async () => {
    const seen: number[] = [];
    await runTask('evaluateForecaster', input('random-forest', 400), {
      seed: 1,
      onProgress: progress => seen.push(progress.done),
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((left, right) => left - right));
  });
});
