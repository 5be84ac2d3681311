import { Decimal } from 'decimal.js';
import { addDays, dayOfDate, weekStart } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { changedLines, type OrderContent } from '../../../../shared/purchasing/order-content.ts';
import { inPounds } from '../../../../shared/purchasing/order-money.ts';
import type { Actor } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import type { PurchaseOrderStatus } from '../../../server/generated/prisma/enums.ts';
import { rateOnSubmission } from '../../data/exchange-rates/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { type LeadTimeInForce, leadTimesInForce } from '../supplier-performance/service.ts';
import { orderTerms } from '../suppliers/service.ts';
import {
  countOrdersByStatus,
  type OrderListRow,
  type OrderRow,
  selectCommitments,
  selectOrder,
  selectOrderOrganisation,
  selectOrderSummary,
  selectOrders,
  selectPlaceNames,
} from './data.ts';
import type { ListOrdersInput } from './schema.ts';

/** Where a refused call without a session is recorded. */
export function organisationOfOrder(orderId: string): Promise<string | null> {
  return /^[0-9a-f-]{36}$/i.test(orderId) ? selectOrderOrganisation(database, orderId) : Promise.resolve(null);
}

/** What lists and approvals know of an order. */
export interface OrderSummary {
  readonly id: string;
  readonly organisationId: string;
  readonly number: string;
  readonly status: PurchaseOrderStatus;
  readonly currency: string;
  readonly total: string;
  /** Frozen on submission; null for a draft. */
  readonly totalGbp: string | null;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly requestedById: string;
  readonly requesterName: string;
  readonly expectedOn: string | null;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly lineCount: number;
}

function summaryOf(row: OrderListRow): OrderSummary {
  return {
    id: row.id,
    organisationId: row.organisationId,
    number: row.number,
    status: row.status,
    currency: row.currency,
    total: row.total.toFixed(2),
    totalGbp: row.totalGbp?.toFixed(2) ?? null,
    supplierId: row.supplierId,
    supplierName: row.supplier.name,
    requestedById: row.requestedById,
    requesterName: row.requestedBy.name,
    expectedOn: row.expectedOn && dayOfDate(row.expectedOn),
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    lineCount: row._count.lines,
  };
}

/** Newest first, with how many orders are in each state. */
export async function listOrders(actor: Actor, { status, search, cursor, limit }: ListOrdersInput) {
  const [rows, counts] = await Promise.all([
    selectOrders(database, actor.organisationId, {
      limit: limit + 1,
      ...(status && { status }),
      ...(search && { search }),
      ...(cursor && { after: cursor }),
    }),
    countOrdersByStatus(database, actor.organisationId),
  ]);
  const page = rows.slice(0, limit);
  return {
    asOf: new Date().toISOString(),
    orders: page.map(summaryOf),
    /** For the next page; null on the last. */
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.map(row => [row.status, row._count])) as Partial<
      Record<PurchaseOrderStatus, number>
    >,
  };
}

/** All orders that wait for a decision, with the last day to order; there are never thousands of them. */
export async function readSubmittedOrders(actor: Actor) {
  const [rows, leadTimeOf] = await Promise.all([
    selectOrders(database, actor.organisationId, { status: 'SUBMITTED', limit: 1_000 }),
    leadTimesInForce(actor),
  ]);
  return rows.map(row => {
    const summary = summaryOf(row);
    const leadTime = leadTimeOf(row.supplierId, row.supplier.leadTimeDays);
    return { ...summary, orderBy: orderByDay(summary.expectedOn, leadTime) };
  });
}

/** Ordered later than this it cannot be expected to arrive on `expectedOn`. */
function orderByDay(expectedOn: string | null, { days }: LeadTimeInForce): string | null {
  return expectedOn && addDays(expectedOn, -Math.ceil(days));
}

