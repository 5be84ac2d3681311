import { type EtsFit, fitForm, parameterCount } from './fit-form.ts';
import type { EtsForm, SeasonKind } from './recursion.ts';

/**
 * All forms whose forecast variance is finite and whose likelihood is stable: additive errors never go with
 * multiplicative seasons, and multiplicative trends are left out as R's `ets` does by default.
 *
 * @param seasonLength  1 for no season
 * @param positive      whether every value is above 0, which multiplicative parts need
 */
function admissibleForms(seasonLength: number, positive: boolean): EtsForm[] {
  const forms: EtsForm[] = [];
  const seasons: SeasonKind[] = seasonLength > 1 ? (positive ? ['N', 'A', 'M'] : ['N', 'A']) : ['N'];
  for (const season of seasons) {
    for (const error of positive ? (['A', 'M'] as const) : (['A'] as const)) {
      if (error === 'A' && season === 'M') continue;
      for (const [trend, damped] of [
        [false, false],
        [true, false],
        [true, true],
      ] as const) {
        forms.push({ error, trend, damped, season, seasonLength: season === 'N' ? 1 : seasonLength });
      }
    }
  }
  return forms;
}

/** Forms whose AICc differs by less cannot be told apart: then the simplest is taken. */
const indistinct = 1;

/**
 * Fits every admissible form that the history can carry and keeps the one of lowest AICc, or a simpler one as good.
 *
 * @param values      demand, length n
 * @param stop        asked between fits; throws to end the search
 * @returns null when no form fits, as on a history of zeros
 */
export function selectForm(values: Float64Array, seasonLength: number, stop: () => void): EtsFit | null {
  let positive = true;
  for (const value of values) positive &&= value > 0;
  const fits: EtsFit[] = [];
  for (const form of admissibleForms(seasonLength, positive)) {
    if (values.length <= parameterCount(form) + 1) continue;
    stop();
    const fit = fitForm(values, form);
    if (fit) fits.push(fit);
  }
  const lowest = Math.min(...fits.map(fit => fit.aicc));
  const close = fits.filter(fit => fit.aicc <= lowest + indistinct);
  const simplest = Math.min(...close.map(fit => fit.parameterCount));
  const candidates = close.filter(fit => fit.parameterCount === simplest);
  return candidates.sort((a, b) => a.aicc - b.aicc)[0] ?? null;
}
