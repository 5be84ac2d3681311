/**
 * Standard deviation of errors by lead, as a straight line of variance over lead fitted to the errors and kept from
 * falling: a few hundred rows do not carry one number for each lead.
 *
 * @param errors  error of each row; NaN is left out
 * @param leads   its lead, 1 or more
 * @returns length horizonPeriods, in the unit of the errors
 */
export function leadDeviation(errors: Float64Array, leads: Int32Array, horizonPeriods: number): Float64Array {
  let count = 0;
  let sumLead = 0;
  let sumSquare = 0;
  for (let i = 0; i < errors.length; i++) {
    if (Number.isNaN(errors[i]!)) continue;
    count++;
    sumLead += leads[i]!;
    sumSquare += errors[i]! ** 2;
  }
  if (count === 0) return new Float64Array(horizonPeriods);
  const meanLead = sumLead / count;
  const meanSquare = sumSquare / count;
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < errors.length; i++) {
    if (Number.isNaN(errors[i]!)) continue;
    covariance += (leads[i]! - meanLead) * (errors[i]! ** 2 - meanSquare);
    variance += (leads[i]! - meanLead) ** 2;
  }
  const slope = variance > 0 ? Math.max(0, covariance / variance) : 0;
  return Float64Array.from({ length: horizonPeriods }, (_, k) =>
    Math.sqrt(Math.max(meanSquare / 4, meanSquare + slope * (k + 1 - meanLead))),
  );
}
