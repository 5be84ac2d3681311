import type { InventoryProblem, PlanItem, PlanLineInput, PlanSupplier } from '../../../shared/contracts/inventory.ts';
import { type DecisionDraft, draftDecision } from './decision-draft.ts';
import { shapedBy, takeSkewness, weekArguments } from './interval-arguments.ts';

/** A line with what it refers to. */
export interface PlanLineContext {
  readonly index: number;
  readonly line: PlanLineInput;
  readonly item: PlanItem;
  readonly supplier: PlanSupplier;
  /** Lines that share the supplier's order cost. */
  readonly linesOfSupplier: number;
  /** Weeks from order to arrival. */
  readonly leadTimeWeeks: number;
}

/** Stock of a line at the start of a week, after that week's arrivals. */
export interface StockState {
  readonly onHand: number;
  readonly onOrder: number;
  readonly backOrdered: number;
}

/** What the reorder-point policy says of one line in one week, with its derivation. */
export interface LinePolicy {
  readonly safetyStock: number;
  readonly reorderPoint: number;
  readonly position: number;
  /** Units wanted after the line's own constraints, before any limit that lines share. */
  readonly wanted: number;
  /** Most units that sell before they expire; infinite without a shelf life. */
  readonly sellable: number;
  readonly shortageCostMinor: number;
  /** Demand over the protected interval: mean and deviation, units, and skewness. */
  readonly intervalDemand: number;
  readonly intervalDeviation: number;
  readonly intervalSkewness: number;
  readonly draft: DecisionDraft;
}

export function lineContexts(problem: InventoryProblem): PlanLineContext[] {
  const items = new Map(problem.items.map(item => [item.id, item]));
  const suppliers = new Map(problem.suppliers.map(supplier => [supplier.id, supplier]));
  const linesOf = new Map<string, number>();
  for (const line of problem.lines) linesOf.set(line.supplierId, (linesOf.get(line.supplierId) ?? 0) + 1);
  return problem.lines.map((line, index) => ({
    index,
    line,
    item: items.get(line.itemId)!,
    supplier: suppliers.get(line.supplierId)!,
    linesOfSupplier: linesOf.get(line.supplierId)!,
    leadTimeWeeks: Math.ceil(line.leadTimeDays / 7),
  }));
}

/**
 * Reorder-point policy along the forecast: order up to reorder point + lot size once the inventory position is at
 * or below the reorder point. Each number enters through the draft, so the result replays.
 *
 * @param week index of the week in which the decision is made
 */
