import { fitMap, type MapEstimate, type MapProblem, mostProbableNoise } from './fit-map.ts';
import { logistic } from './trend.ts';

export interface LogisticProblem extends MapProblem {
  /** Height that growth runs into, scaled. */
  readonly capacity: number;
  /** How many of the first columns form the exponent of the logistic curve; the rest add to it. */
  readonly exponentColumns: number;
}

const maximumSteps = 40;

/**
 * Maximum a posteriori estimate of Prophet's model with logistic growth: Gauss–Newton, each step a linear problem
 * around the curve so far, halved until the posterior rises.
 */
export function fitLogistic(problem: LogisticProblem): MapEstimate {
  const { columns, target, capacity, exponentColumns } = problem;
  let best = startingPoint(problem);
  let { cost, sigma } = posterior(problem, best);
  for (let step = 0; step < maximumSteps; step++) {
    const exponents = combine(columns.slice(0, exponentColumns), best);
    const shares = exponents.map(logistic);
    const slopes = shares.map(share => capacity * share * (1 - share));
    const tangents = columns.slice(0, exponentColumns).map(column => column.map((value, t) => value * slopes[t]!));
    const proposal = fitMap({
      ...problem,
      columns: [...tangents, ...columns.slice(exponentColumns)],
      target: target.map((value, t) => value - capacity * shares[t]! + slopes[t]! * exponents[t]!),
    }).coefficients;
    const before = cost;
    for (let share = 1; share > 1e-3; share /= 2) {
      const coefficients = best.map((value, i) => value + share * (proposal[i]! - value));
      const next = posterior(problem, coefficients);
      if (!(next.cost < before)) continue;
      best = coefficients;
      ({ cost, sigma } = next);
      break;
    }
    if (before - cost < 1e-6 * (1 + Math.abs(cost))) break;
  }
  return { coefficients: best, sigma };
}

/** Σ coefficient · column, from the column `from` on. */
function combine(columns: readonly Float64Array[], coefficients: Float64Array, from = 0): Float64Array {
  const sum = new Float64Array(columns[0]!.length);
  for (let i = from; i < columns.length; i++) {
    const column = columns[i]!;
    for (let t = 0; t < sum.length; t++) sum[t]! += coefficients[i]! * column[t]!;
  }
  return sum;
}

/** Negative log posterior, with the noise at its best value. */
function posterior(problem: LogisticProblem, coefficients: Float64Array) {
  const { columns, target, capacity, exponentColumns, changepoints, changepointScale, priorScales } = problem;
  const n = target.length;
  const exponents = combine(columns.slice(0, exponentColumns), coefficients);
  const rest = combine(columns, coefficients, exponentColumns);
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (target[t]! - capacity * logistic(exponents[t]!) - rest[t]!) ** 2;
  const sigma = mostProbableNoise(squares, n);
  let cost = n * Math.log(sigma) + squares / (2 * sigma * sigma) + 2 * sigma * sigma;
  for (let i = 0; i < coefficients.length; i++) {
    cost +=
      i < changepoints
        ? Math.abs(coefficients[i]!) / changepointScale
        : 0.5 * (coefficients[i]! / priorScales[i - changepoints]!) ** 2;
  }
  return { cost, sigma };
}

/** The straight line through the logits of the first and last values, as Prophet starts. */
function startingPoint({ columns, target, capacity, changepoints, exponentColumns }: LogisticProblem): Float64Array {
  const coefficients = new Float64Array(columns.length);
  const logit = (value: number) => {
    const share = Math.min(0.99, Math.max(0.01, value / capacity));
    return Math.log(share / (1 - share));
  };
  const first = logit(target[0]!);
  coefficients[changepoints] = logit(target.at(-1)!) - first;
  coefficients[exponentColumns - 1] = first;
  return coefficients;
}
