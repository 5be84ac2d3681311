import { Decimal } from 'decimal.js';
import { AppError } from '../errors.ts';

/**
 * Amount of one line: quantity × unit cost, rounded once, half up, to two places.
 *
 * @param quantity units, decimal string
 * @param unitCost price of one unit, decimal string
 * @returns decimal string with two places, same currency as `unitCost`
 * @example lineTotal('3', '1.2345'); // => '3.70'
 */
export function lineTotal(quantity: string, unitCost: string): string {
  return new Decimal(quantity).times(unitCost).toFixed(2, Decimal.ROUND_HALF_UP);
}

/** Exact sum of amounts in one currency, decimal string with two places. */
export function sumOfMoney(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2);
}

/**
 * An amount in pounds at a given rate, rounded once, half up, to pence.
 *
 * @param amount     decimal string in the foreign currency
 * @param gbpPerUnit pounds for one unit of it, decimal string
 * @example inPounds('1000.00', '0.85655'); // => '856.55'
 */
export function inPounds(amount: string, gbpPerUnit: string): string {
  return new Decimal(amount).times(gbpPerUnit).toFixed(2, Decimal.ROUND_HALF_UP);
}

/** The most that the books hold, in any currency. */
const mostBookable = '999999999999.99';

/** @throws AppError `purchasing.amount-too-large` */
export function requireBookable(number: string, amount: string, currency: string): void {
  if (new Decimal(amount).lte(mostBookable)) return;
  throw new AppError('purchasing.amount-too-large', { number, amount, currency, most: mostBookable });
}

/** "£50,000.00", for messages; screens format in the workspace's locale. */
export function poundsText(amount: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(
    amount as Intl.StringNumericLiteral,
  );
}
