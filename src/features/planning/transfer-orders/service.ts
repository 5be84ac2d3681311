import { Decimal } from 'decimal.js';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import type { PlanTransfer } from '../../../../shared/contracts/inventory.ts';
import { AppError } from '../../../../shared/errors.ts';
import { coverWords, type NetProposal } from '../../../../shared/planning/net-of-orders.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvents } from '../../../server/events.ts';
import type { TransferOrderStatus } from '../../../server/generated/prisma/enums.ts';
import { type AuditEntry, recordAllDone } from '../../workspace/audit/service.ts';
import { businessCalendar, currentActor } from '../../workspace/users/service.ts';
import type { PlanSummary } from '../order-plans/schema.ts';
import { transferKey } from '../plan-coverage/schema.ts';
import { lockOrdering, netTransfers } from '../plan-coverage/service.ts';
import {
  countTransfersByStatus,
  insertTransfers,
  lockPlan,
  type NewTransfer,
  selectByCodes,
  selectStock,
  selectTransfer,
  selectTransferOrganisation,
  selectTransfers,
  selectTransfersById,
  selectTransfersOfPlan,
  type TransferRow,
  takeTransferNumbers,
} from './data.ts';
import { type ListTransfersInput, type Shipment, type TakeUpProposalInput, transferOrderTopic } from './schema.ts';

type Reader = Pick<Actor, 'organisationId'>;

/** Units: stock is kept in thousandths. */
const leastMoved = 0.001;

/** Where a refused call without a session is recorded. */
export function organisationOfTransfer(orderId: string): Promise<string | null> {
  return /^[0-9a-f-]{36}$/i.test(orderId) ? selectTransferOrganisation(database, orderId) : Promise.resolve(null);
}

/** Newest first, with how many are in each state. */
export async function listTransfers(actor: Reader, { status, cursor, limit }: ListTransfersInput) {
  const [rows, counts] = await Promise.all([
    selectTransfers(database, actor.organisationId, {
      limit: limit + 1,
      ...(status && { status }),
      ...(cursor && { before: cursor }),
    }),
    countTransfersByStatus(database, actor.organisationId),
  ]);
  const page = rows.slice(0, limit);
  return {
    asOf: new Date().toISOString(),
    orders: page.map(summaryOf),
    /** For the next page; null on the last. */
    next: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
    counts: Object.fromEntries(counts.map(row => [row.status, row._count])) as Partial<
      Record<TransferOrderStatus, number>
    >,
  };
}

/** One transfer order with its lines, what is on hand where it leaves, and what arrived. @throws AppError `entity.not-found` */
export async function readTransfer(actor: Reader, orderId: string) {
  const row = await selectTransfer(database, actor.organisationId, orderId);
  if (!row) throw new AppError('entity.not-found', { entity: 'transfer order', id: orderId });
  const skuIds = row.lines.map(line => line.skuId);
  const stock = await selectStock(database, row.fromWarehouseId, skuIds);
  const onHandOf = new Map(stock.map(({ skuId, onHand }) => [skuId, onHand.toFixed()]));
  return {
    ...summaryOf(row),
    asOf: new Date().toISOString(),
    planId: row.planId,
    leadTimeDays: row.leadTimeDays,
    lines: row.lines.map(line => ({
      id: line.id,
      skuCode: line.sku.code,
      skuName: line.sku.name,
      unit: `${line.sku.unitOfMeasure}s`,
      quantity: line.quantity.toFixed(),
      dispatchedQuantity: line.dispatchedQuantity.toFixed(),
      receivedQuantity: line.receivedQuantity.toFixed(),
      onHandAtSource: onHandOf.get(line.skuId) ?? '0',
      receipts: line.receipts.map(receipt => ({
        id: receipt.id,
        quantity: receipt.quantity.toFixed(),
        receivedOn: dayOfDate(receipt.receivedOn),
        by: receipt.receivedBy.name,
      })),
    })),
  };
}

/** Which shipments of a plan are taken up, and as what. */
export async function transfersOfPlan(actor: Reader, planId: string) {
  const rows = await selectTransfersOfPlan(database, actor.organisationId, planId);
  return rows.map(({ id, number, status, planWeek, fromWarehouse, toWarehouse }) => ({
    ...{ id, number, status },
    week: planWeek as number,
    fromWarehouseCode: fromWarehouse.code,
    toWarehouseCode: toWarehouse.code,
  }));
}

