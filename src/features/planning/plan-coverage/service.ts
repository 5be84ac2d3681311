import { Decimal } from 'decimal.js';
import { AppError } from '../../../../shared/errors.ts';
import { type NetProposal, netOfOrders } from '../../../../shared/planning/net-of-orders.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import type { PlanSummary } from '../order-plans/schema.ts';
import {
  type OwnShipment,
  selectCoveringPurchases,
  selectCoveringTransfers,
  selectOwnShipments,
  selectPlanBasis,
  selectProposedLines,
} from './data.ts';
import { transferKey } from './schema.ts';

type Reader = Pick<Actor, 'organisationId'>;

/**
 * Until the transaction ends, nobody else of the organisation makes orders of any plan: what is left of a proposal stays
 * what it was found to be.
 */
export { lockOrdering } from './data.ts';

/** By plan line, what is left to order of it. */
export async function netPurchases(db: Database, actor: Reader, planId: string): Promise<Map<string, NetProposal>> {
  const { readAt } = await requirePlan(db, actor, planId);
  const lines = await selectProposedLines(db, planId);
  const { organisationId } = actor;
  const covers = Map.groupBy(await selectCoveringPurchases(db, { organisationId, planId, readAt }), pairKey);
  return new Map(
    lines.map(line => {
      const [net] = netOfOrders([line.orderQuantity.toFixed(3)], covers.get(pairKey(line)) ?? []);
      return [line.id, net!];
    }),
  );
}

/**
 * By `transferKey`, what is left to move of each shipment that has not been taken up from the plan. Of one that has, the
 * part that its order left out is what other orders hold: they are taken off it first.
 */
export async function netTransfers(db: Database, actor: Reader, planId: string): Promise<Map<string, NetProposal>> {
  const { readAt, transfers } = await requirePlan(db, actor, planId);
  if (transfers.length === 0) return new Map();
  const { organisationId } = actor;
  const own = await selectOwnShipments(db, planId);
  const ownOf = Map.groupBy(own, one => `${laneOf(one)} ${one.week}`);
  const takenUp = new Set(own.map(one => `${one.fromWarehouseCode} ${one.toWarehouseCode} ${one.week}`));
  const covers = Map.groupBy(await selectCoveringTransfers(db, { organisationId, planId, readAt }), laneOf);
  const byLane = Map.groupBy(transfers, one => `${one.itemId} ${one.fromWarehouseId} ${one.toWarehouseId}`);
  return new Map(
    [...byLane].flatMap(([lane, proposals]) => {
      const byWeek = [...Map.groupBy(proposals, one => one.week)].toSorted(([a], [b]) => a - b);
      const open = byWeek.map(([week, same]) =>
        unitsOf(same)
          .minus(unitsOf(ownOf.get(`${lane} ${week}`) ?? []))
          .toFixed(),
      );
      const net = netOfOrders(open, covers.get(lane) ?? []);
      return byWeek.flatMap(([week, [first]], index) =>
        takenUp.has(`${first!.fromWarehouseId} ${first!.toWarehouseId} ${week}`)
          ? []
          : [[transferKey(first!), net[index]!] as const],
      );
    }),
  );
}

function laneOf(one: Pick<OwnShipment, 'skuCode' | 'fromWarehouseCode' | 'toWarehouseCode'>): string {
  return `${one.skuCode} ${one.fromWarehouseCode} ${one.toWarehouseCode}`;
}

function unitsOf(parts: readonly { readonly quantity: string | number }[]): Decimal {
  return Decimal.sum(0, ...parts.map(part => part.quantity));
}

/**
 * Which proposals of a plan are held, in full or in part, by orders that it did not count: those of an edited copy, of
 * an older plan, or not approved when it was made.
 * @throws AppError `entity.not-found`
 */
export async function readCoverage(actor: Reader, planId: string) {
  const [lines, transfers] = await Promise.all([
    netPurchases(database, actor, planId),
    netTransfers(database, actor, planId),
  ]);
  const covered = (proposals: ReadonlyMap<string, NetProposal>) =>
    [...proposals].flatMap(([key, net]) => (net.coveredBy.length > 0 ? [{ key, ...net }] : []));
  return { lines: covered(lines), transfers: covered(transfers) };
}

async function requirePlan(db: Database, { organisationId }: Reader, planId: string) {
  const plan = await selectPlanBasis(db, organisationId, planId);
  if (!plan) throw new AppError('entity.not-found', { entity: 'order plan', id: planId });
  const summary = plan.summary as unknown as PlanSummary | null;
  return { readAt: plan.basePlan?.createdAt ?? plan.createdAt, transfers: summary?.transfers ?? [] };
}
