import type { Prediction } from '../forecaster.ts';
import type { EtsFit } from './fit-form.ts';

/**
 * Mean and standard deviation ahead. Exact for additive errors (class 1) and for multiplicative errors on additive
 * states (class 2); with a multiplicative season the variance is that of the seasonally adjusted forecast times the
 * season squared, which leaves out only the uncertainty of the season itself.
 *
 * @see Hyndman et al. (2008), chapter 6
 */
export function predictForm(fit: EtsFit, horizonPeriods: number): Prediction {
  const { form, parameters, variance, finalSeason } = fit;
  const { alpha, beta, gamma, phi } = parameters;
  const m = form.seasonLength;
  const mean = new Float64Array(horizonPeriods);
  const deviation = new Float64Array(horizonPeriods);
  /** Effect of a unit error on the state j periods later. */
  const impulse = new Float64Array(horizonPeriods);
  const second = new Float64Array(horizonPeriods);
  let damping = 0;
  for (let k = 0; k < horizonPeriods; k++) {
    damping += form.damped ? phi ** (k + 1) : 1;
    const base = fit.finalLevel + (form.trend ? damping * fit.finalSlope : 0);
    const season = form.season === 'N' ? 0 : finalSeason[k % m]!;
    impulse[k] = alpha + (form.trend ? beta * damping : 0);
    if (form.season === 'A' && (k + 1) % m === 0) impulse[k]! += gamma;
    mean[k] = form.season === 'A' ? base + season : form.season === 'M' ? base * season : base;
    if (form.error === 'A') {
      second[k] = k === 0 ? 1 : second[k - 1]! + impulse[k - 1]! ** 2;
      deviation[k] = Math.sqrt(variance * second[k]!);
    } else {
      const centre = form.season === 'M' ? base : mean[k]!;
      let sum = centre * centre;
      for (let j = 1; j <= k; j++) sum += variance * impulse[j - 1]! ** 2 * second[k - j]!;
      second[k] = sum;
      const spread = Math.max(0, (1 + variance) * sum - centre * centre);
      deviation[k] = Math.sqrt(spread) * (form.season === 'M' ? Math.abs(season) : 1);
    }
  }
  return { mean, deviation };
}
