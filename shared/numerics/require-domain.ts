import { AppError } from '../errors.ts';

/** @throws AppError `numerics.out-of-domain` unless `value` is finite and greater than 0 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) refuse(name, 'a number above 0', value);
}

/** @throws AppError `numerics.out-of-domain` unless `value` is finite and 0 or more */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) refuse(name, '0 or more', value);
}

/** @throws AppError `numerics.out-of-domain` unless 0 < `value` < 1 */
export function requireProbability(name: string, value: number): void {
  if (!(value > 0 && value < 1)) refuse(name, 'between 0 and 1, both excluded', value);
}

function refuse(name: string, requirement: string, actual: number): never {
  throw new AppError('numerics.out-of-domain', { name, requirement, actual });
}
