import { Decimal } from 'decimal.js';

/** Rounds half up, exactly: "12.3456" with 3 decimals is "12.346". */
export function roundDecimalText(value: string, decimals: number): { value: string; changed: boolean } {
  const places = value.split('.')[1]?.length ?? 0;
  if (places <= decimals) return { value, changed: false };
  const exact = new Decimal(value);
  const rounded = exact.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  return { value: rounded.toFixed(), changed: !rounded.equals(exact) };
}
