import { createHash } from 'node:crypto';
import { addDays, dateOfDay, dayOfDate, weekStart } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { coverWords } from '../../../../shared/planning/net-of-orders.ts';
import { lineTotal, sumOfMoney } from '../../../../shared/purchasing/order-money.ts';
import { unitCostAt } from '../../../../shared/purchasing/price-breaks.ts';
import type { Actor } from '../../../server/actor.ts';
import { inTransaction } from '../../../server/db.ts';
import { lockOrdering, netPurchases } from '../../planning/plan-coverage/service.ts';
import { type AuditEntry, recordAllDone } from '../../workspace/audit/service.ts';
import { businessCalendar, currentActor } from '../../workspace/users/service.ts';
import { nameOf, tellOfOrders } from '../order-steps/service.ts';
import { leadTimesInForce } from '../supplier-performance/service.ts';
import { termsBySupplier } from '../suppliers/service.ts';
import { insertOrder, lockPlan, selectOrdersOfRequest, selectPlanLines, takeOrderNumbers } from './data.ts';
import type { CreateDraftsInput } from './schema.ts';

/**
 * Makes one draft for each supplier, currency and delivery week of the chosen plan lines, at the prices that their
 * quantities have in the supplier's terms today. The same request again gives the same orders; a plan line is ordered
 * once, whoever asks first, and of what orders hold that the plan does not count only the difference is ordered.
 */
export async function createDrafts(actor: Actor, input: CreateDraftsInput) {
  const lineIds = [...new Set(input.lineIds)].sort();
  const requestHash = createHash('sha256')
    .update([input.planId, ...lineIds].join(' '))
    .digest('hex')
    .slice(0, 16);
  const leadTimeOf = await leadTimesInForce(actor);
  return inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'MANAGER');
    await lockOrdering(transaction, actor.organisationId);
    const plan = await lockPlan(transaction, actor.organisationId, input.planId);
    if (!plan) throw new AppError('entity.not-found', { entity: 'order plan', id: input.planId });

    const earlier = await selectOrdersOfRequest(transaction, actor.organisationId, input.idempotencyKey);
    if (earlier.length > 0) {
      const sameRequest = (order: (typeof earlier)[number]) =>
        order.requestedById === actor.userId &&
        order.idempotencyKey.startsWith(`${input.idempotencyKey}:${requestHash}:`);
      if (!earlier.every(sameRequest)) throw new AppError('request.key-reused');
      return {
        repeated: true,
        reduced: [],
        orders: earlier.map(({ id, number, status, version }) => ({ id, number, status, version })),
      };
    }
    if (plan.status !== 'COMPLETED') {
      throw new AppError('purchasing.plan-not-ready', { status: plan.status.toLowerCase() });
    }

    const lines = await selectPlanLines(transaction, plan.id, lineIds);
    const found = new Set(lines.map(line => line.id));
    const unknown = lineIds.find(id => !found.has(id));
    if (unknown) throw new AppError('entity.not-found', { entity: 'plan line', id: unknown });
    for (const line of lines) {
      if (line.purchaseLine) {
        const { number, requestedBy } = line.purchaseLine.order;
        throw new AppError('purchasing.line-already-ordered', {
          line: nameOf(line),
          number,
          requester: requestedBy.name,
        });
      }
      if (line.orderQuantity.lte(0)) throw new AppError('purchasing.nothing-to-order', { line: nameOf(line) });
    }

    const netOf = await netPurchases(transaction, actor, plan.id);
    const covered = lines.find(line => Number(netOf.get(line.id)!.remaining) <= 0);
    if (covered) {
      const planned = covered.orderQuantity.toFixed();
      const orders = coverWords(netOf.get(covered.id)!);
      throw new AppError('purchasing.line-covered', { line: nameOf(covered), planned, orders });
    }
    const quantityOf = (line: (typeof lines)[number]) => netOf.get(line.id)!.remaining;

    const { today, weekStartsOn } = await businessCalendar(transaction, actor.organisationId);
    const arrivalOf = (line: (typeof lines)[number]) => {
      const { days } = leadTimeOf(line.supplierId, line.supplier.leadTimeDays);
      const earliest = addDays(today, Math.ceil(days));
      const planned = line.arrivesOn && dayOfDate(line.arrivesOn);
      return planned && planned > earliest ? planned : earliest;
    };
    const bundles = Map.groupBy(
      lines,
      line => `${line.supplierId}:${line.currency}:${weekStart(arrivalOf(line), weekStartsOn)}`,
    );
    const firstNumber = await takeOrderNumbers(transaction, actor.organisationId, bundles.size);
    const supplierIds = [...new Set(lines.map(line => line.supplierId))];
    const skuIds = [...new Set(lines.map(line => line.skuId))];
    const terms = await termsBySupplier(transaction, supplierIds, skuIds);
    const orders: Awaited<ReturnType<typeof insertOrder>>[] = [];
    const made: AuditEntry[] = [];
    for (const [bundleKey, bundle] of [...bundles].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [first] = bundle as [(typeof bundle)[number]];
      const orderLines = bundle.map(line => {
        const quantity = quantityOf(line);
        const asked = terms.get(line.supplierId)?.get(line.skuId);
        // Without terms it cannot be submitted; until then the plan's price stands.
        const unitCost = asked ? unitCostAt(quantity, asked) : line.unitCost.toFixed(4);
        return {
          planLineId: line.id,
          skuId: line.skuId,
          warehouseId: line.warehouseId,
          quantity,
          unitCost,
          lineTotal: lineTotal(quantity, unitCost),
        };
      });
      const total = sumOfMoney(orderLines.map(line => line.lineTotal));
      const expectedOn = bundle.map(arrivalOf).toSorted().at(-1) ?? today;
      const order = await insertOrder(
        transaction,
        {
          organisationId: actor.organisationId,
          number: `PO-${String(firstNumber + orders.length).padStart(6, '0')}`,
          supplierId: first.supplierId,
          planId: plan.id,
          status: 'DRAFT',
          currency: first.currency,
          total,
          requestedById: actor.userId,
          expectedOn: dateOfDay(expectedOn),
          idempotencyKey: `${input.idempotencyKey}:${requestHash}:${bundleKey}`,
        },
        orderLines,
      );
      orders.push(order);
      made.push({
        action: 'purchase-order.create',
        entityType: 'purchase-order',
        entityId: order.id,
        after: {
          number: order.number,
          status: 'DRAFT',
          planId: plan.id,
          total,
          currency: first.currency,
          expectedOn,
          lines: bundle.map(line => ({ line: nameOf(line), quantity: quantityOf(line) })),
        },
      });
    }
    await recordAllDone(transaction, current, made);
    await tellOfOrders(transaction, actor, orders);
    const reduced = lines
      .filter(line => netOf.get(line.id)!.coveredBy.length > 0)
      .map(line => ({ line: nameOf(line), quantity: quantityOf(line), heldBy: coverWords(netOf.get(line.id)!) }));
    return { repeated: false, orders, reduced };
  });
}
