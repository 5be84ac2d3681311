import { oncePerHistory } from './once-per-history.ts';

/** Seasons in a row without demand in one phase, as on Sundays, after which that phase counts as closed. */
const closedSeasons = 8;

/** Weekdays on which nothing was sold for weeks while other days sold; entry i belongs to periods i, i + length, … */
export const closedPhases = oncePerHistory(({ values, seasonLength, period }): readonly boolean[] => {
  const n = values.length;
  if (period !== 'day' || seasonLength !== 7 || n < closedSeasons * 7) return [false];
  const closed = Array.from({ length: 7 }, (_, phase) => {
    for (let t = n - 1, seen = 0; t >= 0 && seen < closedSeasons; t--) {
      if (t % 7 !== phase) continue;
      if (values[t] !== 0) return false;
      seen++;
    }
    return true;
  });
  // With most days empty it is demand that is rare, not the shop that is shut.
  return closed.filter(Boolean).length <= 2 ? closed : [false];
});
