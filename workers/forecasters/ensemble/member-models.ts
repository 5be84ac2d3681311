import type { ForecasterId } from '../../../shared/contracts/forecast.ts';
import { arima } from '../arima/arima.ts';
import { ces } from '../ces/ces.ts';
import { ets } from '../ets/ets.ts';
import type { AnyForecaster } from '../forecaster.ts';
import { gradientBoosting } from '../gradient-boosting/gradient-boosting.ts';
import { intermittent } from '../intermittent/intermittent.ts';
import { prophet } from '../prophet/prophet.ts';
import { theta } from '../theta/theta.ts';

/** Models of which an ensemble is made. */
export const memberModels: Partial<Record<ForecasterId, AnyForecaster>> = {
  theta,
  ets,
  ces,
  arima,
  prophet,
  intermittent,
  'gradient-boosting': gradientBoosting,
};
