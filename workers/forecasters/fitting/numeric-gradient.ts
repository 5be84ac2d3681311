import type { Objective } from './bfgs.ts';

/**
 * Adds a finite-difference gradient to a plain function. One-sided differences cost d + 1 evaluations and carry the
 * search; `central` doubles that for the last digits.
 *
 * @param value   finite inside the domain
 * @param step    difference in each parameter
 */
export function withNumericGradient(value: (x: Float64Array) => number, step = 1e-5, central = false): Objective {
  return (x, gradient) => {
    const here = value(x);
    if (!Number.isFinite(here)) return here;
    for (let i = 0; i < x.length; i++) {
      const kept = x[i]!;
      x[i] = kept + step;
      const above = value(x);
      if (central) {
        x[i] = kept - step;
        gradient[i] = (above - value(x)) / (2 * step);
      } else {
        gradient[i] = (above - here) / step;
      }
      x[i] = kept;
      if (!Number.isFinite(gradient[i]!)) gradient[i] = 0;
    }
    return here;
  };
}
