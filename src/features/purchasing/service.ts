import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { addDays, dateOfDay, dayOfDate, weekStart } from '../../../shared/business-day.ts';
import { toCsv } from '../../../shared/csv.ts';
import { AppError } from '../../../shared/errors.ts';
import { canonicalText, changedLines, type OrderContent } from '../../../shared/purchasing/order-content.ts';
import { documentOf } from '../../../shared/purchasing/order-document.ts';
import { inPounds, lineTotal, sumOfMoney } from '../../../shared/purchasing/order-money.ts';
import { requireOrderable } from '../../../shared/purchasing/order-quantity.ts';
import { type OrderStep, requireStep } from '../../../shared/purchasing/order-states.ts';
import { type Actor, hasRole } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import type { Prisma } from '../../server/generated/prisma/client.ts';
import type { PurchaseOrderStatus, Role } from '../../server/generated/prisma/enums.ts';
import { runTask } from '../../server/pool.ts';
import { recordDone } from '../audit/service.ts';
import { rateOnSubmission } from '../exchange-rates/service.ts';
import { businessCalendar, currentActor, readOrganisation } from '../users/service.ts';
import {
  countOrdersByStatus,
  deleteLines,
  insertAction,
  insertSubmission,
  type LockedOrder,
  lockOrder,
  type OrderListRow,
  type OrderRow,
  releasePlanLines,
  selectAction,
  selectApproval,
  selectCommitments,
  selectOrder,
  selectOrderOrganisation,
  selectOrderSummary,
  selectOrders,
  selectPlaceNames,
  selectTerms,
  updateLine,
  updateOrder,
} from './data.ts';
import type { EditLinesInput, ListOrdersInput, StepInput, StepWithReasonInput } from './schema.ts';

/** Where a refused call without a session is recorded. */
export function organisationOfOrder(orderId: string): Promise<string | null> {
  return /^[0-9a-f-]{36}$/i.test(orderId) ? selectOrderOrganisation(database, orderId) : Promise.resolve(null);
}

export interface StepOutcome {
  readonly change: Prisma.PurchaseOrderUncheckedUpdateInput;
  /** What the audit row shows beside the status. */
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
  readonly reason?: string;
}

export interface StepScene {
  readonly transaction: Database;
  readonly order: LockedOrder;
  /** With the role and authority of this moment. */
  readonly actor: Actor;
}

/**
 * Takes one step on one order, exactly once for its key: locks the order, reads the actor's role afresh, checks state
 * and version, and writes change, audit row and event in one transaction.
 * @throws AppError why the step was refused; nothing is changed then
 */
export async function takeStep(
  actor: Actor,
  step: OrderStep,
  input: StepInput,
  required: Role,
  work: (scene: StepScene) => Promise<StepOutcome>,
) {
  return inTransaction(async transaction => {
    const order = await lockOrder(transaction, actor.organisationId, input.orderId);
    if (!order) throw new AppError('entity.not-found', { entity: 'purchase order', id: input.orderId });
    const current = await currentActor(transaction, actor, required);

    const done = await selectAction(transaction, actor.organisationId, input.idempotencyKey);
    if (done) {
      if (done.orderId !== order.id || done.actorId !== actor.userId || done.action !== step) {
        throw new AppError('request.key-reused');
      }
      if (done.versionAfter !== order.version) throw new AppError('request.replayed', { number: order.number });
      return { id: order.id, number: order.number, status: order.status, version: order.version, repeated: true };
    }
    requireStep(step, order);
    if (order.version !== input.version) {
      throw new AppError('entity.changed', { entity: 'purchase order', id: order.number });
    }

    const { change, before, after, reason } = await work({ transaction, order, actor: current });
    const updated = await updateOrder(transaction, order.id, change);
    await insertAction(transaction, {
      organisationId: actor.organisationId,
      idempotencyKey: input.idempotencyKey,
      orderId: order.id,
      actorId: actor.userId,
      action: step,
      versionAfter: updated.version,
    });
    await recordDone(transaction, current, {
      action: `purchase-order.${step}`,
      entityType: 'purchase-order',
      entityId: order.id,
      before: { number: order.number, status: order.status, version: order.version, ...before },
      after: { number: order.number, status: updated.status, version: updated.version, ...after },
      ...(reason !== undefined && { reason }),
    });
    await tellOfOrder(transaction, actor, updated);
    return { ...updated, repeated: false };
  });
}

