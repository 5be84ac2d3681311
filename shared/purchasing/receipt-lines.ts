import { Decimal } from 'decimal.js';
import { AppError } from '../errors.ts';

/** One line of goods on their way; quantities as decimal text. */
export interface LineOnItsWay {
  readonly id: string;
  /** e.g. "RED-UK for Thurrock". */
  readonly name: string;
  readonly sent: string;
  readonly received: string;
}

export interface Arrival<Line> {
  readonly line: Line;
  /** What arrived now, decimal text. */
  readonly quantity: string;
  /** Of the line in all. */
  readonly received: string;
  /** What is then still to come. */
  readonly stillOpen: string;
}

/**
 * What was entered as arrived, line by line; quantities of one line entered twice are added, and lines of which nothing
 * arrived are left out.
 * @throws AppError when a line is not the document's or more arrived than is still to come
 */
export function arrivalsOf<Line extends LineOnItsWay>(
  lines: readonly Line[],
  entered: readonly { readonly lineId: string; readonly quantity: string }[],
): Arrival<Line>[] {
  const known = new Set(lines.map(line => line.id));
  const arrived = new Map<string, Decimal>();
  for (const { lineId, quantity } of entered) {
    if (!known.has(lineId)) throw new AppError('entity.not-found', { entity: 'order line', id: lineId });
    arrived.set(lineId, (arrived.get(lineId) ?? new Decimal(0)).plus(quantity));
  }
  return lines.flatMap(line => {
    const quantity = arrived.get(line.id);
    if (!quantity?.gt(0)) return [];
    const open = new Decimal(line.sent).minus(line.received);
    if (quantity.gt(open)) {
      throw new AppError('purchasing.receipt-too-large', {
        line: line.name,
        open: open.toFixed(),
        quantity: new Decimal(line.sent).toFixed(),
        received: quantity.toFixed(),
      });
    }
    const received = new Decimal(line.received).plus(quantity).toFixed(3);
    return [{ line, quantity: quantity.toFixed(3), received, stillOpen: open.minus(quantity).toFixed(3) }];
  });
}

/** Whether everything sent is here once these have arrived. */
export function isComplete<Line extends LineOnItsWay>(
  lines: readonly Line[],
  arrivals: readonly Arrival<Line>[],
): boolean {
  const received = new Map(arrivals.map(arrival => [arrival.line.id, arrival.received]));
  return lines.every(line => new Decimal(received.get(line.id) ?? line.received).gte(line.sent));
}

/** @throws AppError unless the goods arrived between the day they were sent and today */
export function requireReceiptDay(
  number: string,
  day: string,
  { sentOn, sent, today }: { readonly sentOn: string; readonly sent: 'ordered' | 'dispatched'; readonly today: string },
): void {
  if (day >= sentOn && day <= today) return;
  throw new AppError('purchasing.receipt-day', { number, sent, from: sentOn, to: today, day });
}