/** @throws AppError `entity.not-found` */
export async function readOrderSummary(actor: Actor, orderId: string): Promise<OrderSummary> {
  const row = await selectOrderSummary(database, actor.organisationId, orderId);
  if (!row) throw new AppError('entity.not-found', { entity: 'purchase order', id: orderId });
  return summaryOf(row);
}

/** What an order is worth in pounds: as frozen on submission, or at the newest rate, or why that cannot be said. */
export async function valueInPounds(order: Pick<OrderSummary, 'organisationId' | 'currency' | 'total' | 'totalGbp'>) {
  if (order.totalGbp !== null) return { ok: true, totalGbp: order.totalGbp } as const;
  try {
    const { gbpPerUnit } = await rateOnSubmission(database, order.organisationId, order.currency);
    return { ok: true, totalGbp: inPounds(order.total, gbpPerUnit) } as const;
  } catch (error) {
    if (error instanceof AppError) return { ok: false, problem: error.message } as const;
    throw error;
  }
}

/** One order with its lines, what was submitted and decided, what changed since, and when it has to be paid. */
export async function readOrder(actor: Actor, orderId: string) {
  const row = await selectOrder(database, actor.organisationId, orderId);
  if (!row) throw new AppError('entity.not-found', { entity: 'purchase order', id: orderId });
  const { today, weekStartsOn } = await businessCalendar(database, actor.organisationId);
  const { supplier } = row;
  const terms = await orderTerms(
    database,
    row.supplierId,
    row.lines.map(line => line.skuId),
  );
  const summary = summaryOf({ ...row, _count: { lines: row.lines.length } });
  const leadTimeOf = await leadTimesInForce(actor);
  const leadTime = leadTimeOf(supplier.id, supplier.leadTimeDays);
  const value = await valueInPounds(summary);
  const payOn = summary.expectedOn && addDays(summary.expectedOn, supplier.paymentTermsDays);
  return {
    ...summary,
    asOf: new Date().toISOString(),
    version: row.version,
    planId: row.planId,
    gbpPerUnit: row.gbpPerUnit?.toFixed(8) ?? null,
    gbpRateDay: row.gbpRateDay && dayOfDate(row.gbpRateDay),
    contentHash: row.contentHash,
    orderedOn: row.orderedOn && dayOfDate(row.orderedOn),
    orderBy: orderByDay(summary.expectedOn, leadTime),
    /** Of the supplier, as plans count on it now. */
    leadTime,
    supplier: {
      code: supplier.code,
      paymentTermsDays: supplier.paymentTermsDays,
      minimumOrderValue: supplier.minimumOrderValue.toFixed(2),
    },
    lines: row.lines.map(line => ({
      id: line.id,
      planLineId: line.planLineId,
      skuCode: line.sku.code,
      skuName: line.sku.name,
      unit: `${line.sku.unitOfMeasure}s`,
      warehouse: line.warehouse.name,
      quantity: line.quantity.toFixed(),
      unitCost: line.unitCost.toFixed(4),
      lineTotal: line.lineTotal.toFixed(2),
      receivedQuantity: line.receivedQuantity.toFixed(),
      /** What the supplier asks for today; null when it no longer sells the SKU. */
      terms: terms.get(line.skuId) ?? null,
      receipts: line.receipts.map(receipt => ({
        id: receipt.id,
        quantity: receipt.quantity.toFixed(),
        receivedOn: dayOfDate(receipt.receivedOn),
        by: receipt.receivedBy.name,
      })),
    })),
    chain: chainOf(row),
    changes: await changesSinceSubmission(row),
    cash:
      payOn === null
        ? null
        : {
            payOn,
            amountGbp: value.ok ? value.totalGbp : null,
            problem: value.ok ? null : value.problem,
            ...(await paymentWeeks(row, today, weekStartsOn, payOn, value.ok ? value.totalGbp : '0.00')),
          },
  };
}

