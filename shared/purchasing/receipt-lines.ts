import { Decimal } from 'decimal.js';
import { dateOfDay } from '../business-day.ts';
import { AppError } from '../errors.ts';

/** One line of goods on their way; quantities as decimal text. */
export interface LineOnItsWay {
  readonly id: string;
  /** e.g. "RED-UK for Thurrock". */
  readonly name: string;
  readonly skuId: string;
  /** Where it arrives. */
  readonly warehouseId: string;
  readonly sent: string;
  readonly received: string;
}

/** A document with goods on their way. Business days, `YYYY-MM-DD`. */
export interface GoodsOnTheirWay {
  readonly number: string;
  readonly sent: 'ordered' | 'dispatched';
  readonly sentOn: string;
  readonly today: string;
  readonly lines: readonly LineOnItsWay[];
}

/** What was entered as arrived. */
export interface Delivery {
  readonly receivedOn: string;
  /** Quantities of one line entered twice are added. */
  readonly lines: readonly { readonly lineId: string; readonly quantity: string }[];
  /** Nothing more will come. */
  readonly closesOrder: boolean;
}

/**
 * What a delivery means for its document: everything that is then written, line by line; lines of which nothing arrived
 * are left out.
 *
 * @param receivedById whose entry it is
 * @throws AppError unless the goods arrived between the day they were sent and today; when a line is not the document's,
 *   more arrived than is still to come, or nothing arrived and more is to come
 */
export function receiveGoods(document: GoodsOnTheirWay, delivery: Delivery, receivedById: string) {
  const { number, lines } = document;
  const { receivedOn, closesOrder } = delivery;
  requireReceiptDay(document, receivedOn);
  const arrivals = arrivalsOf(lines, delivery.lines);
  if (arrivals.length === 0 && !closesOrder) throw new AppError('purchasing.nothing-received', { number });
  const complete = isComplete(lines, arrivals);
  return {
    /** Of the lines in all. */
    received: arrivals.map(({ line, received }) => ({ id: line.id, quantity: received })),
    receipts: arrivals.map(({ line, quantity }) => ({
      lineId: line.id,
      quantity,
      receivedOn: dateOfDay(receivedOn),
      receivedById,
    })),
    goods: arrivals.map(({ line: { skuId, warehouseId }, quantity }) => ({ skuId, warehouseId, quantity })),
    /** For the stock that it changes. */
    movement: { day: receivedOn, source: `Receipt of ${number}` },
    /** Whether nothing more will come. */
    ends: complete || closesOrder,
    /** For the audit trail. */
    record: {
      receivedOn,
      closedShort: closesOrder && !complete,
      lines: arrivals.map(({ line, quantity, stillOpen }) => ({ line: line.name, quantity, stillOpen })),
    },
  };
}

interface Arrival {
  readonly line: LineOnItsWay;
  /** What arrived now, decimal text. */
  readonly quantity: string;
  /** Of the line in all. */
  readonly received: string;
  /** What is then still to come. */
  readonly stillOpen: string;
}

function arrivalsOf(lines: readonly LineOnItsWay[], entered: Delivery['lines']): Arrival[] {
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
function isComplete(lines: readonly LineOnItsWay[], arrivals: readonly Arrival[]): boolean {
  const received = new Map(arrivals.map(arrival => [arrival.line.id, arrival.received]));
  return lines.every(line => new Decimal(received.get(line.id) ?? line.received).gte(line.sent));
}

function requireReceiptDay({ number, sentOn, sent, today }: GoodsOnTheirWay, day: string): void {
  if (day >= sentOn && day <= today) return;
  throw new AppError('purchasing.receipt-day', { number, sent, from: sentOn, to: today, day });
}
