import type { Database } from '../../../server/db.ts';

export interface DeliveryRow {
  readonly supplierId: string;
  readonly orderId: string;
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly orderedOn: string;
  readonly receivedOn: string;
  readonly days: number;
}

/** Of each supplier the newest deliveries: what arrived of one order on one day, however many lines. Newest first. */
export function selectDeliveries(db: Database, organisationId: string, newest: number) {
  return db.$queryRaw<DeliveryRow[]>`
    SELECT * FROM (
      SELECT purchase."supplierId", purchase.id AS "orderId", purchase.number,
        to_char(purchase."orderedOn", 'YYYY-MM-DD') AS "orderedOn",
        to_char(receipt."receivedOn", 'YYYY-MM-DD') AS "receivedOn",
        (receipt."receivedOn" - purchase."orderedOn")::int AS days,
        row_number() OVER (PARTITION BY purchase."supplierId" ORDER BY receipt."receivedOn" DESC, purchase.id) AS place
      FROM "PurchaseReceipt" AS receipt
      JOIN "PurchaseOrderLine" AS line ON line.id = receipt."lineId"
      JOIN "PurchaseOrder" AS purchase ON purchase.id = line."orderId"
      WHERE purchase."organisationId" = ${organisationId}::uuid AND purchase."orderedOn" IS NOT NULL
      GROUP BY purchase."supplierId", purchase.id, purchase.number, purchase."orderedOn", receipt."receivedOn"
    ) AS delivery
    WHERE place <= ${newest} ORDER BY "supplierId", place`;
}

export interface PunctualityRow {
  readonly supplierId: string;
  /** Order lines that were due: their day has passed, or their order ended. */
  readonly dueLines: number;
  readonly onTimeLines: number;
  readonly inFullLines: number;
  readonly onTimeInFullLines: number;
}

/** On time: all that arrived came by the expected day. In full: the whole quantity came. Both: it all came by then. */
export function selectPunctuality(db: Database, organisationId: string, today: string) {
  return db.$queryRaw<PunctualityRow[]>`
    SELECT purchase."supplierId", count(*)::int AS "dueLines",
      count(*) FILTER (WHERE arrived.last <= purchase."expectedOn")::int AS "onTimeLines",
      count(*) FILTER (WHERE line."receivedQuantity" >= line.quantity)::int AS "inFullLines",
      count(*) FILTER (WHERE arrived.by_then >= line.quantity)::int AS "onTimeInFullLines"
    FROM "PurchaseOrderLine" AS line
    JOIN "PurchaseOrder" AS purchase ON purchase.id = line."orderId"
    LEFT JOIN LATERAL (
      SELECT max(receipt."receivedOn") AS last,
        coalesce(sum(receipt.quantity) FILTER (WHERE receipt."receivedOn" <= purchase."expectedOn"), 0) AS by_then
      FROM "PurchaseReceipt" AS receipt WHERE receipt."lineId" = line.id
    ) AS arrived ON true
    WHERE purchase."organisationId" = ${organisationId}::uuid AND purchase."expectedOn" IS NOT NULL
      AND (purchase.status = 'RECEIVED' OR (purchase.status = 'ORDERED' AND purchase."expectedOn" < ${today}::date))
    GROUP BY purchase."supplierId"`;
}