/** Changes quantities of a draft and removes lines; the supplier's minimum and multiple hold. */
export function editLines(actor: Actor, input: EditLinesInput) {
  return takeStep(actor, 'edit', input, 'MANAGER', async ({ transaction, order }) => {
    requireRequester(order, actor);
    const wanted = new Map(input.quantities.map(({ lineId, quantity }) => [lineId, quantity]));
    const removed = new Set(input.removedLineIds);
    const known = new Set(order.lines.map(line => line.id));
    const unknown = [...wanted.keys(), ...removed].find(id => !known.has(id));
    if (unknown) throw new AppError('entity.not-found', { entity: 'order line', id: unknown });

    const lines = order.lines
      .filter(line => !removed.has(line.id))
      .map(line => {
        const quantity = new Decimal(wanted.get(line.id) ?? line.quantity.toString()).toFixed(3);
        return { ...line, quantity, lineTotal: lineTotal(quantity, line.unitCost.toFixed(4)) };
      });
    if (lines.length === 0) throw new AppError('purchasing.no-lines', { number: order.number });
    await requireOrderableLines(transaction, order, lines);
    const changed = lines.filter(line => wanted.has(line.id));
    for (const line of changed) {
      await updateLine(transaction, line.id, { quantity: line.quantity, lineTotal: line.lineTotal });
    }
    await deleteLines(transaction, [...removed]);
    const total = sumOfMoney(lines.map(line => line.lineTotal));
    const touched = (line: { id: string }) => wanted.has(line.id) || removed.has(line.id);
    return {
      change: { total },
      before: {
        total: order.total.toFixed(2),
        lines: order.lines.filter(touched).map(line => ({ line: nameOf(line), quantity: line.quantity.toFixed(3) })),
      },
      after: { total, lines: changed.map(line => ({ line: nameOf(line), quantity: line.quantity })) },
    };
  });
}

/** Puts a draft before the approvers: freezes its content and its value in pounds. */
export function submitOrder(actor: Actor, input: StepInput) {
  return takeStep(actor, 'submit', input, 'MANAGER', async ({ transaction, order }) => {
    requireRequester(order, actor);
    const lines = order.lines.map(line => ({ ...line, quantity: line.quantity.toFixed(3) }));
    if (lines.length === 0) throw new AppError('purchasing.no-lines', { number: order.number });
    await requireOrderableLines(transaction, order, lines);
    const total = sumOfMoney(lines.map(line => lineTotal(line.quantity, line.unitCost.toFixed(4))));
    if (order.supplier.minimumOrderValue.gt(total)) {
      throw new AppError('purchasing.below-minimum-value', {
        number: order.number,
        supplier: order.supplier.name,
        total: `${total} ${order.currency}`,
        minimum: `${order.supplier.minimumOrderValue.toFixed(2)} ${order.supplier.currency}`,
      });
    }
    const rate = await rateOnSubmission(transaction, order.organisationId, order.currency);
    const round = (order.submissions[0]?.round ?? 0) + 1;
    const frozen = { ...rate, total, totalGbp: inPounds(total, rate.gbpPerUnit) };
    const content = contentOf(order, round, frozen);
    const contentHash = hashOf(content);
    const submittedAt = new Date();
    await insertSubmission(transaction, {
      orderId: order.id,
      round,
      content: content as unknown as Prisma.InputJsonObject,
      contentHash,
      submittedById: actor.userId,
      submittedAt,
    });
    return {
      change: {
        status: 'SUBMITTED',
        total,
        gbpPerUnit: rate.gbpPerUnit,
        gbpRateDay: dateOfDay(rate.gbpRateDay),
        totalGbp: frozen.totalGbp,
        contentHash,
        submittedAt,
        decidedAt: null,
      },
      before: { total: order.total.toFixed(2) },
      after: { ...frozen, currency: order.currency, contentHash, round },
    };
  });
}

