import { cycleServiceLevel } from './cycle-service-level.ts';
import { type Arguments, argumentOf, argumentsOf, type DecisionFormula, formula } from './decision-formula.ts';
import { economicOrderQuantity } from './economic-order-quantity.ts';
import { inventoryPosition } from './inventory-position.ts';
import { floorOrderQuantity, roundOrderQuantity } from './round-order-quantity.ts';
import { safetyStockForCycleService } from './safety-stock-for-cycle-service.ts';
import { safetyStockForFillRate } from './safety-stock-for-fill-rate.ts';
import { safetyStockForFillRateUnderReview } from './safety-stock-for-fill-rate-under-review.ts';
import { skewedDecisionFormulas } from './skewed-decision-formulas.ts';
import { sumOverInterval } from './sum-over-interval.ts';

/** Every formula that a decision record may name. Keys are stored with plans: add, never change or remove. */
export const decisionFormulas: Readonly<Record<string, DecisionFormula>> = {
  'interval-demand': {
    title: 'Expected demand over the protected interval',
    expression: 'Σ forecast of each week in {days} days',
    evaluate: values => sumOverInterval(argumentOf(values, 'days'), argumentsOf(values, 'week')),
  },
  'interval-error': {
    title: 'Forecast error over the protected interval',
    expression: '√(Σ deviation² of each week in {days} days)',
    evaluate: values =>
      Math.sqrt(
        sumOverInterval(
          argumentOf(values, 'days'),
          argumentsOf(values, 'week').map(week => week ** 2),
        ),
      ),
  },
  'interval-days': formula(
    'Protected interval',
    '{leadTimeDays} + {reviewPeriodDays}',
    ['leadTimeDays', 'reviewPeriodDays'],
    (leadTimeDays, reviewPeriodDays) => leadTimeDays + reviewPeriodDays,
  ),
  'interval-deviation': formula(
    'Deviation with a lead time that varies',
    '√({error}² + ({demand} / {days} × {leadTimeDeviationDays})²)',
    ['error', 'demand', 'days', 'leadTimeDeviationDays'],
    (error, demand, days, leadTimeDeviationDays) =>
      Math.hypot(error, days > 0 ? (demand / days) * leadTimeDeviationDays : 0),
  ),
  'holding-cost-per-year': formula(
    'Cost of holding one unit for a year',
    '{unitCostMinor} × {holdingRatePerYear}',
    ['unitCostMinor', 'holdingRatePerYear'],
    (unitCostMinor, holdingRatePerYear) => unitCostMinor * holdingRatePerYear,
  ),
  'order-cost-share': formula(
    'Cost of one order of this line',
    '{orderCostMinor} / {linesOfSupplier} + {lineOrderCostMinor}',
    ['orderCostMinor', 'linesOfSupplier', 'lineOrderCostMinor'],
    (orderCostMinor, linesOfSupplier, lineOrderCostMinor) => orderCostMinor / linesOfSupplier + lineOrderCostMinor,
  ),
  'demand-per-year': formula(
    'Demand in a year at the rate of the horizon',
    '{horizonDemand} / {weeks} × 365.25 / 7',
    ['horizonDemand', 'weeks'],
    (horizonDemand, weeks) => ((horizonDemand / weeks) * 365.25) / 7,
  ),
  'economic-order-quantity': formula(
    'Economic order quantity',
    '√(2 × {demandPerYear} × {orderCostMinor} / {holdingCostMinor})',
    ['demandPerYear', 'orderCostMinor', 'holdingCostMinor'],
    // Stock that costs nothing to hold has no economic size; the review period then sets the cycle.
    (demandPerYear, orderCostMinor, holdingCostMinor) =>
      holdingCostMinor > 0 ? economicOrderQuantity(demandPerYear, orderCostMinor, holdingCostMinor) : 0,
  ),
  'lot-size': formula(
    'Order size before the supplier’s terms',
    'max({economicOrderQuantity}, {reviewDemand})',
    ['economicOrderQuantity', 'reviewDemand'],
    Math.max,
  ),
  'cycle-quantity': formula(
    'Order size of a cycle',
    '{lotSize}, in multiples of {orderMultiple}, at least {minimumOrderQuantity}',
    ['lotSize', 'minimumOrderQuantity', 'orderMultiple'],
    roundOrderQuantity,
  ),
  'safety-stock-cycle': formula(
    'Safety stock for cycle service',
    'z({target}) × {deviation}, at least 0',
    ['target', 'deviation'],
    (target, deviation) => Math.max(0, safetyStockForCycleService(target, deviation)),
  ),
  'safety-stock-fill': formula(
    'Safety stock for fill rate',
    'z × {deviation} with {deviation} × G(z) = (1 − {target}) × {cycleQuantity}, at least 0',
    ['target', 'deviation', 'cycleQuantity'],
    (target, deviation, cycleQuantity) =>
      cycleQuantity > 0 ? Math.max(0, safetyStockForFillRate(target, cycleQuantity, deviation)) : 0,
  ),
  'safety-stock-fill-review': formula(
    'Safety stock for fill rate under periodic review',
    'stock whose shortage in a cycle, averaged over {reviewDemand} of undershoot, is (1 − {target}) × ({cycleQuantity} + {reviewDemand} / 2), at least 0',
    ['target', 'deviation', 'cycleQuantity', 'reviewDemand'],
    (target, deviation, cycleQuantity, reviewDemand) =>
      cycleQuantity > 0
        ? Math.max(0, safetyStockForFillRateUnderReview(target, cycleQuantity, reviewDemand, deviation))
        : 0,
  ),
  'reorder-point': formula(
    'Reorder point',
    '{intervalDemand} + {safetyStock}',
    ['intervalDemand', 'safetyStock'],
    (intervalDemand, safetyStock) => intervalDemand + safetyStock,
  ),
  'inventory-position': formula(
    'Inventory position',
    '{onHand} + {onOrder} − {backOrdered}',
    ['onHand', 'onOrder', 'backOrdered'],
    inventoryPosition,
  ),
  'rounded-need': formula(
    'Need rounded to what the supplier accepts',
    '{needed}, in multiples of {orderMultiple}, at least {minimumOrderQuantity}',
    ['needed', 'minimumOrderQuantity', 'orderMultiple'],
    roundOrderQuantity,
  ),
  'price-break-quantity': {
    title: 'Price break that lowers the yearly cost of goods, orders and stock',
    expression:
      'least {demandPerYear} × price + {demandPerYear} / Q × {orderCostMinor} + Q / 2 × price × {holdingRatePerYear}',
    evaluate: values => {
      const demandPerYear = argumentOf(values, 'demandPerYear');
      const yearlyCost = (quantity: number, price: number) =>
        demandPerYear * price +
        (demandPerYear / quantity) * argumentOf(values, 'orderCostMinor') +
        (quantity / 2) * price * argumentOf(values, 'holdingRatePerYear');
      const needed = argumentOf(values, 'needed');
      if (needed === 0) return 0;
      let best = { quantity: 0, cost: Number.POSITIVE_INFINITY };
      let priceNow = argumentOf(values, 'unitCostMinor');
      for (let index = 0; values[`breakQuantity${index}`] !== undefined; index++) {
        const quantity = argumentOf(values, `breakQuantity${index}`);
        const price = argumentOf(values, `breakPriceMinor${index}`);
        if (quantity <= needed) priceNow = price;
        else if (yearlyCost(quantity, price) < best.cost) best = { quantity, cost: yearlyCost(quantity, price) };
      }
      return best.cost < yearlyCost(needed, priceNow) ? best.quantity : 0;
    },
  },
  sellable: formula(
    'Units that sell before they expire, beyond those already there and coming',
    '{demandUntilExpiry} − {position}',
    ['demandUntilExpiry', 'position'],
    (demandUntilExpiry, position) => demandUntilExpiry - position,
  ),
  'order-up-to': formula(
    'Order when the position is at or below the reorder point',
    '{position} ≤ {reorderPoint}: {reorderPoint} + {lotSize} − {position}; otherwise 0',
    ['position', 'reorderPoint', 'lotSize'],
    (position, reorderPoint, lotSize) => (position <= reorderPoint ? reorderPoint + lotSize - position : 0),
  ),
  'implied-shortage-cost': formula(
    'What the service target says that one unit short costs',
    '{holdingCostMinor} × {cycleQuantity} / ((1 − Φ({safetyStock} / {deviation})) × {demandPerYear})',
    ['holdingCostMinor', 'cycleQuantity', 'safetyStock', 'deviation', 'demandPerYear'],
    (holdingCostMinor, cycleQuantity, safetyStock, deviation, demandPerYear) => {
      // Certainty has no shortage to price; one unit then costs a year of holding, which keeps the ranking finite.
      const risk = Math.max(1e-4, 1 - cycleServiceLevel(safetyStock, deviation));
      return demandPerYear > 0 ? (holdingCostMinor * cycleQuantity) / (risk * demandPerYear) : 0;
    },
  ),
  ...skewedDecisionFormulas,
};

