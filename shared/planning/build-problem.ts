import { Decimal } from 'decimal.js';
import { addDays } from '../business-day.ts';
import type { InputSource, InventoryProblem, PlanLineInput, PlanSupplier } from '../contracts/inventory.ts';
import { capacityByWeek } from './capacity-by-week.ts';
import { demandByWeek } from './demand-by-week.ts';
import type { CompletePair, LaneInputs, Rates, SupplierInputs } from './planning-inputs.ts';

const dayMilliseconds = 86_400_000;

export interface ProblemSettings {
  readonly planningDate: string;
  readonly weeks: number;
  /** In pounds, decimal text; null is no limit. */
  readonly cashNow: string | null;
  readonly budget: string | null;
  readonly workingCapital: string | null;
  /** 0–1; null is no requirement. */
  readonly minimumFillRate: number | null;
  readonly method: InventoryProblem['method'];
  readonly timeLimitSeconds: number;
  readonly gapTarget: number;
}

/**
 * States the planning problem in pence, with the source of every input. Items, warehouses and suppliers are named by
 * their codes, so that the problem and what the solver says of it can be read.
 *
 * @param pairs without gaps (`planningGaps`)
 * @param lanes those between warehouses of the pairs are used
 * @param rates of every currency that a supplier uses
 */
export function buildProblem(
  pairs: readonly CompletePair[],
  lanes: readonly LaneInputs[],
  rates: Rates,
  settings: ProblemSettings,
): InventoryProblem {
  const { planningDate, weeks } = settings;
  const suppliers = new Map(pairs.map(({ terms }) => [terms.supplier.code, terms.supplier]));
  const warehouses = new Map(pairs.map(({ warehouse }) => [warehouse.code, warehouse]));
  const shelfLives = new Map(pairs.map(({ sku }) => [sku.code, sku.shelfLifeDays]));
  const everyWeek = (limit: string | null) =>
    limit === null ? null : Array.from({ length: weeks }, () => pence(limit).toNumber());
  return {
    currency: 'GBP',
    planningDate,
    weeks,
    suppliers: [...suppliers.values()].map(supplier => supplierOf(supplier, rates, settings)),
    warehouses: [...warehouses.values()].map(({ code, capacityUnits }) => ({
      id: code,
      volumeCapacity: capacityUnits,
    })),
    // Capacities are kept in units of stock, so one unit takes one unit of room.
    items: [...shelfLives].map(([id, shelfLifeDays]) => ({ id, unitVolume: 1, shelfLifeDays })),
    lines: pairs.map(pair => planLine(pair, rates, planningDate, weeks)),
    lanes: lanes
      .filter(lane => warehouses.has(lane.fromWarehouseCode) && warehouses.has(lane.toWarehouseCode))
      .map(lane => ({
        fromWarehouseId: lane.fromWarehouseCode,
        toWarehouseId: lane.toWarehouseCode,
        leadTimeDays: lane.leadTimeDays,
        unitCostMinor: pence(lane.unitCost).toNumber(),
        vehicleCostMinor: pence(lane.shipmentCost).toNumber(),
        vehicleVolume: null,
      })),
    limits: {
      cashTotalMinor: settings.budget === null ? null : pence(settings.budget).toNumber(),
      cashByWeekMinor:
        settings.cashNow === null
          ? null
          : Array.from({ length: weeks }, (_, week) =>
              week === 0 ? pence(settings.cashNow as string).toNumber() : null,
            ),
      workingCapitalByWeekMinor: everyWeek(settings.workingCapital),
      minimumFillRate: settings.minimumFillRate,
    },
    method: settings.method,
    timeLimitSeconds: settings.timeLimitSeconds,
    gapTarget: settings.gapTarget,
  };
}

