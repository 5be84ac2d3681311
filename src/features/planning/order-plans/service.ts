import type { DecisionRecord } from '../../../../shared/contracts/decision-record.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import {
  type PlanLineRow,
  type PlanRow,
  selectPlan,
  selectPlanLine,
  selectPlanLines,
  selectPlanOwner,
  selectPlans,
} from './data.ts';
import {
  type LineProjection,
  type ListPlansInput,
  type PlanEvent,
  type PlanParameters,
  type PlanSummary,
  planTopic,
} from './schema.ts';

/** What making and editing plans writes. */
export { insertPlan, insertPlanLines, type NewPlanLine } from './data.ts';

type Reader = Pick<Actor, 'organisationId'>;

export async function listPlans(actor: Reader, page: ListPlansInput) {
  return (await selectPlans(database, actor.organisationId, page)).map(planView);
}

/** @throws AppError `entity.not-found` */
export async function readPlan(actor: Reader, planId: string) {
  return planView(await getPlan(actor, planId));
}

/** @throws AppError `entity.not-found` */
export async function readPlanLines(actor: Reader, planId: string) {
  await getPlan(actor, planId);
  return (await selectPlanLines(database, planId)).map(lineView);
}

/** One line with its projection and its decision record. @throws AppError `entity.not-found` */
export async function readPlanLine(actor: Reader, lineId: string) {
  const row = await selectPlanLine(database, actor.organisationId, lineId);
  if (!row) throw new AppError('entity.not-found', { entity: 'plan line', id: lineId });
  return {
    ...lineView(row),
    planningDate: dayOf(row.plan.planningDate),
    forecast: { ...row.publishedForecast, publishedAt: row.publishedForecast.publishedAt.toISOString() },
    projection: row.projection as unknown as LineProjection,
    decision: row.decision as unknown as DecisionRecord,
  };
}

async function getPlan(actor: Reader, planId: string): Promise<PlanRow> {
  const plan = await selectPlan(database, actor.organisationId, planId);
  if (!plan) throw new AppError('entity.not-found', { entity: 'order plan', id: planId });
  return plan;
}

function planView(row: PlanRow) {
  return {
    ...row,
    planningDate: dayOf(row.planningDate),
    parameters: row.parameters as unknown as PlanParameters,
    summary: row.summary as unknown as PlanSummary | null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function lineView(row: PlanLineRow) {
  return {
    id: row.id,
    planId: row.planId,
    skuId: row.skuId,
    skuCode: row.sku.code,
    skuName: row.sku.name,
    unitOfMeasure: row.sku.unitOfMeasure,
    warehouseId: row.warehouseId,
    warehouseName: row.warehouse.name,
    supplierId: row.supplierId,
    supplierName: row.supplier.name,
    safetyStock: row.safetyStock.toNumber(),
    reorderPoint: row.reorderPoint.toNumber(),
    inventoryPosition: row.inventoryPosition.toNumber(),
    orderQuantity: row.orderQuantity.toNumber(),
    /** In the supplier's currency, decimal text. */
    unitCost: row.unitCost.toString(),
    currency: row.currency,
    lineCost: row.lineCost.toFixed(2),
    lineCostGbp: row.lineCostGbp.toFixed(2),
    arrivesOn: row.arrivesOn && dayOf(row.arrivesOn),
    daysOfCover: row.daysOfCover,
    expectedFillRate: row.expectedFillRate,
    demandSkewness: row.demandSkewness,
    /** The purchase order that took this line up. */
    purchaseOrder: row.purchaseLine?.order ?? null,
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Tells whoever watches what happened to a plan, in the transaction of the change. */
export function tellOfPlan(transaction: Database, actor: Reader, planId: string, payload: PlanEvent): Promise<void> {
  const { organisationId } = actor;
  return appendEvent(transaction, { organisationId, topic: planTopic, entityId: planId, payload: { ...payload } });
}

/**
 * The plan of an id that a client made, when it is there already: a repeated request finds its own work.
 * @returns null when the id is free
 * @throws AppError `request.key-reused` when it is another organisation's
 */
export async function readExistingPlan(actor: Reader, planId: string) {
  const owner = await selectPlanOwner(database, planId);
  if (owner === null) return null;
  if (owner !== actor.organisationId) throw new AppError('request.key-reused');
  return readPlan(actor, planId);
}
