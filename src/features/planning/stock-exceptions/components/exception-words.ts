import type { ExceptionKind, StockException } from '../../../../../shared/planning/stock-exceptions.ts';
import type { StatusTone } from '../../../../client/components/status-badge.tsx';
import type { Format } from '../../../../client/format.ts';

export const exceptionLabels: Record<ExceptionKind, { readonly label: string; readonly tone: StatusTone }> = {
  overdue: { label: 'Chase', tone: 'bad' },
  expedite: { label: 'Expedite', tone: 'bad' },
  order: { label: 'Order now', tone: 'bad' },
  defer: { label: 'Defer', tone: 'warning' },
  cancel: { label: 'Cancel', tone: 'warning' },
};

export interface ExceptionFacts extends StockException {
  readonly onHand: number;
  /** Weeks that the forecast covers. */
  readonly weeks: number;
  readonly leadTimeDays: number;
  readonly unitCostMinor: number;
  readonly holdingRatePerYear: number;
}

/** The rule with its numbers in it. @param unit what a unit is, e.g. "bottles" */
export function exceptionWords(exception: ExceptionFacts, unit: string, format: Format): string {
  const { kind, order, units, day, weeksEarly, safetyStock, onHand, weeks, leadTimeDays, unitCostMinor } = exception;
  const cost = format.money(unitCostMinor / 100, 'GBP');
  const quantity = (value: number) => format.quantity(value, unit);
  const number = order?.number ?? '';
  switch (kind) {
    case 'overdue':
      return `${number} was due on ${format.day(order?.expectedOn)} and stock counts on its ${quantity(order?.quantity ?? 0)}. Without it ${quantity(units)} of demand would go unserved from the week of ${format.day(day)}, at ${cost} each.`;
    case 'expedite':
      return `${quantity(onHand)} run out in the week of ${format.day(day)}, before ${number} brings ${quantity(order?.quantity ?? 0)} on ${order?.expectedOn ? format.day(order.expectedOn) : 'a day not stated'}: ${quantity(units)} of demand unserved until then, at ${cost} each.`;
    case 'order':
      return `${quantity(onHand)} and what is coming run out in the week of ${format.day(day)}, within the lead time of ${format.quantity(leadTimeDays, 'days', 1)}: ${quantity(units)} of demand unserved before an order placed today arrives, at ${cost} each.`;
    case 'defer':
      return `${number} brings ${quantity(units)} on ${format.day(order?.expectedOn)}; without it stock stays above the safety stock of ${quantity(safetyStock)} until the week of ${format.day(day)}. Coming ${weeksEarly} weeks early costs ${format.percent(exception.holdingRatePerYear, 0)} a year of ${cost} each.`;
    case 'cancel':
      return `${number} brings ${quantity(units)} on ${format.day(order?.expectedOn)}; without it stock stays above the safety stock of ${quantity(safetyStock)} for all ${weeks} weeks of the forecast. Its goods cost ${cost} each.`;
  }
}
