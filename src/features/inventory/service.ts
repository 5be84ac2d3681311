import { Decimal } from 'decimal.js';
import { type ForecasterId, forecasterNames } from '../../../shared/contracts/forecast.ts';
import { AppError } from '../../../shared/errors.ts';
import { planLine } from '../../../shared/planning/build-problem.ts';
import { isComplete, type PlanningGap, planningGaps } from '../../../shared/planning/planning-gaps.ts';
import type { PairInputs, Rates } from '../../../shared/planning/planning-inputs.ts';
import { stockOutlook } from '../../../shared/planning/stock-outlook.ts';
import type { Actor } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import { recordDone } from '../audit/service.ts';
import { readCatalogue } from '../catalogue/service.ts';
import { finalForecasts } from '../final-forecasts/service.ts';
import { stockCounted } from '../stock-outs/service.ts';
import { preferredTerms } from '../suppliers/service.ts';
import {
  selectCapacities,
  selectOpenOrderLines,
  selectPair,
  selectPlanningDate,
  selectPolicies,
  selectPolicy,
  selectRates,
  selectStockLevel,
  selectStockLevels,
  writePolicy,
  writeStockLevel,
} from './data.ts';
import type { CountStockInput, SetPolicyInput, StockScope } from './schema.ts';

type Reader = Pick<Actor, 'organisationId'>;
type StockRow = NonNullable<Awaited<ReturnType<typeof selectStockLevel>>>;
type PolicyRow = NonNullable<Awaited<ReturnType<typeof selectPolicy>>>;

export interface PlanningInputs {
  /** "Today" for planning. */
  readonly planningDate: string;
  /** By SKU and warehouse, in the order of their codes. */
  readonly pairs: readonly PairInputs[];
  readonly rates: Rates;
}

/**
 * All that is known for planning, in a fixed number of queries whatever the number of SKUs. A pair is a SKU and a
 * warehouse of its region, or any other warehouse in which it has stock, a policy or a forecast.
 */
export async function readPlanningInputs(actor: Reader, scope: StockScope): Promise<PlanningInputs> {
  const { inputs } = await readPairs(actor, scope);
  return inputs;
}

async function readPairs(actor: Reader, scope: StockScope) {
  const { organisationId } = actor;
  const [catalogue, planningDate] = await Promise.all([
    readCatalogue(actor),
    selectPlanningDate(database, organisationId),
  ]);
  const wanted = (list: readonly string[], id: string) => list.length === 0 || list.includes(id);
  const chosen = new Set(scope.skuIds);
  const skus = catalogue.skus.filter(
    sku =>
      (chosen.size === 0 || chosen.has(sku.id)) &&
      wanted(scope.productIds, sku.productId) &&
      wanted(scope.regionIds, sku.regionId),
  );
  const skuIds = skus.map(sku => sku.id);
  const [stock, policies, openOrders, terms, published, rateRows, capacities] = await Promise.all([
    selectStockLevels(database, skuIds),
    selectPolicies(database, skuIds),
    selectOpenOrderLines(database, organisationId, skuIds),
    preferredTerms(actor),
    finalForecasts(actor),
    selectRates(database, organisationId, planningDate),
    selectCapacities(database, organisationId),
  ]);
  const stockOf = keyed(stock);
  const policyOf = keyed(policies);
  const forecastOf = keyed(published);
  const ordersOf = Map.groupBy(openOrders, keyOf);

  const pairs = skus.flatMap(sku =>
    catalogue.warehouses
      .filter(warehouse => wanted(scope.warehouseIds, warehouse.id))
      .flatMap((warehouse): PairInputs[] => {
        const key = keyOf({ skuId: sku.id, warehouseId: warehouse.id });
        const level = stockOf.get(key);
        const policy = policyOf.get(key);
        const forecast = forecastOf.get(key);
        if (warehouse.regionId !== sku.regionId && !level && !policy && !forecast) return [];
        const term = terms.get(sku.id);
        return [
          {
            sku,
            warehouse: { ...warehouse, capacityUnits: capacities.get(warehouse.id) ?? null },
            stock: level ? stockInputs(level) : null,
            policy: policy ? policyInputs(policy) : null,
            openOrders: ordersOf.get(key) ?? [],
            terms: term
              ? {
                  supplier: {
                    id: term.supplierId,
                    code: term.supplier.code,
                    name: term.supplier.name,
                    currency: term.supplier.currency,
                    leadTimeDays: term.supplier.leadTimeDays,
                    leadTimeDeviationDays: term.supplier.leadTimeDeviationDays.toNumber(),
                    orderCost: term.supplier.orderCost.toString(),
                    minimumOrderValue: term.supplier.minimumOrderValue.toString(),
                    source: term.supplier.source,
                  },
                  unitCost: term.unitCost.toString(),
                  minimumOrderQuantity: term.minimumOrderQuantity.toNumber(),
                  orderMultiple: term.orderMultiple.toNumber(),
                  source: term.source,
                }
              : null,
            forecast: forecast
              ? {
                  id: forecast.id,
                  version: forecast.version,
                  model: forecasterNames[forecast.forecasterId as ForecasterId] ?? forecast.forecasterId,
                  publishedOn: forecast.publishedAt.toISOString().slice(0, 10),
                  firstPeriod: forecast.firstPeriod,
                  mean: forecast.mean,
                  errorDeviation: forecast.errorDeviation,
                  overrides: forecast.overrides,
                }
              : null,
          },
        ];
      }),
  );
  const rates: Rates = new Map(rateRows.map(({ currency, ...rate }) => [currency, rate]));
  return { inputs: { planningDate, pairs, rates }, stockOf, policyOf };
}