/** Submissions and decisions in the order in which they happened. */
function chainOf(row: OrderRow) {
  const submissions = row.submissions.map(submission => ({
    kind: 'submitted' as const,
    at: submission.submittedAt.toISOString(),
    by: submission.submittedBy.name,
    round: submission.round,
    contentHash: submission.contentHash,
    amountGbp: (submission.content as unknown as OrderContent).totalGbp,
    authority: null,
    limitGbp: null,
    lentBy: null,
    reason: null,
    /** Whether it is about what the order says now. */
    current: submission.contentHash === row.contentHash,
  }));
  const decisions = row.approvals.map(approval => ({
    kind: approval.decision === 'APPROVED' ? ('approved' as const) : ('rejected' as const),
    at: approval.decidedAt.toISOString(),
    by: approval.decidedBy.name,
    round: null,
    contentHash: approval.contentHash,
    amountGbp: approval.amountGbp.toFixed(2),
    authority: approval.authority,
    limitGbp: approval.limitGbp?.toFixed(2) ?? null,
    lentBy: approval.delegation?.fromUser.name ?? null,
    reason: approval.reason,
    current: approval.contentHash === row.contentHash,
  }));
  return [...submissions, ...decisions].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Against the last submission; while one waits for a decision, against the one before it. Null when there is none. */
async function changesSinceSubmission(row: OrderRow) {
  const waiting = row.submissions.at(-1)?.contentHash === row.contentHash;
  const earlier = row.submissions.at(waiting ? -2 : -1);
  if (!earlier) return null;
  const content = earlier.content as unknown as OrderContent;
  const lines = changedLines(
    content.lines,
    row.lines.map(line => ({
      lineId: line.id,
      skuId: line.skuId,
      warehouseId: line.warehouseId,
      quantity: line.quantity.toFixed(3),
      unitCost: line.unitCost.toFixed(4),
      lineTotal: line.lineTotal.toFixed(2),
    })),
  );
  const [skus, warehouses] = await selectPlaceNames(
    database,
    lines.map(line => line.skuId),
    lines.map(line => line.warehouseId),
  );
  const skuName = new Map(skus.map(sku => [sku.id, `${sku.code} · ${sku.name}`]));
  const warehouseName = new Map(warehouses.map(warehouse => [warehouse.id, warehouse.name]));
  return {
    round: earlier.round,
    submittedAt: earlier.submittedAt.toISOString(),
    totalBefore: content.total,
    lines: lines.map(({ skuId, warehouseId, before, after }) => ({
      sku: skuName.get(skuId) ?? skuId,
      warehouse: warehouseName.get(warehouseId) ?? warehouseId,
      before,
      after,
    })),
  };
}

/** Weeks ahead that are told apart in the cash effect. */
const cashWeeks = 26;

/** What falls due in each week with a payment, the overdue in this week: other open orders, and this one. Pounds. */
async function paymentWeeks(row: OrderRow, today: string, weekStartsOn: number, payOn: string, totalGbp: string) {
  const weekOf = (day: string) => weekStart(day < today ? today : day, weekStartsOn);
  const last = weekStart(addDays(today, cashWeeks * 7), weekStartsOn);
  const own = weekOf(payOn);
  const others = new Map<string, Decimal>([[own, new Decimal(0)]]);
  let later = new Decimal(0);
  for (const other of await selectCommitments(database, row.organisationId, row.id)) {
    if (!other.expectedOn || !other.totalGbp) continue;
    const week = weekOf(addDays(dayOfDate(other.expectedOn), other.supplier.paymentTermsDays));
    const amount = new Decimal(other.totalGbp.toString());
    if (week > last) later = later.plus(amount);
    else others.set(week, (others.get(week) ?? new Decimal(0)).plus(amount));
  }
  return {
    weeks: [...others]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([week, amount]) => ({
        weekStart: week,
        otherGbp: amount.toFixed(2),
        thisGbp: week === own ? totalGbp : '0.00',
      })),
    laterGbp: later.toFixed(2),
  };
}
