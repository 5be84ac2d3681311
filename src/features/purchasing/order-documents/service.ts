import { toCsv } from '../../../../shared/csv.ts';
import { documentOf } from '../../../../shared/purchasing/order-document.ts';
import type { Actor } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { runTask } from '../../../server/pool.ts';
import { readOrganisation } from '../../workspace/users/service.ts';
import { readOrder } from '../orders/service.ts';

/** The order as a table: one row a line, its head repeated on each. */
export async function orderCsv(actor: Actor, orderId: string) {
  const order = await readOrder(actor, orderId);
  const header = [
    'Order',
    'Status',
    'Supplier',
    'Requested by',
    'Expected on',
    'SKU',
    'Name',
    'Warehouse',
    'Quantity',
    'Unit',
    'Unit cost',
    'Line total',
    'Currency',
    'Received',
    'Approved by',
    'Content SHA-256',
  ];
  const approval = order.chain.findLast(step => step.kind === 'approved' && step.current);
  const rows = order.lines.map(line => [
    order.number,
    order.status,
    order.supplierName,
    order.requesterName,
    order.expectedOn,
    line.skuCode,
    line.skuName,
    line.warehouse,
    line.quantity,
    line.unit,
    line.unitCost,
    line.lineTotal,
    order.currency,
    line.receivedQuantity,
    approval?.by ?? null,
    order.contentHash,
  ]);
  return { fileName: `${order.number}.csv`, content: toCsv(header, rows) };
}

/** The order as a document for the supplier; rendered in a thread, base64 for the wire. */
export async function orderPdf(actor: Actor, orderId: string) {
  const [order, organisation] = await Promise.all([
    readOrder(actor, orderId),
    readOrganisation(database, actor.organisationId),
  ]);
  const { bytes } = await runTask('renderOrderDocument', documentOf(order, organisation), { seed: 0 });
  return { fileName: `${order.number}.pdf`, contentBase64: Buffer.from(bytes).toString('base64') };
}