/**
 * Makes one transfer order of each chosen shipment, that is of all that a plan moves along one lane in one week. The
 * same request again finds the same orders; a shipment is taken up once, whoever asks first, and of what transfers hold
 * that the plan does not count only the difference is moved.
 */
export async function takeUpProposal(actor: Actor, { planId, shipments }: TakeUpProposalInput) {
  return inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'MANAGER');
    await lockOrdering(transaction, actor.organisationId);
    const plan = await lockPlan(transaction, actor.organisationId, planId);
    if (!plan) throw new AppError('entity.not-found', { entity: 'order plan', id: planId });

    const ids = [...new Set(shipments.map(({ orderId }) => orderId))];
    const earlier = await selectTransfersById(transaction, ids);
    if (earlier.length > 0) {
      const repeated = earlier.every(order => order.planId === planId && order.requestedById === actor.userId);
      if (!repeated || earlier.length < ids.length) throw new AppError('request.key-reused');
      return { repeated, orders: earlier.map(({ id, number, status, version }) => ({ id, number, status, version })) };
    }
    if (plan.status !== 'COMPLETED') {
      throw new AppError('purchasing.plan-not-ready', { status: plan.status.toLowerCase() });
    }

    const { transfers, lanes = [] } = plan.summary as unknown as PlanSummary;
    const taken = await selectTransfersOfPlan(transaction, actor.organisationId, planId);
    const netOf = await netTransfers(transaction, actor, planId);
    const [skus, warehouses] = await selectByCodes(transaction, actor.organisationId, {
      skus: transfers.map(({ itemId }) => itemId),
      warehouses: shipments.flatMap(({ fromWarehouseCode, toWarehouseCode }) => [fromWarehouseCode, toWarehouseCode]),
    });
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const firstNumber = await takeTransferNumbers(transaction, actor.organisationId, shipments.length);
    const orders: NewTransfer[] = [];
    const made: AuditEntry[] = [];
    for (const { orderId, ...shipment } of shipments) {
      const named = { from: shipment.fromWarehouseCode, to: shipment.toWarehouseCode, week: shipment.week + 1 };
      const holder = taken.find(order => isOf(shipment, order));
      if (holder) {
        const { number, requestedBy } = holder;
        throw new AppError('transfer-order.already-made', { ...named, number, maker: requestedBy.name });
      }
      const planned = transfers.filter(one => isOfLane(shipment, one));
      const lane = lanes.find(
        one => one.fromWarehouseId === shipment.fromWarehouseCode && one.toWarehouseId === shipment.toWarehouseCode,
      );
      if (planned.length === 0 || !lane) throw new AppError('transfer-order.not-proposed', named);
      const quantities = quantitiesOf(planned, netOf);
      if (quantities.size === 0) {
        const orders = planned.map(one => `${one.itemId}: ${coverWords(netOf.get(transferKey(one))!)}`).join('; ');
        throw new AppError('transfer-order.covered', { ...named, orders });
      }
      const plannedOn = addDays(dayOfDate(plan.planningDate), 7 * shipment.week);
      const leavesOn = plannedOn > today ? plannedOn : today;
      const leadTimeDays = Math.ceil(lane.leadTimeDays);
      const identity = { id: orderId, number: `TO-${String(firstNumber + orders.length).padStart(6, '0')}` };
      orders.push({
        ...identity,
        organisationId: actor.organisationId,
        fromWarehouseId: idOf('warehouse', shipment.fromWarehouseCode, warehouses),
        toWarehouseId: idOf('warehouse', shipment.toWarehouseCode, warehouses),
        planId,
        planWeek: shipment.week,
        leadTimeDays,
        unitCost: new Decimal(lane.unitCostMinor).div(100).toFixed(4),
        shipmentCost: new Decimal(lane.vehicleCostMinor).div(100).toFixed(2),
        leavesOn: dateOfDay(leavesOn),
        expectedOn: dateOfDay(addDays(leavesOn, leadTimeDays)),
        requestedById: actor.userId,
        lines: [...quantities].map(([code, quantity]) => ({
          skuId: idOf('SKU', code, skus),
          quantity: quantity.toFixed(3),
        })),
      });
      made.push({
        action: 'transfer-order.create',
        entityType: 'transfer-order',
        entityId: orderId,
        after: {
          ...{ number: identity.number, status: 'DRAFT', planId, leavesOn },
          ...{ from: named.from, to: named.to },
          lines: [...quantities].map(([line, quantity]) => ({ line, quantity: quantity.toFixed(3) })),
        },
      });
      taken.push({
        ...{ ...identity, status: 'DRAFT', planWeek: shipment.week },
        fromWarehouse: { code: named.from, name: named.from },
        toWarehouse: { code: named.to, name: named.to },
        requestedBy: { name: current.name },
      });
    }
    const inserted = await insertTransfers(transaction, orders);
    await recordAllDone(transaction, current, made);
    await tellOfTransfers(transaction, actor, inserted);
    return { repeated: false, orders: inserted };
  });
}

