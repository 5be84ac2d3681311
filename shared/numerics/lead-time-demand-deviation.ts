import { requireNonNegative } from './require-domain.ts';

/**
 * Deviation of demand over a lead time that itself varies: √(L σ_d² + d̄² σ_L²), one time unit throughout.
 *
 * @param meanDemand         units per time
 * @param demandDeviation    deviation of the forecast error, units per time
 * @param leadTime           time; with periodic review, lead time plus review period
 * @param leadTimeDeviation  time
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @see Hadley & Whitin (1963); Chopra & Meindl, Supply Chain Management, ch. 12
 * @example leadTimeDemandDeviation(40, 12, 14, 3); // => 128.12
 */
export function leadTimeDemandDeviation(
  meanDemand: number,
  demandDeviation: number,
  leadTime: number,
  leadTimeDeviation: number,
): number {
  requireNonNegative('meanDemand', meanDemand);
  requireNonNegative('demandDeviation', demandDeviation);
  requireNonNegative('leadTime', leadTime);
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  return Math.sqrt(leadTime * demandDeviation ** 2 + (meanDemand * leadTimeDeviation) ** 2);
}
