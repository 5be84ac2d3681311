import { z } from 'zod';
import { DecisionRecord } from './decision-record.ts';
import { BusinessDay } from './series.ts';

// Conventions of every shape in this file
// - Plain JSON: it is stored as solved, and solving the stored problem again with the same seed gives the same plan, unless
//   an optimisation is ended by its time limit.
// - Weeks: index 0 is the week that starts on `planningDate`; arrays "by week" have length `weeks`. An order placed in
//   week t arrives at the start of week t + ceil(leadTimeDays / 7) and serves the demand of that week.
// - Money: one currency. Fields ending in `Minor` are in its minor unit (pence). Amounts are whole numbers, so they add
//   up exactly below 2^53; only prices per unit may have a fraction (£1.2345 is 123.45). An amount is made from a price
//   once, by `lineAmountMinor` (decimal product, half up), and never from a sum of floats.
// - Quantities: stock-keeping units of the item. Rates and targets: 0–1, not percent.

const Quantity = z.number().nonnegative();
const AmountMinor = z.int().nonnegative();
const PriceMinor = z.number().nonnegative();
const Days = z.number().nonnegative();
const Id = z.string().min(1);

/** Where an input comes from; copied into the decision record. */
export const InputSource = z.object({ source: z.string(), asOf: BusinessDay.nullable() });
export type InputSource = z.infer<typeof InputSource>;

/** cycle: share of replenishment cycles without a stock-out. fill: share of demand served from the shelf. */
export const ServiceTarget = z.object({ measure: z.enum(['cycle', 'fill']), target: z.number().gt(0).lt(1) });
export type ServiceTarget = z.infer<typeof ServiceTarget>;

/** All-units discount: from this quantity on, every unit costs `unitCostMinor`. */
export const PriceBreak = z.object({ minimumQuantity: Quantity, unitCostMinor: PriceMinor });
export type PriceBreak = z.infer<typeof PriceBreak>;

export const PlanSupplier = z.object({
  id: Id,
  /** Cost of placing one order, whatever is on it. */
  orderCostMinor: AmountMinor,
  /** 0 is none. */
  minimumOrderValueMinor: AmountMinor,
  /** Units that may be ordered in each week over all lines; null is unlimited, in one week or in all. */
  capacityByWeek: z.array(Quantity.nullable()).nullable(),
});
export type PlanSupplier = z.infer<typeof PlanSupplier>;

export const PlanWarehouse = z.object({
  id: Id,
  /** Same unit as `unitVolume` of the items; null is unlimited. Held at the end of each week. */
  volumeCapacity: z.number().nonnegative().nullable(),
});
export type PlanWarehouse = z.infer<typeof PlanWarehouse>;

export const PlanItem = z.object({
  id: Id,
  /** Room that one unit takes; 0 when volume does not matter. */
  unitVolume: z.number().nonnegative(),
  /** Days from arrival to the last day of sale; null is unlimited. */
  shelfLifeDays: Days.nullable(),
});
export type PlanItem = z.infer<typeof PlanItem>;

/** Demand ahead as the published forecast gives it; each array by week, units per week. */
export const PlanDemand = z.object({
  mean: z.array(Quantity),
  /** Standard deviation of the forecast error of each week. */
  deviation: z.array(Quantity),
  /** Quantiles of the forecast; none means that its errors are normal. Null where a week has no such quantile. */
  quantiles: z.array(z.object({ probability: z.number().gt(0).lt(1), values: z.array(Quantity.nullable()) })),
});
export type PlanDemand = z.infer<typeof PlanDemand>;

/** One item in one warehouse, bought from one supplier. */
export const PlanLineInput = z.object({
  itemId: Id,
  warehouseId: Id,
  supplierId: Id,
  demand: PlanDemand,
  onHand: Quantity,
  backOrdered: Quantity,
  /** Open orders; those due before the planning date have `dueWeek` 0. */
  onOrder: z.array(z.object({ quantity: Quantity, dueWeek: z.int().nonnegative() })),
  leadTimeDays: Days,
  leadTimeDeviationDays: Days,
  /** Days between two looks at the stock; 0 is continuous review. */
  reviewPeriodDays: Days,
  unitCostMinor: PriceMinor,
  /** Ascending by `minimumQuantity`. */
  priceBreaks: z.array(PriceBreak),
  /** Cost of this line on an order, beside the order's own. */
  lineOrderCostMinor: AmountMinor,
  /** Cost of holding one unit for a year as a share of its unit cost. */
  holdingRatePerYear: z.number().nonnegative(),
  /** What one unit of unserved demand costs; null lets the service target imply it. */
  shortageCostMinor: PriceMinor.nullable(),
  /** 0 is none. */
  minimumOrderQuantity: Quantity,
  /** Greater than 0; orders are whole multiples of it. */
  orderMultiple: z.number().positive(),
  service: ServiceTarget,
  /** Keyed by input name, e.g. `onHand`, `leadTimeDays`, `demand`, `unitCostMinor`. */
  sources: z.record(z.string(), InputSource),
});
export type PlanLineInput = z.infer<typeof PlanLineInput>;