function isOf(shipment: Shipment, order: Awaited<ReturnType<typeof selectTransfersOfPlan>>[number]): boolean {
  return (
    order.planWeek === shipment.week &&
    order.fromWarehouse.code === shipment.fromWarehouseCode &&
    order.toWarehouse.code === shipment.toWarehouseCode
  );
}

function isOfLane({ fromWarehouseCode, toWarehouseCode, week }: Shipment, one: PlanTransfer): boolean {
  const lane = one.fromWarehouseId === fromWarehouseCode && one.toWarehouseId === toWarehouseCode;
  return lane && one.week === week && one.quantity >= leastMoved;
}

/** By SKU code, what is left to move. */
function quantitiesOf(planned: readonly PlanTransfer[], netOf: ReadonlyMap<string, NetProposal>): Map<string, Decimal> {
  const quantities = new Map<string, Decimal>();
  for (const one of planned) {
    const units = new Decimal(netOf.get(transferKey(one))!.remaining);
    if (units.gt(0)) quantities.set(one.itemId, units);
  }
  return quantities;
}

/** Codes may have been changed since the plan was made. */
function idOf(entity: string, code: string, rows: readonly { readonly id: string; readonly code: string }[]): string {
  const row = rows.find(one => one.code === code);
  if (!row) throw new AppError('entity.not-found', { entity, id: code });
  return row.id;
}

export function tellOfTransfers(
  transaction: Database,
  { organisationId }: Reader,
  orders: readonly { id: string; number: string; status: string; version: number }[],
): Promise<void> {
  return appendEvents(
    transaction,
    organisationId,
    orders.map(({ id, ...payload }) => ({ topic: transferOrderTopic, entityId: id, payload })),
  );
}

function summaryOf(row: TransferRow) {
  const sum = (quantityOf: (line: TransferRow['lines'][number]) => Decimal.Value) =>
    row.lines.reduce((total, line) => total.plus(quantityOf(line)), new Decimal(0));
  const asked = sum(line => line.quantity.toString());
  const dispatched = sum(line => line.dispatchedQuantity.toString());
  const open = dispatched.minus(sum(line => line.receivedQuantity.toString()));
  const moved = row.status === 'DRAFT' ? asked : dispatched;
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    version: row.version,
    fromWarehouse: row.fromWarehouse.name,
    toWarehouse: row.toWarehouse.name,
    requesterName: row.requestedBy.name,
    createdAt: row.createdAt.toISOString(),
    leavesOn: dayOfDate(row.leavesOn),
    dispatchedOn: row.dispatchedOn && dayOfDate(row.dispatchedOn),
    expectedOn: dayOfDate(row.expectedOn),
    lineCount: row.lines.length,
    units: moved.toFixed(),
    inTransit: row.status === 'DISPATCHED' ? open.toFixed() : '0',
    /** What left and never arrived. */
    short: row.status === 'RECEIVED' ? open.toFixed() : '0',
    /** Of moving these units by the lane's terms, pounds. */
    costGbp: moved.times(row.unitCost.toString()).plus(row.shipmentCost.toString()).toFixed(2),
  };
}