/** One SKU × warehouse as the planner sees it; also what stock levels are judged by. */
export function planLine(pair: CompletePair, rates: Rates, planningDate: string, weeks: number): PlanLineInput {
  const { sku, warehouse, stock, policy, terms, forecast, openOrders } = pair;
  const { supplier } = terms;
  const rate = rateOf(supplier.currency, rates);
  const fromSupplier: InputSource = { source: `${supplier.name}: ${supplier.source}`, asOf: null };
  const fromLeadTime: InputSource = { source: `${supplier.name}: ${supplier.leadTimeSource}`, asOf: null };
  const fromTerms: InputSource = { source: `${supplier.name}, ${sku.name}: ${terms.source}`, asOf: null };
  const fromPolicy: InputSource = { source: `Policy: ${policy.source}`, asOf: null };
  const fromStock: InputSource = { source: `Stock count: ${stock.source}`, asOf: stock.asOf };
  const converted = (amount: string, from: InputSource): InputSource =>
    supplier.currency === 'GBP'
      ? { ...from, source: `${from.source} (£${amount})` }
      : {
          source: `${from.source} (${supplier.currency} ${amount} at £${rate.gbpPerUnit}, ${rate.source})`,
          asOf: rate.day,
        };
  const priceMinor = (price: string) => pence(price).times(rate.gbpPerUnit).toDecimalPlaces(6).toNumber();
  const priceBreaks = terms.priceBreaks.map(({ minimumQuantity, unitCost }) => `${unitCost} from ${minimumQuantity}`);
  return {
    itemId: sku.code,
    warehouseId: warehouse.code,
    supplierId: supplier.code,
    demand: demandByWeek(forecast, planningDate, weeks),
    onHand: stock.onHand,
    backOrdered: stock.backOrdered,
    onOrder: openOrders.map(order => ({
      quantity: order.quantity,
      dueWeek: weekOf(order.expectedOn, planningDate) ?? Math.ceil(supplier.leadTimeDays / 7),
    })),
    leadTimeDays: supplier.leadTimeDays,
    leadTimeDeviationDays: supplier.leadTimeDeviationDays,
    reviewPeriodDays: policy.reviewPeriodDays,
    unitCostMinor: priceMinor(terms.unitCost),
    priceBreaks: terms.priceBreaks.map(({ minimumQuantity, unitCost }) => ({
      minimumQuantity,
      unitCostMinor: priceMinor(unitCost),
    })),
    lineOrderCostMinor: 0,
    holdingRatePerYear: policy.holdingRatePerYear,
    shortageCostMinor: null,
    minimumOrderQuantity: terms.minimumOrderQuantity,
    orderMultiple: terms.orderMultiple,
    service: policy.service,
    sources: {
      onHand: fromStock,
      backOrdered: fromStock,
      onOrder: {
        source: openOrderWords(openOrders),
        asOf: planningDate,
      },
      demand: {
        source: `Published forecast, version ${forecast.version}, ${forecast.model}${periodWords[forecast.period ?? 'week']}${overrideWords(forecast, planningDate, weeks)}`,
        asOf: forecast.publishedOn,
      },
      leadTimeDays: fromLeadTime,
      leadTimeDeviationDays: fromLeadTime,
      orderCostMinor: converted(supplier.orderCost, fromSupplier),
      unitCostMinor: converted(terms.unitCost, fromTerms),
      ...(priceBreaks.length > 0 && { priceBreaks: converted(priceBreaks.join(', '), fromTerms) }),
      minimumOrderQuantity: fromTerms,
      orderMultiple: fromTerms,
      service: fromPolicy,
      reviewPeriodDays: fromPolicy,
      holdingRatePerYear: fromPolicy,
      ...(sku.shelfLifeSource !== null && {
        shelfLifeDays: { source: `${sku.name}: ${sku.shelfLifeSource}`, asOf: null },
      }),
      'supplier-capacity': { source: `${supplier.name}: ${supplier.capacitySource}`, asOf: planningDate },
    },
  };
}

/** How a forecast in other periods came to weeks. */
const periodWords = { day: ', days added to weeks', week: '', month: ', months shared out to weeks by days' } as const;

/** The documents behind what is on order. */
function openOrderWords(openOrders: CompletePair['openOrders']): string {
  const numbersOf = (wanted: 'purchase' | 'transfer') =>
    [...new Set(openOrders.filter(({ kind }) => kind === wanted).map(order => order.number))].join(', ');
  const [purchases, transfers] = [numbersOf('purchase'), numbersOf('transfer')];
  const parts = [purchases && `Purchase orders ${purchases}`, transfers && `Transfers ${transfers}`].filter(Boolean);
  return parts.join('; ') || 'No open purchase order';
}

/** Whose figures stand in place of the forecast's within the plan; '' when nobody's do. */
function overrideWords({ overrides = [] }: CompletePair['forecast'], planningDate: string, weeks: number): string {
  const [first, end] = [addDays(planningDate, -6), addDays(planningDate, 7 * weeks)];
  const within = overrides.filter(({ week }) => week >= first && week < end);
  if (within.length === 0) return '';
  const authors = [...new Set(within.map(({ author }) => author))];
  return `; ${within.length} ${within.length === 1 ? 'week' : 'weeks'} overridden by ${authors.join(', ')}`;
}

function supplierOf(
  supplier: SupplierInputs,
  rates: Rates,
  { planningDate, weeks }: Pick<ProblemSettings, 'planningDate' | 'weeks'>,
): PlanSupplier {
  const { gbpPerUnit } = rateOf(supplier.currency, rates);
  return {
    id: supplier.code,
    orderCostMinor: pence(supplier.orderCost).times(gbpPerUnit).round().toNumber(),
    // Rounded up: an order that meets it in pounds meets it in the supplier's currency too.
    minimumOrderValueMinor: pence(supplier.minimumOrderValue).times(gbpPerUnit).ceil().toNumber(),
    capacityByWeek: capacityByWeek(supplier.capacity, planningDate, weeks),
  };
}

function rateOf(currency: string, rates: Rates) {
  if (currency === 'GBP') return { gbpPerUnit: '1', day: null, source: '' };
  const rate = rates.get(currency);
  if (!rate) throw new Error(`A pair bought in ${currency} was planned without its exchange rate`);
  return rate;
}

/** Every currency here is counted in hundredths. */
function pence(amount: string): Decimal {
  return new Decimal(amount).times(100);
}

/** Overdue orders are expected now. */
function weekOf(day: string | null, planningDate: string): number | null {
  if (day === null) return null;
  return Math.max(0, Math.floor((Date.parse(day) - Date.parse(planningDate)) / (7 * dayMilliseconds)));
}