/** Takes an order back to draft. Whatever was decided on it no longer counts: it must be submitted again. */
export function reopenOrder(actor: Actor, input: StepWithReasonInput) {
  return takeStep(actor, 'reopen', input, 'MANAGER', async ({ order }) => {
    requireRequester(order, actor);
    return {
      change: {
        status: 'DRAFT',
        gbpPerUnit: null,
        gbpRateDay: null,
        totalGbp: null,
        contentHash: null,
        submittedAt: null,
        decidedAt: null,
      },
      before: { contentHash: order.contentHash, totalGbp: order.totalGbp?.toFixed(2) ?? null },
      after: { contentHash: null, totalGbp: null },
      reason: input.reason,
    };
  });
}

/** Ends an order before anything arrived; its plan lines can be ordered again. */
export function cancelOrder(actor: Actor, input: StepWithReasonInput) {
  return takeStep(actor, 'cancel', input, 'MANAGER', async ({ transaction, order, actor: current }) => {
    if (!hasRole(current, 'ADMIN')) requireRequester(order, actor);
    if (order.lines.some(line => line.receivedQuantity.gt(0))) {
      throw new AppError('purchasing.already-received', { number: order.number });
    }
    await releasePlanLines(transaction, order.id);
    return { change: { status: 'CANCELLED' }, reason: input.reason };
  });
}

/** Says that an approved order went to its supplier. Only exactly what was approved may go. */
export function markOrdered(actor: Actor, input: StepInput) {
  return takeStep(actor, 'mark-ordered', input, 'MANAGER', async ({ transaction, order }) => {
    const approval = order.contentHash ? await selectApproval(transaction, order.id, order.contentHash) : null;
    if (approval?.decision !== 'APPROVED') throw new AppError('purchasing.not-approved', { number: order.number });
    requireContentAsSubmitted(order, 'approved');
    const { today } = await businessCalendar(transaction, actor.organisationId);
    return {
      change: { status: 'ORDERED', orderedOn: dateOfDay(today) },
      after: { orderedOn: today, contentHash: order.contentHash, approvedBy: approval.decidedBy.name },
    };
  });
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
  /** Ordered later than this it cannot arrive on `expectedOn`. */
  readonly orderBy: string | null;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly lineCount: number;
}

