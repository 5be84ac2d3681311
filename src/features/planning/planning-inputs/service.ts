import { Decimal } from 'decimal.js';
import { dayOfDate } from '../../../../shared/business-day.ts';
import { type ForecasterId, forecasterNames } from '../../../../shared/contracts/forecast.ts';
import type { PlanLineInput } from '../../../../shared/contracts/inventory.ts';
import { planLine } from '../../../../shared/planning/build-problem.ts';
import { classify, forecastVariation } from '../../../../shared/planning/classify.ts';
import { type ForecastQuantile, quantilesAt } from '../../../../shared/planning/forecast-quantiles.ts';
import { isComplete, type PlanningGap, planningGaps } from '../../../../shared/planning/planning-gaps.ts';
import type { LaneInputs, PairInputs, Rates, SupplierInputs } from '../../../../shared/planning/planning-inputs.ts';
import type { ClassName, PlanningSettings } from '../../../../shared/planning/planning-settings.ts';
import { type StockOutlook, stockOutlook } from '../../../../shared/planning/stock-outlook.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import { database } from '../../../server/db.ts';
import { type Catalogue, readCatalogue } from '../../data/catalogue/service.ts';
import { ratesOn } from '../../data/exchange-rates/service.ts';
import { type FinalForecast, finalForecasts } from '../../forecasting/final-forecasts/service.ts';
import { publishedQuantiles } from '../../forecasting/published-forecasts/service.ts';
import { capacitiesBySupplier } from '../../purchasing/supplier-capacity/service.ts';
import { type MeasuredLeadTime, measuredLeadTimes } from '../../purchasing/supplier-performance/service.ts';
import { preferredTerms, priceBreaksOf } from '../../purchasing/suppliers/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { planningSettings } from '../planning-settings/service.ts';
import { listLanes } from '../transfer-lanes/service.ts';
import {
  type PolicyRow,
  type StockRow,
  selectCapacities,
  selectOpenOrderLines,
  selectPolicies,
  selectStockLevels,
} from './data.ts';
import type { StockScope } from './schema.ts';

type Sku = Catalogue['skus'][number];
type SupplierCapacities = Awaited<ReturnType<typeof capacitiesBySupplier>>;
type TermRow = NonNullable<ReturnType<Awaited<ReturnType<typeof preferredTerms>>['get']>>;

export interface PlanningInputs {
  /** "Today" for planning. */
  readonly planningDate: string;
  /** By SKU and warehouse, in the order of their codes. */
  readonly pairs: readonly ClassifiedPair[];
  readonly rates: Rates;
  /** Between any two warehouses, whatever the scope. */
  readonly lanes: readonly LaneInputs[];
}

export interface ClassifiedPair extends PairInputs {
  /** Null without a forecast, a price or a rate. */
  readonly className: ClassName | null;
  /** The rows behind `stock` and `policy`, with the versions that changes are made from. */
  readonly stockRow: StockRow | undefined;
  readonly policyRow: PolicyRow | undefined;
}

/**
 * All that is known for planning, in a fixed number of queries whatever the number of SKUs. A pair is a SKU and a
 * warehouse of its region, or any other warehouse in which it has stock, a policy or a forecast. Where no policy is set,
 * the default of the pair's class stands in; where a supplier has delivered often enough, its measured lead time does.
 */
