import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import type { DemandDistribution } from './newsvendor.ts';
import { normalLoss } from './normal-loss.ts';
import { poissonProbabilities } from './poisson-probabilities.ts';

export function normalDemand(mean: number, deviation: number): DemandDistribution {
  return {
    mean,
    quantile: probability => quantile(probability, mean, deviation),
    loss: stock => normalLoss(stock, mean, deviation),
  };
}

/** @param mu,sigma mean and deviation of the logarithm */
export function lognormalDemand(mu: number, sigma: number): DemandDistribution {
  const mean = Math.exp(mu + sigma ** 2 / 2);
  return {
    mean,
    quantile: probability => Math.exp(quantile(probability, mu, sigma)),
    loss: stock => {
      if (stock <= 0) return mean - stock;
      const z = (Math.log(stock) - mu) / sigma;
      return mean * cdf(sigma - z, 0, 1) - stock * cdf(-z, 0, 1);
    },
  };
}

/** @param probabilities of 0, 1, 2, … units, summing to 1 */
export function discreteDemand(probabilities: ArrayLike<number>): DemandDistribution {
  let mean = 0;
  for (let units = 0; units < probabilities.length; units++) mean += units * (probabilities[units] ?? 0);
  return {
    mean,
    quantile: probability => {
      let below = 0;
      for (let units = 0; units < probabilities.length; units++) {
        below += probabilities[units] ?? 0;
        if (below >= probability - 1e-12) return units;
      }
      return probabilities.length - 1;
    },
    loss: stock => {
      let loss = 0;
      for (let units = Math.max(0, Math.floor(stock) + 1); units < probabilities.length; units++) {
        loss += (units - stock) * (probabilities[units] ?? 0);
      }
      // Below 0 the whole distribution counts, and the shortage grows one for one.
      return stock < 0 ? mean - stock : loss;
    },
  };
}

export function poissonDemand(mean: number): DemandDistribution {
  return discreteDemand(poissonProbabilities(mean));
}
