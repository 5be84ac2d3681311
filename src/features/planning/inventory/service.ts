import { Decimal } from 'decimal.js';
import { dateOfDay } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { stockCounted } from '../../data/stock-outs/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import type { StockScope } from '../planning-inputs/schema.ts';
import { judgePairs, policyInputs, readPlanningInputs, stockInputs } from '../planning-inputs/service.ts';
import { selectPair, selectPolicy, selectStockLevel, writePolicy, writeStockLevel } from './data.ts';
import type { CountStockInput, SetPolicyInput } from './schema.ts';

type StockRow = NonNullable<Awaited<ReturnType<typeof selectStockLevel>>>;
type PolicyRow = NonNullable<Awaited<ReturnType<typeof selectPolicy>>>;

/**
 * Stock of every SKU × warehouse: what is there, what is coming, how long it lasts and when to order. Figures that rest
 * on a missing input are null, and `gaps` says which.
 */
export async function listStock(actor: Tenant, scope: StockScope) {
  const inputs = await readPlanningInputs(actor, scope);
  const rows = (await judgePairs(inputs)).map(({ pair, gaps, line, outlook }) => {
    const supplier = pair.terms?.supplier;
    return {
      skuId: pair.sku.id,
      warehouseId: pair.warehouse.id,
      supplierId: supplier?.id ?? null,
      onOrder: pair.openOrders.reduce((sum, order) => sum + order.quantity, 0),
      className: pair.className,
      stock: stockView(pair.stockRow),
      policy: policyView(pair.policyRow),
      /** What plans use while no policy is set: the default of the class. */
      defaultPolicy: pair.policyRow ? null : pair.policy,
      leadTimeDays: supplier?.leadTimeDays ?? null,
      /** Stated terms, or deliveries. */
      leadTimeSource: supplier?.leadTimeSource ?? null,
      /** Units expected to be sold in the next week. */
      weeklyDemand: line?.demand.mean[0] ?? null,
      /** At cost, pounds as decimal text. */
      value: line ? new Decimal(line.onHand).times(line.unitCostMinor).div(100).toFixed(2) : null,
      outlook,
      forecast: pair.forecast && { version: pair.forecast.version, publishedOn: pair.forecast.publishedOn },
      gaps: gaps.map(({ kind, message }) => ({ kind, message })),
    };
  });
  return { planningDate: inputs.planningDate, rows };
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function countStock(actor: Actor, { source, ...input }: CountStockInput) {
  return inTransaction(async transaction => {
    const name = await nameOfPair(transaction, actor, input);
    const before = await selectStockLevel(transaction, input.skuId, input.warehouseId);
    const { today: day } = await businessCalendar(transaction, actor.organisationId);
    const written = await writeStockLevel(transaction, {
      ...input,
      asOf: dateOfDay(day),
      source: source ?? `Counted by ${actor.name}`,
    });
    if (!written) throw new AppError('entity.changed', { entity: 'the stock of', id: name });
    const view = stockView((await selectStockLevel(transaction, input.skuId, input.warehouseId))!)!;
    // Before the event of the count: whoever holds the stock-outs of this SKU may be waiting to tell of them.
    await stockCounted(transaction, actor, input, { onHand: input.onHand, day, source: `Counted by ${actor.name}` });
    await changed(transaction, actor, 'stock-level', input, before && stockView(before), view);
    return view;
  });
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function setPolicy(actor: Actor, { source, ...input }: SetPolicyInput) {
  return inTransaction(async transaction => {
    const name = await nameOfPair(transaction, actor, input);
    const before = await selectPolicy(transaction, input.skuId, input.warehouseId);
    if (!(await writePolicy(transaction, { ...input, source: source ?? `Set by ${actor.name}` }))) {
      throw new AppError('entity.changed', { entity: 'the policy of', id: name });
    }
    const view = policyView((await selectPolicy(transaction, input.skuId, input.warehouseId))!)!;
    await changed(transaction, actor, 'inventory-policy', input, before && policyView(before), view);
    return view;
  });
}

async function nameOfPair(db: Database, actor: Actor, { skuId, warehouseId }: { skuId: string; warehouseId: string }) {
  const { sku, warehouse } = await selectPair(db, actor.organisationId, skuId, warehouseId);
  if (!sku) throw new AppError('entity.not-found', { entity: 'SKU', id: skuId });
  if (!warehouse) throw new AppError('entity.not-found', { entity: 'warehouse', id: warehouseId });
  return `${sku.name} in ${warehouse.name}`;
}

async function changed<View extends object>(
  transaction: Database,
  actor: Actor,
  entityType: 'stock-level' | 'inventory-policy',
  { skuId, warehouseId }: { skuId: string; warehouseId: string },
  before: View | null,
  after: View,
): Promise<void> {
  const entityId = `${skuId}/${warehouseId}`;
  await recordDone(transaction, actor, {
    action: `${entityType}.${before ? 'update' : 'create'}`,
    entityType,
    entityId,
    ...(before && { before: { ...before } }),
    after: { ...after },
  });
  await appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'stock',
    entityId,
    payload: { skuId, warehouseId, what: entityType },
  });
}

function stockView(row: StockRow | undefined) {
  return row ? { ...stockInputs(row), version: row.version } : null;
}

function policyView(row: PolicyRow | undefined) {
  if (!row) return null;
  const { service, reviewPeriodDays, holdingRatePerYear, source } = policyInputs(row);
  return { ...service, reviewPeriodDays, holdingRate: holdingRatePerYear, source, version: row.version };
}
