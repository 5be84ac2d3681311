import type { ForecasterId } from '../../shared/contracts/forecast.ts';
import { arima } from './arima/arima.ts';
import { ces } from './ces/ces.ts';
import { ensemble } from './ensemble/ensemble.ts';
import { ets } from './ets/ets.ts';
import type { AnyForecaster } from './forecaster.ts';
import { gradientBoosting } from './gradient-boosting/gradient-boosting.ts';
import { intermittent } from './intermittent/intermittent.ts';
import { lstm } from './lstm/lstm.ts';
import { prophet } from './prophet/prophet.ts';
import { randomForest } from './random-forest/random-forest.ts';
import { seasonalNaive } from './seasonal-naive/seasonal-naive.ts';
import { theta } from './theta/theta.ts';

/** Every model that a planner may choose. A model named in the contract and missing here does not compile. */
export const forecasters: Record<ForecasterId, AnyForecaster> = {
  'seasonal-naive': seasonalNaive,
  theta,
  ets,
  ces,
  arima,
  prophet,
  lstm,
  'random-forest': randomForest,
  'gradient-boosting': gradientBoosting,
  intermittent,
  ensemble,
};