export function linePolicy(context: PlanLineContext, week: number, state: StockState): LinePolicy {
  const { line, item } = context;
  const draft = draftDecision(line, week === 0);
  readInputs(draft, context, state);

  draft.step(
    'position',
    'inventory-position',
    { onHand: 'onHand', onOrder: 'onOrder', backOrdered: 'backOrdered' },
    'units',
  );
  draft.step('demandPerYear', 'demand-per-year', { horizonDemand: 'horizonDemand', weeks: 'weeks' }, 'units/year');
  const holding = { unitCostMinor: 'unitCostMinor', holdingRatePerYear: 'holdingRatePerYear' };
  draft.step('holdingCost', 'holding-cost-per-year', holding, 'minor/unit/year');
  const orderCost = {
    orderCostMinor: 'orderCostMinor',
    linesOfSupplier: 'linesOfSupplier',
    lineOrderCostMinor: 'lineOrderCostMinor',
  };
  draft.step('orderCost', 'order-cost-share', orderCost, 'minor/order');
  const economic = { demandPerYear: 'demandPerYear', orderCostMinor: 'orderCost', holdingCostMinor: 'holdingCost' };
  draft.step('economicOrderQuantity', 'economic-order-quantity', economic, 'units');
  draft.step('reviewDemand', 'interval-demand', weekArguments(draft, line, week, 'mean', 'reviewPeriodDays'), 'units');
  const lot = { economicOrderQuantity: 'economicOrderQuantity', reviewDemand: 'reviewDemand' };
  draft.step('lotSize', 'lot-size', lot, 'units');
  const pack = { minimumOrderQuantity: 'minimumOrderQuantity', orderMultiple: 'orderMultiple' };
  draft.step('cycleQuantity', 'cycle-quantity', { lotSize: 'lotSize', ...pack }, 'units');

  draft.step(
    'intervalDays',
    'interval-days',
    { leadTimeDays: 'leadTimeDays', reviewPeriodDays: 'reviewPeriodDays' },
    'days',
  );
  const deviation = { leadTimeDeviationDays: 'leadTimeDeviationDays' };
  orderAtReorderPoint(draft, line, week, '', 'intervalDays', deviation);
  const needed = draft.value('needed');
  draft.step('roundedNeed', 'rounded-need', { needed: 'needed', ...pack }, 'units');
  const shortage = {
    holdingCostMinor: 'holdingCost',
    cycleQuantity: 'cycleQuantity',
    safetyStock: 'safetyStock',
    deviation: 'deviation',
    demandPerYear: 'demandPerYear',
  };
  const shaped = shapedBy(line, '');
  draft.step(
    'impliedShortageCost',
    `implied-shortage-cost${shaped.suffix}`,
    { ...shortage, ...shaped.from },
    'minor/unit',
  );
  if (line.priceBreaks.length > 0) choosePriceBreak(draft, line);
  let sellable = Number.POSITIVE_INFINITY;
  if (item.shelfLifeDays !== null) {
    draft.input('shelfLifeDays', item.shelfLifeDays, 'days', line.sources.shelfLifeDays);
    draft.step(
      'expiryDays',
      'interval-days',
      { leadTimeDays: 'leadTimeDays', reviewPeriodDays: 'shelfLifeDays' },
      'days',
    );
    draft.step('demandUntilExpiry', 'interval-demand', weekArguments(draft, line, week, 'mean', 'expiryDays'), 'units');
    sellable = draft.step(
      'sellable',
      'sellable',
      { demandUntilExpiry: 'demandUntilExpiry', position: 'position' },
      'units',
    );
  }

  // Only the decision made now is explained.
  if (week === 0) {
    // What the lead time alone does: the same policy with goods that arrive at once and on time.
    draft.input('noDeviationDays', 0, 'days', { source: 'Comparison without a lead time', asOf: null });
    orderAtReorderPoint(draft, line, week, 'instant.', 'reviewPeriodDays', {
      leadTimeDeviationDays: 'noDeviationDays',
    });
  }
  draft.constrain('lead-time', { withLeadTime: 'needed' });
  draft.constrain('minimum-order-quantity', { minimumOrderQuantity: 'minimumOrderQuantity' });
  draft.constrain('order-multiple', { orderMultiple: 'orderMultiple' });
  if (line.priceBreaks.length > 0)
    draft.constrain('price-break', { breakQuantity: 'breakQuantity', orderMultiple: 'orderMultiple' });
  if (item.shelfLifeDays !== null) draft.constrain('shelf-life', { sellable: 'sellable', ...pack });

  return {
    safetyStock: draft.value('safetyStock'),
    reorderPoint: draft.value('reorderPoint'),
    position: draft.value('position'),
    wanted: needed > 0 ? draft.quantity() : 0,
    sellable,
    shortageCostMinor: line.shortageCostMinor ?? draft.value('impliedShortageCost'),
    intervalDemand: draft.value('intervalDemand'),
    intervalDeviation: draft.value('deviation'),
    intervalSkewness: line.demand.quantiles.length > 0 ? draft.value('skewness') : 0,
    draft,
  };
}

