import { expect, test } from 'vitest';
import type { Accuracy, Evaluation } from '../../../../../shared/contracts/forecast.ts';
import { createFormat } from '../../../../client/format.ts';
import { measures, type Score, scoreOf } from './measures.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });

function accuracy(wape: number, measured: number): Accuracy {
  const coverage = [0.8, 0.95].map(nominal => ({ nominal, measured }));
  return { wape, smape: null, mase: 0.8, rmse: 12.34, bias: -0.05, coverage, points: 8 };
}

function evaluation(forecasterId: 'theta' | 'seasonal-naive', wape: number, blockWape: number): Evaluation {
  const block = { fromPeriod: 1, toPeriod: 4, accuracy: accuracy(blockWape, 0.5) };
  return {
    forecasterId,
    accuracy: accuracy(wape, 0.75),
    forecastValueAdded: 0.021,
    accuracyByBlock: [block],
    cpuMilliseconds: 40,
  } as unknown as Evaluation;
}

const texts = (score: Score) => Object.fromEntries(measures.map(measure => [measure.id, measure.text(score, format)]));

test('every figure of a model is written with its unit; what is not known is a dash', () => {
  expect(texts(scoreOf(evaluation('theta', 0.184, 0.1), 'all', undefined))).toEqual({
    wape: '18.4%',
    fva: '+2.1 pp',
    mase: '0.80',
    bias: '-5.0%',
    rmse: '12.3',
    'coverage-80%': '75%',
    'coverage-95%': '75%',
    cpu: '40 ms',
  });
  expect(texts(scoreOf(evaluation('theta', 0.184, 0.1), '9–12', undefined)).wape).toBe('—');
});

test('value added of a block is measured against seasonal naive on the same block', () => {
  const theta = evaluation('theta', 0.2, 0.1);
  expect(scoreOf(theta, '1–4', evaluation('seasonal-naive', 0.2, 0.13)).forecastValueAdded).toBeCloseTo(0.03);
  expect(scoreOf(theta, '1–4', undefined).forecastValueAdded).toBeNull();
});

test('coverage ranks by its distance from what was promised, bias by its size', () => {
  const rank = (id: string, score: Score) => measures.find(measure => measure.id === id)!.rank!(score);
  const score = scoreOf(evaluation('theta', 0.2, 0.1), 'all', undefined);
  expect(rank('coverage-80%', score)).toBeCloseTo(0.05);
  expect(rank('coverage-95%', score)).toBeCloseTo(0.2);
  expect(rank('bias', score)).toBeCloseTo(0.05);
});