/** A way to move stock between two warehouses. */
export const TransferLane = z.object({
  fromWarehouseId: Id,
  toWarehouseId: Id,
  leadTimeDays: Days,
  unitCostMinor: PriceMinor,
  /** Cost of each vehicle that moves; 0 when only units cost. */
  vehicleCostMinor: AmountMinor,
  /** Null when a vehicle holds any amount. */
  vehicleVolume: z.number().positive().nullable(),
});
export type TransferLane = z.infer<typeof TransferLane>;

/** Null is "no limit". Cash counts the goods' value on the day the order is placed. */
export const PlanLimits = z.object({
  /** Budget for all orders of the horizon. */
  cashTotalMinor: AmountMinor.nullable(),
  /** By week; a limit on what is ordered now is `[limit, null, null, …]`. */
  cashByWeekMinor: z.array(AmountMinor.nullable()).nullable(),
  /** By week: value at unit cost of all stock on hand at its end. */
  workingCapitalByWeekMinor: z.array(AmountMinor.nullable()).nullable(),
  /**
   * Share of each line's mean demand that must be served from the first week that an order can still reach. Absent or
   * null: shortage costs what the service targets imply, and nothing forbids it.
   */
  minimumFillRate: z.number().min(0).max(1).nullable().optional(),
});
export type PlanLimits = z.infer<typeof PlanLimits>;

export const InventoryProblem = z.object({
  /** ISO 4217. */
  currency: z.string().length(3),
  /** First day of week 0. */
  planningDate: BusinessDay,
  weeks: z.int().min(1).max(104),
  suppliers: z.array(PlanSupplier),
  warehouses: z.array(PlanWarehouse),
  items: z.array(PlanItem),
  /** At most one line for each item and warehouse. */
  lines: z.array(PlanLineInput).min(1),
  lanes: z.array(TransferLane),
  limits: PlanLimits,
  /** policy: reorder points line by line, at once. optimise: one solve over all constraints until gap or time. */
  method: z.enum(['policy', 'optimise']),
  timeLimitSeconds: z.number().positive(),
  /** Stop when the plan is proven to be within this share of the best possible cost. */
  gapTarget: z.number().nonnegative(),
});
export type InventoryProblem = z.infer<typeof InventoryProblem>;

export const ConstraintId = z.enum([
  'lead-time',
  'minimum-order-quantity',
  'order-multiple',
  'price-break',
  'shelf-life',
  'supplier-capacity',
  'minimum-order-value',
  'warehouse-volume',
  'working-capital',
  'cash-week',
  'cash-total',
  'service',
  'transfer',
  'joint-solve',
]);
export type ConstraintId = z.infer<typeof ConstraintId>;

export const InventoryPlanLine = z.object({
  itemId: Id,
  warehouseId: Id,
  supplierId: Id,
  safetyStock: Quantity,
  reorderPoint: Quantity,
  /** On hand + on order − back-orders; negative when more is owed than is coming. */
  inventoryPosition: z.number(),
  /** Units to order now, in week 0. */
  orderQuantity: Quantity,
  /** The price that applies to `orderQuantity` after price breaks. */
  unitCostMinor: PriceMinor,
  /** orderQuantity × unitCostMinor, rounded once. */
  lineCostMinor: AmountMinor,
  /** Day on which the order placed now arrives; null without an order. */
  arrivesOn: BusinessDay.nullable(),
  /** Days until expected demand uses up what is on hand; null when it outlasts the horizon. */
  daysOfCover: Days.nullable(),
  /** By week, units ordered; [0] is `orderQuantity`. */
  orderByWeek: z.array(Quantity),
  /** By week, units that arrive: open orders, orders of this plan and transfers; less what is transferred away. */
  arrivalsByWeek: z.array(z.number()),
  /** By week, expected stock at its end. */
  projectedStock: z.array(Quantity),
  /** By week, expected demand that no stock is left to serve. */
  projectedShortage: z.array(Quantity),
  safetyStockByWeek: z.array(Quantity),
  reorderPointByWeek: z.array(Quantity),
  /** Share of demand expected to be served from the shelf over the horizon, forecast error included. */
  expectedFillRate: z.number().min(0).max(1),
  /** Of demand over the protected interval, from the forecast's quantiles; null where its errors count as normal. */
  demandSkewness: z.number().nullable(),
  decision: DecisionRecord,
});
export type InventoryPlanLine = z.infer<typeof InventoryPlanLine>;

