/**
 * How much more the weeks of a daily forecast miss than they would if the errors of their days were uncorrelated: a level
 * that is too high is so on every day. Measured on blocks of seven days, √(Σ (Σ e)² / Σ e²), within 1 and √7, which is
 * all days missing alike.
 *
 * @param folds  out-of-sample errors of each fold by lead, units per day; null where nothing was recorded
 * @returns a ratio; 1 when there is no whole block or no error
 * @example weekErrorFactor([[2, 2, 2, 2, 2, 2, 2]]); // => √7
 */
export function weekErrorFactor(folds: readonly (readonly (number | null)[])[]): number {
  let ofWeeks = 0;
  let ofDays = 0;
  for (const errors of folds) {
    for (let from = 0; from + 7 <= errors.length; from += 7) {
      const known = errors.slice(from, from + 7).filter(error => error !== null);
      if (known.length < 7) continue;
      ofWeeks += known.reduce((sum, error) => sum + error, 0) ** 2;
      ofDays += known.reduce((sum, error) => sum + error ** 2, 0);
    }
  }
  return ofDays > 0 ? Math.sqrt(Math.min(7, Math.max(1, ofWeeks / ofDays))) : 1;
}