/** Longest forecast that stock is judged by. */
const outlookWeeks = 104;

/**
 * Stock of every SKU × warehouse: what is there, what is coming, how long it lasts and when to order. Figures that rest
 * on a missing input are null, and `gaps` says which.
 */
export async function listStock(actor: Reader, scope: StockScope) {
  const { inputs, stockOf, policyOf } = await readPairs(actor, scope);
  const { planningDate, pairs, rates } = inputs;
  const linesOfSupplier = new Map<string, number>();
  for (const { terms } of pairs) {
    if (terms) linesOfSupplier.set(terms.supplier.id, (linesOfSupplier.get(terms.supplier.id) ?? 0) + 1);
  }
  const rows = pairs.map(pair => {
    const key = keyOf({ skuId: pair.sku.id, warehouseId: pair.warehouse.id });
    const gaps = planningGaps(pair, rates, planningDate, 1);
    const line = gaps.length === 0 && isComplete(pair) ? planLine(pair, rates, planningDate, outlookWeeks) : null;
    const supplier = pair.terms?.supplier;
    const outlook =
      line && supplier ? stockOutlook(line, orderCostMinor(supplier, rates) / linesOfSupplier.get(supplier.id)!) : null;
    return {
      skuId: pair.sku.id,
      warehouseId: pair.warehouse.id,
      supplierId: supplier?.id ?? null,
      onOrder: pair.openOrders.reduce((sum, order) => sum + order.quantity, 0),
      stock: stockView(stockOf.get(key)),
      policy: policyView(policyOf.get(key)),
      leadTimeDays: supplier?.leadTimeDays ?? null,
      /** Units expected to be sold in the next week. */
      weeklyDemand: line?.demand.mean[0] ?? null,
      /** At cost, pounds as decimal text. */
      value: line ? new Decimal(line.onHand).times(line.unitCostMinor).div(100).toFixed(2) : null,
      outlook,
      forecast: pair.forecast && { version: pair.forecast.version, publishedOn: pair.forecast.publishedOn },
      gaps: gaps.map(({ kind, message }) => ({ kind, message })),
    };
  });
  return { planningDate, rows };
}

/** What keeps SKUs out of a plan of so many weeks. */
export function gapsOf({ pairs, rates, planningDate }: PlanningInputs, weeks: number): PlanningGap[] {
  return pairs.flatMap(pair => planningGaps(pair, rates, planningDate, weeks));
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function countStock(actor: Actor, { source, ...input }: CountStockInput) {
  return inTransaction(async transaction => {
    const name = await nameOfPair(transaction, actor, input);
    const before = await selectStockLevel(transaction, input.skuId, input.warehouseId);
    const day = await selectPlanningDate(transaction, actor.organisationId);
    const written = await writeStockLevel(transaction, {
      ...input,
      asOf: new Date(day),
      source: source ?? `Counted by ${actor.name}`,
    });
    if (!written) throw new AppError('entity.changed', { entity: 'the stock of', id: name });
    const view = stockView((await selectStockLevel(transaction, input.skuId, input.warehouseId))!)!;
    await changed(transaction, actor, 'stock-level', input, before && stockView(before), view);
    await stockCounted(transaction, actor, { ...input, day });
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

function orderCostMinor(supplier: NonNullable<PairInputs['terms']>['supplier'], rates: Rates): number {
  const rate = supplier.currency === 'GBP' ? '1' : rates.get(supplier.currency)!.gbpPerUnit;
  return new Decimal(supplier.orderCost).times(100).times(rate).round().toNumber();
}

function keyOf({ skuId, warehouseId }: { skuId: string; warehouseId: string }): string {
  return `${skuId} ${warehouseId}`;
}

function keyed<Row extends { skuId: string; warehouseId: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map(row => [keyOf(row), row]));
}

function stockInputs(row: StockRow): NonNullable<PairInputs['stock']> {
  return {
    onHand: row.onHand.toNumber(),
    backOrdered: row.backOrdered.toNumber(),
    asOf: row.asOf.toISOString().slice(0, 10),
    source: row.source,
  };
}

function policyInputs(row: PolicyRow): NonNullable<PairInputs['policy']> {
  return {
    service: {
      measure: row.serviceMeasure === 'CYCLE' ? 'cycle' : 'fill',
      target: row.serviceTarget.toNumber(),
    },
    reviewPeriodDays: row.reviewPeriodDays,
    holdingRatePerYear: row.holdingRate.toNumber(),
    source: row.source,
  };
}

function stockView(row: StockRow | undefined) {
  return row ? { ...stockInputs(row), version: row.version } : null;
}

function policyView(row: PolicyRow | undefined) {
  if (!row) return null;
  const { service, reviewPeriodDays, holdingRatePerYear, source } = policyInputs(row);
  return { ...service, reviewPeriodDays, holdingRate: holdingRatePerYear, source, version: row.version };
}