export async function readPlanningInputs(actor: Tenant, scope: StockScope): Promise<PlanningInputs> {
  const { organisationId } = actor;
  const [catalogue, { today: planningDate }, settings] = await Promise.all([
    readCatalogue(actor),
    businessCalendar(database, organisationId),
    planningSettings(database, organisationId),
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
  const [stock, policies, openOrders, terms, forecasts, rates, capacities, leadTimes, supplierCapacities, lanes] =
    await Promise.all([
      selectStockLevels(database, skuIds),
      selectPolicies(database, skuIds),
      selectOpenOrderLines(database, organisationId, skuIds),
      preferredTerms(actor),
      finalForecasts(actor),
      ratesOn(actor, planningDate),
      selectCapacities(database, organisationId),
      measuredLeadTimes(actor, settings.leadTimeDeliveries),
      capacitiesBySupplier(actor),
      listLanes(actor),
    ]);
  const chosenIds = new Set(skuIds);
  const quantiles = await publishedQuantiles(
    actor,
    forecasts.filter(({ skuId }) => chosenIds.has(skuId)).map(({ id }) => id),
  );
  const classOf = classesOf(forecasts, terms, rates, settings);
  const stockOf = keyed(stock);
  const policyOf = keyed(policies);
  const forecastOf = keyed(forecasts);
  const ordersOf = Map.groupBy(openOrders, pairKey);

  const pairsOf = (sku: Sku) =>
    catalogue.warehouses
      .filter(warehouse => wanted(scope.warehouseIds, warehouse.id))
      .flatMap((warehouse): ClassifiedPair[] => {
        const key = pairKey({ skuId: sku.id, warehouseId: warehouse.id });
        const stockRow = stockOf.get(key);
        const policyRow = policyOf.get(key);
        const forecast = forecastOf.get(key);
        if (warehouse.regionId !== sku.regionId && !stockRow && !policyRow && !forecast) return [];
        const term = terms.get(sku.id);
        const className = classOf.get(key) ?? null;
        return [
          {
            sku,
            warehouse: { ...warehouse, capacityUnits: capacities.get(warehouse.id) ?? null },
            stock: stockRow ? stockInputs(stockRow) : null,
            policy: policyRow ? policyInputs(policyRow) : className && defaultPolicy(className, settings),
            openOrders: ordersOf.get(key) ?? [],
            terms: term ? termInputs(term, leadTimes, supplierCapacities) : null,
            forecast: forecast ? forecastInputs(forecast, quantiles.get(forecast.id) ?? []) : null,
            className,
            stockRow,
            policyRow,
          },
        ];
      });
  return { planningDate, pairs: (await mapBriefly(skus, pairsOf)).flat(), rates, lanes };
}

/** What keeps SKUs out of a plan of so many weeks. */
export async function gapsOf({ pairs, rates, planningDate }: PlanningInputs, weeks: number): Promise<PlanningGap[]> {
  return (await mapBriefly(pairs, pair => planningGaps(pair, rates, planningDate, weeks))).flat();
}

/** A pair with what follows from its inputs; null where one is missing, and `gaps` says which. */
export interface JudgedPair {
  readonly pair: ClassifiedPair;
  readonly gaps: readonly PlanningGap[];
  readonly line: PlanLineInput | null;
  readonly outlook: StockOutlook | null;
}

/** Longest forecast that stock is judged by. */
const outlookWeeks = 104;

/** Each pair as a line of a plan that has all the weeks its forecast covers, and where its stock stands. */
export function judgePairs({ pairs, rates, planningDate }: PlanningInputs): Promise<JudgedPair[]> {
  const linesOfSupplier = new Map<string, number>();
  for (const { terms } of pairs) {
    if (terms) linesOfSupplier.set(terms.supplier.id, (linesOfSupplier.get(terms.supplier.id) ?? 0) + 1);
  }
  return mapBriefly(pairs, pair => {
    const gaps = planningGaps(pair, rates, planningDate, 1);
    if (gaps.length > 0 || !isComplete(pair)) return { pair, gaps, line: null, outlook: null };
    const line = planLine(pair, rates, planningDate, outlookWeeks);
    const { supplier } = pair.terms;
    const outlook = stockOutlook(line, orderCostMinor(supplier, rates) / linesOfSupplier.get(supplier.id)!);
    return { pair, gaps, line, outlook };
  });
}

function orderCostMinor(supplier: SupplierInputs, rates: Rates): number {
  const rate = supplier.currency === 'GBP' ? '1' : rates.get(supplier.currency)!.gbpPerUnit;
  return new Decimal(supplier.orderCost).times(100).times(rate).round().toNumber();
}

const weeksPerYear = 365.25 / 7;

/** Over all SKUs, whatever is asked for: a filter must not change a class. */
function classesOf(
  forecasts: readonly FinalForecast[],
  terms: ReadonlyMap<string, TermRow>,
  rates: Rates,
  settings: PlanningSettings,
): Map<string, ClassName> {
  const items = forecasts.flatMap(forecast => {
    const term = terms.get(forecast.skuId);
    const { mean, errorDeviation } = forecast;
    const rate = term?.supplier.currency === 'GBP' ? '1' : term && rates.get(term.supplier.currency)?.gbpPerUnit;
    if (!term || rate === undefined || mean.length === 0) return [];
    const weekly = mean.reduce((sum, units) => sum + units, 0) / mean.length;
    return [
      {
        key: pairKey(forecast),
        yearlyValue: weekly * weeksPerYear * term.unitCost.times(rate).toNumber(),
        variation: forecastVariation(mean, errorDeviation),
      },
    ];
  });
  return classify(items, settings);
}

function defaultPolicy(className: ClassName, settings: PlanningSettings): NonNullable<PairInputs['policy']> {
  return {
    service: { measure: 'fill', target: settings.fillRates[className] },
    reviewPeriodDays: settings.reviewPeriodDays,
    holdingRatePerYear: settings.holdingRate,
    source: `Default of class ${className} in the planning settings`,
  };
}

function termInputs(
  term: TermRow,
  leadTimes: ReadonlyMap<string, MeasuredLeadTime>,
  capacities: SupplierCapacities,
): NonNullable<PairInputs['terms']> {
  const { supplier } = term;
  const measured = leadTimes.get(term.supplierId);
  const leadTime: Pick<SupplierInputs, 'leadTimeDays' | 'leadTimeDeviationDays' | 'leadTimeSource'> = measured
    ? {
        leadTimeDays: measured.meanDays,
        leadTimeDeviationDays: measured.deviationDays,
        leadTimeSource: `Measured on ${measured.deliveries} deliveries up to ${measured.lastReceivedOn}`,
      }
    : {
        leadTimeDays: supplier.leadTimeDays,
        leadTimeDeviationDays: supplier.leadTimeDeviationDays.toNumber(),
        leadTimeSource: supplier.source,
      };
  return {
    supplier: {
      id: term.supplierId,
      code: supplier.code,
      name: supplier.name,
      currency: supplier.currency,
      ...leadTime,
      orderCost: supplier.orderCost.toString(),
      minimumOrderValue: supplier.minimumOrderValue.toString(),
      source: supplier.source,
      ...capacities.get(term.supplierId)!,
    },
    unitCost: term.unitCost.toString(),
    priceBreaks: priceBreaksOf(term),
    minimumOrderQuantity: term.minimumOrderQuantity.toNumber(),
    orderMultiple: term.orderMultiple.toNumber(),
    source: term.source,
  };
}

function forecastInputs(
  forecast: FinalForecast,
  quantiles: readonly ForecastQuantile[],
): NonNullable<PairInputs['forecast']> {
  return {
    id: forecast.id,
    version: forecast.version,
    model: forecasterNames[forecast.forecasterId as ForecasterId] ?? forecast.forecasterId,
    publishedOn: dayOfDate(forecast.publishedAt),
    period: forecast.period,
    firstPeriod: forecast.firstPeriod,
    mean: forecast.mean,
    errorDeviation: forecast.errorDeviation,
    quantiles: quantilesAt(quantiles, forecast.baseline, forecast.mean),
    overrides: forecast.overrides,
  };
}

export function stockInputs(row: StockRow): NonNullable<PairInputs['stock']> {
  return {
    onHand: row.onHand.toNumber(),
    backOrdered: row.backOrdered.toNumber(),
    asOf: dayOfDate(row.asOf),
    source: row.source,
  };
}

export function policyInputs(row: PolicyRow): NonNullable<PairInputs['policy']> {
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

function keyed<Row extends { skuId: string; warehouseId: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map(row => [pairKey(row), row]));
}