function readInputs(draft: DecisionDraft, context: PlanLineContext, stock: StockState) {
  const { line, supplier, linesOfSupplier } = context;
  const { sources } = line;
  const horizonDemand = line.demand.mean.reduce((sum, units) => sum + units, 0);
  draft.input('onHand', stock.onHand, 'units', sources.onHand);
  draft.input('onOrder', stock.onOrder, 'units', sources.onOrder);
  draft.input('backOrdered', stock.backOrdered, 'units', sources.backOrdered ?? sources.onHand);
  draft.input('horizonDemand', horizonDemand, 'units', sources.demand);
  draft.input('weeks', line.demand.mean.length, 'weeks', sources.demand);
  draft.input('leadTimeDays', line.leadTimeDays, 'days', sources.leadTimeDays);
  draft.input('leadTimeDeviationDays', line.leadTimeDeviationDays, 'days', sources.leadTimeDeviationDays);
  draft.input('reviewPeriodDays', line.reviewPeriodDays, 'days', sources.reviewPeriodDays);
  draft.input('unitCostMinor', line.unitCostMinor, 'minor/unit', sources.unitCostMinor);
  draft.input('holdingRatePerYear', line.holdingRatePerYear, 'share/year', sources.holdingRatePerYear);
  draft.input('orderCostMinor', supplier.orderCostMinor, 'minor/order', sources.orderCostMinor);
  draft.input('lineOrderCostMinor', line.lineOrderCostMinor, 'minor/order', sources.lineOrderCostMinor);
  draft.input('linesOfSupplier', linesOfSupplier, 'lines');
  draft.input('minimumOrderQuantity', line.minimumOrderQuantity, 'units', sources.minimumOrderQuantity);
  draft.input('orderMultiple', line.orderMultiple, 'units', sources.orderMultiple);
  draft.input('serviceTarget', line.service.target, 'share', sources.service);
}

/** Steps from demand over an interval to the order; `prefix` keeps the comparison without lead time apart. */
function orderAtReorderPoint(
  draft: DecisionDraft,
  line: PlanLineInput,
  week: number,
  prefix: string,
  daysKey: string,
  deviationFrom: Readonly<Record<string, string>>,
) {
  const key = (name: string) => `${prefix}${name}`;
  draft.step(key('intervalDemand'), 'interval-demand', weekArguments(draft, line, week, 'mean', daysKey), 'units');
  draft.step(key('error'), 'interval-error', weekArguments(draft, line, week, 'deviation', daysKey), 'units');
  const spread = { error: key('error'), demand: key('intervalDemand'), days: daysKey, ...deviationFrom };
  draft.step(key('deviation'), 'interval-deviation', spread, 'units');
  if (line.demand.quantiles.length > 0) takeSkewness(draft, line, week, prefix, daysKey);
  const shaped = shapedBy(line, prefix);
  const target = { target: 'serviceTarget', deviation: key('deviation'), ...shaped.from };
  if (line.service.measure === 'cycle') {
    draft.step(key('safetyStock'), `safety-stock-cycle${shaped.suffix}`, target, 'units');
  } else {
    const fill = { ...target, cycleQuantity: 'cycleQuantity' };
    const reviewed = line.reviewPeriodDays > 0;
    const from = reviewed ? { ...fill, reviewDemand: 'reviewDemand' } : fill;
    draft.step(key('safetyStock'), `safety-stock-fill${reviewed ? '-review' : ''}${shaped.suffix}`, from, 'units');
  }
  const point = { intervalDemand: key('intervalDemand'), safetyStock: key('safetyStock') };
  draft.step(key('reorderPoint'), 'reorder-point', point, 'units');
  const order = { position: 'position', reorderPoint: key('reorderPoint'), lotSize: 'lotSize' };
  draft.step(key('needed'), 'order-up-to', order, 'units');
}

function choosePriceBreak(draft: DecisionDraft, line: PlanLineInput) {
  const from: Record<string, string> = {
    demandPerYear: 'demandPerYear',
    orderCostMinor: 'orderCost',
    holdingRatePerYear: 'holdingRatePerYear',
    unitCostMinor: 'unitCostMinor',
    needed: 'roundedNeed',
  };
  line.priceBreaks.forEach((priceBreak, index) => {
    const quantityKey = `breakQuantity.${index}`;
    const priceKey = `breakPriceMinor.${index}`;
    draft.input(quantityKey, priceBreak.minimumQuantity, 'units', line.sources.priceBreaks);
    draft.input(priceKey, priceBreak.unitCostMinor, 'minor/unit', line.sources.priceBreaks);
    from[`breakQuantity${index}`] = quantityKey;
    from[`breakPriceMinor${index}`] = priceKey;
  });
  draft.step('breakQuantity', 'price-break-quantity', from, 'units');
}
