import { createHash } from 'node:crypto';
import { dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { canonicalText, type OrderContent } from '../../../../shared/purchasing/order-content.ts';
import { inPounds, lineTotal, requireBookable, sumOfMoney } from '../../../../shared/purchasing/order-money.ts';
import { unitCostAt } from '../../../../shared/purchasing/price-breaks.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import { rateOnSubmission } from '../../data/exchange-rates/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import type { StepInput } from '../order-steps/schema.ts';
import { nameOf, requireOrderableLines, requireRequester, type StepScene, takeStep } from '../order-steps/service.ts';
import type { OrderTerms } from '../suppliers/service.ts';
import { insertSubmission, selectApproval } from './data.ts';

type LockedOrder = StepScene['order'];

/** Puts a draft before the approvers: freezes its content and its value in pounds. */
export function submitOrder(actor: Actor, input: StepInput) {
  return takeStep(actor, 'submit', input, 'MANAGER', async ({ transaction, order }) => {
    requireRequester(order, actor);
    const lines = order.lines.map(line => ({ ...line, quantity: line.quantity.toFixed(3) }));
    if (lines.length === 0) throw new AppError('purchasing.no-lines', { number: order.number });
    const terms = await requireOrderableLines(transaction, order, lines);
    for (const line of lines) requirePrice(order, line, terms.get(line.skuId)!);
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
    requireBookable(order.number, frozen.totalGbp, 'GBP');
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

/** What the approvers see is what the supplier asks for. @throws AppError `purchasing.price-changed` */
function requirePrice(
  { supplier, currency }: LockedOrder,
  line: Omit<LockedOrder['lines'][number], 'quantity'> & { readonly quantity: string },
  terms: OrderTerms,
): void {
  const asked = unitCostAt(line.quantity, terms);
  if (line.unitCost.eq(asked)) return;
  throw new AppError('purchasing.price-changed', {
    supplier: supplier.name,
    price: `${asked} ${currency}`,
    quantity: Number(line.quantity),
    line: nameOf(line),
    drafted: `${line.unitCost.toFixed(4)} ${currency}`,
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
