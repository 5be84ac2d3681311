import type { Reconciled, ReconcileInput } from '../../shared/contracts/forecast.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { reconcile } from '../forecasters/reconciliation/reconcile.ts';

/**
 * Makes the forecasts of a hierarchy add up.
 *
 * @returns `forecast.invalid-request` when forecasts and hierarchy do not fit together
 */
export function reconcileForecasts(input: ReconcileInput): Result<Reconciled> {
  const reason = mismatch(input);
  return reason === null
    ? ok(reconcile(input))
    : failed('forecast.invalid-request', { model: 'Reconciliation', reason });
}

function mismatch({ hierarchy, bottoms, sums, bottomErrors, sumErrors }: ReconcileInput): string | null {
  if (bottoms.length !== hierarchy.bottoms || bottomErrors.length !== hierarchy.bottoms) {
    return `the hierarchy has ${hierarchy.bottoms} lowest series; ${bottoms.length} forecasts and ${bottomErrors.length} error series were given`;
  }
  if (sums.length !== hierarchy.sums.length || sumErrors.length !== hierarchy.sums.length) {
    return `the hierarchy has ${hierarchy.sums.length} sums; ${sums.length} forecasts and ${sumErrors.length} error series were given`;
  }
  const horizonPeriods = bottoms[0]?.length ?? 0;
  if ([...bottoms, ...sums].some(each => each.length !== horizonPeriods)) return 'the forecasts differ in length';
  if ([...bottoms, ...sums].some(each => !each.every(Number.isFinite))) return 'a forecast is not a finite number';
  const outside = hierarchy.sums.flat().find(part => !(Number.isInteger(part) && part >= 0 && part < bottoms.length));
  return outside === undefined ? null : `a sum names lowest series ${outside}; there are ${bottoms.length}`;
}
