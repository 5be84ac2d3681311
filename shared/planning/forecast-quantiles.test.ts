import { expect, test } from 'vitest';
import { demandLoss } from '../numerics/demand-loss.ts';
import { demandSkewness } from '../numerics/demand-skewness.ts';
import { skewedQuantile } from '../numerics/skewed-distribution.ts';
import { bandQuantiles, quantilesAt, quantilesByWeek } from './forecast-quantiles.ts';

const monday = 1;

test('a central band leaves out half on each side; one that begins at 0 leaves out all above', () => {
  const quantiles = bandQuantiles([
    { coverage: 0.8, lower: [40, 0], upper: [160, 30] },
    { coverage: 0.95, lower: [20, 0], upper: [200, 70] },
  ]);
  expect(quantiles).toEqual([
    { probability: 0.025, values: [20, 0] },
    { probability: 0.1, values: [40, 0] },
    { probability: 0.8, values: [null, 30] },
    { probability: 0.9, values: [160, null] },
    { probability: 0.95, values: [null, 70] },
    { probability: 0.975, values: [200, null] },
  ]);
  expect(bandQuantiles([])).toEqual([]);
});

test('a band that is only cut off at 0, or that reaches below it, leaves out half on each side', () => {
  const cut = { coverage: 0.8, lower: [0, 40], upper: [30, 160], outsideAtZero: 'on both sides' } as const;
  expect(bandQuantiles([cut])).toEqual([
    { probability: 0.1, values: [0, 40] },
    { probability: 0.9, values: [30, 160] },
  ]);
  const returned = { coverage: 0.8, lower: [-5, 0], upper: [30, 20], outsideAtZero: 'above' } as const;
  expect(bandQuantiles([returned])).toEqual([
    { probability: 0.1, values: [0, 0] },
    { probability: 0.8, values: [null, 20] },
    { probability: 0.9, values: [30, null] },
  ]);
});

test('the skewness of demand is read from bands that are cut off at 0', () => {
  const [mean, deviation, skewness] = [10, 12, 2];
  const band = (coverage: number) => ({
    coverage,
    lower: [0],
    upper: [mean + deviation * skewedQuantile((1 + coverage) / 2, skewness)],
    outsideAtZero: 'on both sides' as const,
  });
  const quantiles = bandQuantiles([band(0.8), band(0.95)]);
  expect(demandSkewness({ mean: [mean], deviation: [deviation], quantiles })[0]).toBeCloseTo(skewness, 1);
});

test('a planner’s figure moves the quantiles of its week by the same factor, and from nothing by as much', () => {
  const quantiles = [{ probability: 0.9, values: [150, 150, 20, null] }];
  expect(quantilesAt(quantiles, [100, 100, 0, 100], [100, 250, 40, 50])).toEqual([
    { probability: 0.9, values: [150, 375, 60, null] },
  ]);
});

test('weeks of a weekly forecast keep its quantiles as they are', () => {
  const forecast = {
    period: 'week',
    firstPeriod: '2026-11-02',
    mean: [10],
    errorDeviation: [4],
    weekErrorFactor: 1,
  } as const;
  const intervals = [{ coverage: 0.8, lower: [6], upper: [16] }];
  expect(quantilesByWeek({ ...forecast, intervals }, monday)).toEqual([
    { probability: 0.1, values: [6] },
    { probability: 0.9, values: [16] },
  ]);
});

test('seven skewed days make a week of a seventh root of their skewness, and its quantiles say so', () => {
  const days = 14;
  const band = (probability: number) => new Array<number>(days).fill(10 + 5 * skewedQuantile(probability, 1.5));
  const forecast = {
    period: 'day',
    firstPeriod: '2026-11-02',
    mean: new Array<number>(days).fill(10),
    errorDeviation: new Array<number>(days).fill(5),
    weekErrorFactor: 1,
    intervals: [
      { coverage: 0.8, lower: band(0.1), upper: band(0.9) },
      { coverage: 0.95, lower: band(0.025), upper: band(0.975) },
    ],
  } as const;
  const quantiles = quantilesByWeek(forecast, monday);
  const week = { mean: [70, 70], deviation: [5 * Math.sqrt(7), 5 * Math.sqrt(7)], quantiles };
  for (const skewness of demandSkewness(week)) expect(skewness).toBeCloseTo(1.5 / Math.sqrt(7), 1);
  expect(demandLoss(95, 70, 13.23, demandSkewness(week)[0]!)).toBeGreaterThan(demandLoss(95, 70, 13.23, 0));
});