export const PlanTransfer = z.object({
  itemId: Id,
  fromWarehouseId: Id,
  toWarehouseId: Id,
  week: z.int().nonnegative(),
  quantity: Quantity,
});
export type PlanTransfer = z.infer<typeof PlanTransfer>;

/** How much of a limit the plan uses. `scope` is the supplier or warehouse; null for the whole plan. */
export const ConstraintUse = z.object({
  constraint: ConstraintId,
  scope: z.string().nullable(),
  week: z.int().nonnegative().nullable(),
  used: z.number(),
  limit: z.number(),
  unit: z.enum(['minor', 'units', 'volume']),
});
export type ConstraintUse = z.infer<typeof ConstraintUse>;

/** What moving one limit by `step` would buy. */
export const ShadowPrice = z.object({
  constraint: ConstraintId,
  scope: z.string().nullable(),
  week: z.int().nonnegative().nullable(),
  step: z.number(),
  unit: z.enum(['minor', 'units', 'volume', 'days']),
  /** Change of the plan's total cost; negative is cheaper. */
  costChangeMinor: z.number(),
  /** Change of the expected fill rate, 0–1. */
  fillRateChange: z.number(),
});
export type ShadowPrice = z.infer<typeof ShadowPrice>;

/** One member of the smallest set of constraints that cannot hold together. */
export const ConstraintConflict = z.object({
  constraint: ConstraintId,
  scope: z.string().nullable(),
  week: z.int().nonnegative().nullable(),
  /** In words, with the numbers. */
  message: z.string(),
  /** How far this limit alone must move for a plan to exist; null when it alone cannot help. */
  relaxBy: z.number().nullable(),
  unit: z.enum(['minor', 'units', 'volume', 'days']),
});
export type ConstraintConflict = z.infer<typeof ConstraintConflict>;

/** Whole minor units over the horizon. */
export const PlanTotals = z.object({
  /** Goods on the orders placed now. */
  orderNowMinor: AmountMinor,
  /** Goods on all orders of the horizon. */
  purchaseMinor: AmountMinor,
  orderCostMinor: AmountMinor,
  holdingCostMinor: AmountMinor,
  transferCostMinor: AmountMinor,
  shortageCostMinor: AmountMinor,
  /** What the optimiser minimises: the four costs above, and what goods cost beyond their cheapest price. */
  objectiveMinor: AmountMinor,
  expectedFillRate: z.number().min(0).max(1),
});
export type PlanTotals = z.infer<typeof PlanTotals>;

export const SolverOutcome = z.object({
  method: z.enum(['policy', 'optimise']),
  /** heuristic: a plan that keeps every constraint, its distance from the best unproven or above `gapTarget`. */
  status: z.enum(['optimal', 'heuristic', 'infeasible']),
  /** Lower bound on `objectiveMinor`; null when none was computed. */
  boundMinor: z.number().nullable(),
  /** (objective − bound) / objective, 0–1; null without a bound. */
  gap: z.number().nonnegative().nullable(),
  stoppedBy: z.enum(['done', 'gap', 'time', 'cancelled']),
  cpuMilliseconds: z.number().nonnegative(),
  /** Empty unless infeasible. */
  conflicts: z.array(ConstraintConflict),
});
export type SolverOutcome = z.infer<typeof SolverOutcome>;

export const InventoryPlan = z.object({
  currency: z.string().length(3),
  planningDate: BusinessDay,
  weeks: z.int().min(1),
  solver: SolverOutcome,
  totals: PlanTotals,
  /** In the order of the problem's lines; empty when infeasible. */
  lines: z.array(InventoryPlanLine),
  transfers: z.array(PlanTransfer),
  constraintUse: z.array(ConstraintUse),
  shadowPrices: z.array(ShadowPrice),
  warnings: z.array(z.string()),
});
export type InventoryPlan = z.infer<typeof InventoryPlan>;
