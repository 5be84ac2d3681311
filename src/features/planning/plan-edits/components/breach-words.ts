import type { Format } from '../../../../client/format.ts';
import type { NamedBreach } from '../../order-plans/schema.ts';

/** A broken rule as a sentence: where, by how much, and what it asks. */
export function breachWords(breach: NamedBreach, format: Format): string {
  const { constraint, line, scope, week, value, limit, unit } = breach;
  const pounds = (minor: number) => format.money(minor / 100, 'GBP', 0);
  const inWeek = week === null ? '' : `, week ${week + 1}`;
  const quantity = (units: number) => format.quantity(units, `${line?.unit ?? 'unit'}s`, 3);
  const where = `${line ? `${line.skuName} for ${line.warehouseName}` : (scope ?? 'The plan')}${inWeek}`;
  switch (constraint) {
    case 'minimum-order-quantity':
      return `${where}: ${quantity(value)} is below the minimum order of ${quantity(limit)}.`;
    case 'order-multiple':
      return `${where}: ${quantity(value)} is no multiple of ${quantity(limit)}.`;
    case 'shelf-life':
      return `${where}: ${quantity(value)} on hand at its end, of which ${quantity(limit)} sell within the shelf life.`;
    case 'minimum-order-value':
      return `${where}: orders of ${pounds(value)} are below the supplier’s minimum of ${pounds(limit)}.`;
    case 'service':
      return `${where}: ${quantity(value)} of demand are served where ${quantity(limit)} must be.`;
    case 'cash-week':
      return `${where}: orders of ${pounds(value)} exceed the cash of ${pounds(limit)} by ${pounds(value - limit)}.`;
    case 'cash-total':
      return `${where}: orders of ${pounds(value)} exceed the budget of ${pounds(limit)} by ${pounds(value - limit)}.`;
    case 'working-capital':
      return `${where}: stock of ${pounds(value)} at cost exceeds the working capital of ${pounds(limit)} by ${pounds(value - limit)}.`;
    case 'warehouse-volume':
      return `${where}: stock takes ${format.quantity(value)} of room for ${format.quantity(limit)}.`;
    case 'supplier-capacity':
      return `${where}: orders of ${format.quantity(value)} units exceed the supplier’s capacity of ${format.quantity(limit)}.`;
    default:
      return `${where}: ${constraint.replaceAll('-', ' ')} asks for ${
        unit === 'minor' ? pounds(limit) : format.quantity(limit)
      }, the plan has ${unit === 'minor' ? pounds(value) : format.quantity(value)}.`;
  }
}
