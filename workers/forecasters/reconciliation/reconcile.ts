import type { Reconciled, ReconcileInput } from '../../../shared/contracts/forecast.ts';
import { mostNodesInFull } from '../../../shared/planning/forecast-hierarchy.ts';
import { choleskySolve } from '../fitting/cholesky-solve.ts';
import { shrinkCovariance } from './shrink-covariance.ts';

const fewestErrors = 4;

/**
 * Makes forecasts at all levels of a hierarchy add up: the smallest change, measured by the covariance of the errors of
 * each node, that satisfies every sum. Bottoms are then kept from falling below 0 and the sums taken anew from them.
 * Without errors to weigh the nodes by, the bottoms are believed and summed.
 *
 * @see Wickramasuriya, Athanasopoulos & Hyndman (2019), JASA 114(526)
 */
export function reconcile({ hierarchy, bottoms, sums, bottomErrors, sumErrors }: ReconcileInput): Reconciled {
  const horizonPeriods = bottoms[0]?.length ?? 0;
  const errors = [...sumErrors, ...bottomErrors];
  const usable = (errors[0]?.length ?? 0) >= fewestErrors && errors.every(each => each.length === errors[0]!.length);
  const adjusted = bottoms.map(each => Float64Array.from(each));
  const count = hierarchy.sums.length;
  const full = usable && count + hierarchy.bottoms <= mostNodesInFull;
  if (usable && count > 0) {
    const weight = full ? shrinkCovariance(errors).matrix : variancesOnly(errors);
    const nodes = count + hierarchy.bottoms;
    // Constraint a: sum a minus its bottoms is 0. `spread[a]` is row a of C W, length nodes.
    const spread = hierarchy.sums.map((parts, a) => {
      const row = new Float64Array(nodes);
      const add = (node: number, sign: number) => {
        if (full) for (let j = 0; j < nodes; j++) row[j]! += sign * weight[node * nodes + j]!;
        else row[node]! += sign * weight[node]!;
      };
      add(a, 1);
      for (const part of parts) add(count + part, -1);
      return row;
    });
    const system = new Float64Array(count * count);
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) {
        system[a * count + b] = hierarchy.sums[b]!.reduce(
          (rest, part) => rest - spread[a]![count + part]!,
          spread[a]![b]!,
        );
      }
    }
    for (let k = 0; k < horizonPeriods; k++) {
      const gap = Float64Array.from(hierarchy.sums, (parts, a) =>
        parts.reduce((rest, part) => rest - bottoms[part]![k]!, sums[a]![k]!),
      );
      const force = choleskySolve(Float64Array.from(system), gap);
      for (let b = 0; b < hierarchy.bottoms; b++) {
        let change = 0;
        for (let a = 0; a < count; a++) change += spread[a]![count + b]! * force[a]!;
        adjusted[b]![k] = Math.max(0, bottoms[b]![k]! - change);
      }
    }
  }
  return {
    bottoms: adjusted,
    sums: hierarchy.sums.map(parts =>
      Float64Array.from({ length: horizonPeriods }, (_, k) =>
        parts.reduce((total, part) => total + adjusted[part]![k]!, 0),
      ),
    ),
    method: usable && count > 0 ? (full ? 'MinT-shrink' : 'WLS') : 'bottom-up',
  };
}

function variancesOnly(errors: readonly Float64Array[]): Float64Array {
  const variances = Float64Array.from(
    errors,
    each => each.reduce((sum, error) => sum + error * error, 0) / each.length,
  );
  const largest = Math.max(...variances);
  return variances.map(value => Math.max(value, largest > 0 ? 1e-6 * largest : 1));
}