function summaryOf(row: OrderListRow): OrderSummary {
  const expectedOn = row.expectedOn && dayOfDate(row.expectedOn);
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
    expectedOn,
    orderBy: expectedOn && addDays(expectedOn, -row.supplier.leadTimeDays),
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

/** All orders that wait for a decision; there are never thousands of them. */
export async function readSubmittedOrders(actor: Actor): Promise<OrderSummary[]> {
  const rows = await selectOrders(database, actor.organisationId, { status: 'SUBMITTED', limit: 1_000 });
  return rows.map(summaryOf);
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
  const terms = await selectTerms(
    database,
    row.supplierId,
    row.lines.map(line => line.skuId),
  );
  const termOfSku = new Map(terms.map(term => [term.skuId, term]));
  const summary = summaryOf({ ...row, _count: { lines: row.lines.length } });
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
    supplier: {
      code: supplier.code,
      leadTimeDays: supplier.leadTimeDays,
      paymentTermsDays: supplier.paymentTermsDays,
      minimumOrderValue: supplier.minimumOrderValue.toFixed(2),
    },
    lines: row.lines.map(line => {
      const term = termOfSku.get(line.skuId);
      return {
        id: line.id,
        planLineId: line.planLineId,
        skuCode: line.sku.code,
        skuName: line.sku.name,
        unit: line.sku.unitOfMeasure,
        warehouse: line.warehouse.name,
        quantity: line.quantity.toFixed(),
        unitCost: line.unitCost.toFixed(4),
        lineTotal: line.lineTotal.toFixed(2),
        receivedQuantity: line.receivedQuantity.toFixed(),
        minimumOrderQuantity: term?.minimumOrderQuantity.toFixed() ?? null,
        orderMultiple: term?.orderMultiple.toFixed() ?? null,
        receipts: line.receipts.map(receipt => ({
          id: receipt.id,
          quantity: receipt.quantity.toFixed(),
          receivedOn: dayOfDate(receipt.receivedOn),
          by: receipt.receivedBy.name,
        })),
      };
    }),
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

/** Refuses when the order's rows no longer say what its hash was taken of. */
export function requireContentAsSubmitted(order: LockedOrder, decided: 'submitted' | 'approved'): void {
  const { gbpPerUnit, gbpRateDay, totalGbp } = order;
  const round = order.submissions[0]?.round;
  const hash =
    gbpPerUnit && gbpRateDay && totalGbp && round !== undefined
      ? hashOf(
          contentOf(order, round, {
            gbpPerUnit: gbpPerUnit.toFixed(8),
            gbpRateDay: dayOfDate(gbpRateDay),
            total: order.total.toFixed(2),
            totalGbp: totalGbp.toFixed(2),
          }),
        )
      : null;
  if (hash === null || hash !== order.contentHash) {
    throw new AppError('purchasing.content-changed', { number: order.number, decided });
  }
}

function contentOf(
  order: LockedOrder,
  round: number,
  frozen: Pick<OrderContent, 'total' | 'gbpPerUnit' | 'gbpRateDay' | 'totalGbp'>,
): OrderContent {
  const { organisationId, id, number, supplierId, requestedById, currency, expectedOn } = order;
  return {
    organisationId,
    orderId: id,
    number,
    round,
    supplierId,
    requestedById,
    currency,
    expectedOn: expectedOn && dayOfDate(expectedOn),
    lines: order.lines.map(line => ({
      lineId: line.id,
      skuId: line.skuId,
      warehouseId: line.warehouseId,
      quantity: line.quantity.toFixed(3),
      unitCost: line.unitCost.toFixed(4),
      lineTotal: line.lineTotal.toFixed(2),
    })),
    ...frozen,
  };
}

function hashOf(content: OrderContent): string {
  return sha256(canonicalText(content));
}

async function requireOrderableLines(
  transaction: Database,
  order: LockedOrder,
  lines: readonly (Pick<LockedOrder['lines'][number], 'skuId' | 'sku' | 'warehouse'> & { quantity: string })[],
): Promise<void> {
  const terms = await selectTerms(
    transaction,
    order.supplierId,
    lines.map(line => line.skuId),
  );
  requireOrderable(
    order.supplier.name,
    lines.map(line => ({ skuId: line.skuId, name: nameOf(line), quantity: line.quantity })),
    new Map(
      terms.map(term => [
        term.skuId,
        { minimumOrderQuantity: term.minimumOrderQuantity.toFixed(), orderMultiple: term.orderMultiple.toFixed() },
      ]),
    ),
  );
}

function requireRequester(order: LockedOrder, actor: Actor): void {
  if (order.requestedById !== actor.userId) {
    throw new AppError('purchasing.not-requester', { number: order.number, requester: order.requestedBy.name });
  }
}

export function tellOfOrder(
  transaction: Database,
  actor: Actor,
  { id, number, status, version }: { id: string; number: string; status: string; version: number },
): Promise<void> {
  return appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'purchase-order',
    entityId: id,
    payload: { number, status, version },
  });
}

/** "RED-UK for Thurrock". */
export function nameOf(line: { sku: { code: string }; warehouse: { name: string } }): string {
  return `${line.sku.code} for ${line.warehouse.name}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
