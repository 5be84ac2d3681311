import { SimpleLinearRegression } from 'ml-regression';
import { mean } from 'simple-statistics';

/**
 * Standard deviation of errors by lead, as a straight line of variance over lead fitted to the errors and kept from
 * falling: a few hundred rows do not carry one number for each lead.
 *
 * @param errors  error of each row; NaN is left out
 * @param leads   its lead, 1 or more
 * @returns length horizonPeriods, in the unit of the errors
 */
export function leadDeviation(errors: Float64Array, leads: Int32Array, horizonPeriods: number): Float64Array {
  const rows = [...errors.keys()].filter(row => !Number.isNaN(errors[row]!));
  if (rows.length === 0) return new Float64Array(horizonPeriods);
  const squares = rows.map(row => errors[row]! ** 2);
  const rowLeads = rows.map(row => leads[row]!);
  const [meanLead, meanSquare] = [mean(rowLeads), mean(squares)];
  const rises = rowLeads.some(lead => lead !== meanLead);
  const slope = rises ? Math.max(0, new SimpleLinearRegression(rowLeads, squares).slope) : 0;
  return Float64Array.from({ length: horizonPeriods }, (_, k) =>
    Math.sqrt(Math.max(meanSquare / 4, meanSquare + slope * (k + 1 - meanLead))),
  );
}
