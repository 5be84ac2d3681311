import { quantileSkewness } from './quantile-skewness.ts';

/** A forecast by period, units per period; quantiles null where a period has none. */
export interface UncertainDemand {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly quantiles: readonly { readonly probability: number; readonly values: readonly (number | null)[] }[];
}

const known = new WeakMap<UncertainDemand, Float64Array>();

/**
 * Skewness of each period's forecast, from its quantiles; all 0, which is the normal distribution, where it has none.
 * Worked out once for each demand.
 *
 * @returns by period, as `quantileSkewness` gives it
 */
export function demandSkewness(demand: UncertainDemand): Float64Array {
  let skewness = known.get(demand);
  if (!skewness) {
    const { mean, deviation, quantiles } = demand;
    const skewnessOf = quantileSkewness(quantiles.map(({ probability }) => probability));
    skewness = Float64Array.from(mean, (units, place) =>
      skewnessOf(
        units,
        deviation[place] ?? 0,
        quantiles.map(({ values }) => values[place] ?? null),
      ),
    );
    known.set(demand, skewness);
  }
  return skewness;
}
