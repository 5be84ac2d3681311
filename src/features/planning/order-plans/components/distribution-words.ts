import type { Format } from '../../../../client/format.ts';

/** Less than this changes no order. */
const nearlyNormal = 0.05;

/** The distribution that a line's service was priced on. @param skewness null where the forecast has no quantiles */
export function distributionName(skewness: number | null): string {
  if (skewness === null) return 'Normal error';
  return Math.abs(skewness) < nearlyNormal ? 'Even bands' : 'Skewed bands';
}

/** The same in a sentence. */
export function distributionWords(skewness: number | null, format: Format): string {
  if (skewness === null) return 'Service is priced on a normal forecast error: this forecast has no bands.';
  const shape =
    Math.abs(skewness) < nearlyNormal
      ? 'which are even on both sides, as the normal distribution is'
      : `by a shifted gamma distribution of skewness ${format.quantity(skewness, undefined, 2)}: demand far ${skewness > 0 ? 'above' : 'below'} the forecast is likelier than as far ${skewness > 0 ? 'below' : 'above'} it`;
  return `Service is priced on the forecast’s own bands, ${shape}.`;
}