/** What each constraint does to an order quantity, in the words of `ConstraintId`. Stored with plans like the formulas. */
export const decisionConstraintRules: Readonly<
  Record<string, { readonly title: string; apply(before: number, values: Arguments): number }>
> = {
  'lead-time': {
    title: 'Lead time',
    apply: (_before, values) => argumentOf(values, 'withLeadTime'),
  },
  'minimum-order-quantity': {
    title: 'Minimum order quantity',
    apply: (before, values) => (before > 0 ? Math.max(before, argumentOf(values, 'minimumOrderQuantity')) : 0),
  },
  'order-multiple': {
    title: 'Order multiple',
    apply: (before, values) => roundOrderQuantity(before, 0, argumentOf(values, 'orderMultiple')),
  },
  'price-break': {
    title: 'Price break',
    apply: (before, values) =>
      before > 0
        ? roundOrderQuantity(
            Math.max(before, argumentOf(values, 'breakQuantity')),
            0,
            argumentOf(values, 'orderMultiple'),
          )
        : 0,
  },
  'shelf-life': {
    title: 'Shelf life',
    apply: (before, values) =>
      before > argumentOf(values, 'sellable')
        ? floorOrderQuantity(
            argumentOf(values, 'sellable'),
            argumentOf(values, 'minimumOrderQuantity'),
            argumentOf(values, 'orderMultiple'),
          )
        : before,
  },
  'minimum-order-value': { title: 'Minimum order value', apply: granted },
  'supplier-capacity': { title: 'Supplier capacity', apply: granted },
  'warehouse-volume': { title: 'Warehouse volume', apply: granted },
  'working-capital': { title: 'Working-capital limit', apply: granted },
  'cash-week': { title: 'Cash limit of the week', apply: granted },
  'cash-total': { title: 'Budget of the horizon', apply: granted },
  'joint-solve': { title: 'One solve over all lines', apply: granted },
  transfer: { title: 'Transfers between warehouses', apply: granted },
  'planner-edit': { title: 'Edited by hand', apply: granted },
};

/** A limit shared with other lines: what this line was given is an input of its record. */
function granted(_before: number, values: Arguments): number {
  return argumentOf(values, 'granted');
}
