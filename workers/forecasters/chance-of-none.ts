import { rareDemandShare } from '../../shared/numerics/demand-is-rare.ts';
import { closedPhases } from './closed-phases.ts';
import { firstPeriod } from './first-period.ts';
import { oncePerHistory } from './once-per-history.ts';

/** Chance of nothing from which trends and seasons of a single series are mostly noise. */
export const lumpyChance = 0.4;

/** Chance that a period sells nothing, as seen in those open for business; 0 where that is rare. */
export const chanceOfNone = oncePerHistory((history): number => {
  const { values, regressors } = history;
  const phases = closedPhases(history);
  const shut = regressors.filter(regressor => regressor.kind === 'closed');
  let zeros = 0;
  let open = 0;
  for (let t = firstPeriod(values); t < values.length; t++) {
    if (Number.isNaN(values[t]!) || phases[t % phases.length]) continue;
    if (shut.some(regressor => regressor.values[t] === 1)) continue;
    open++;
    if (values[t] === 0) zeros++;
  }
  return zeros >= rareDemandShare * open && zeros < open ? zeros / open : 0;
});
