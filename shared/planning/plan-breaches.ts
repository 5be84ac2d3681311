import type { ConstraintId, ConstraintUse, InventoryProblem } from '../contracts/inventory.ts';
import { lineAmountMinor } from '../numerics/line-amount.ts';
import type { PricedPlan } from '../numerics/price-plan.ts';
import { unitPriceMinor } from '../numerics/unit-price.ts';

/** A rule of the problem that a set of orders does not keep. */
export interface PlanBreach {
  readonly constraint: ConstraintId;
  /** Line of the problem; null for a limit that lines share. */
  readonly lineIndex: number | null;
  /** Supplier or warehouse; null for the whole plan. */
  readonly scope: string | null;
  readonly week: number | null;
  readonly value: number;
  /** What `value` should be at least, at most, or a multiple of, as the constraint says. */
  readonly limit: number;
  readonly unit: ConstraintUse['unit'];
}

const tolerance = 1e-6;

/**
 * Every rule that orders break: each line's minimum, multiple, shelf life and required service, each supplier's minimum
 * order value, and the limits that lines share. Stock that is there without these orders may exceed a limit; orders must
 * not add to it.
 *
 * @param orders   by line of the problem and week, units
 * @param priced   what `pricePlan` says of these orders
 * @param without  what it says of no orders at all
 */
export function planBreaches(
  problem: InventoryProblem,
  orders: readonly ArrayLike<number>[],
  priced: PricedPlan,
  without: PricedPlan,
): PlanBreach[] {
  const breaches: PlanBreach[] = [];
  // Each line's amount is rounded once, by half a penny at most.
  const rounding = problem.lines.length;
  const goods = new Map<string, number>();
  problem.lines.forEach((line, lineIndex) => {
    for (let week = 0; week < problem.weeks; week++) {
      const value = orders[lineIndex]?.[week] ?? 0;
      if (value === 0) continue;
      const of = { lineIndex, scope: null, week, value, unit: 'units' } as const;
      if (value < line.minimumOrderQuantity - tolerance) {
        breaches.push({ ...of, constraint: 'minimum-order-quantity', limit: line.minimumOrderQuantity });
      }
      const packs = value / line.orderMultiple;
      if (Math.abs(packs - Math.round(packs)) > tolerance) {
        breaches.push({ ...of, constraint: 'order-multiple', limit: line.orderMultiple });
      }
      const key = `${line.supplierId}|${week}`;
      const amount = lineAmountMinor(value, unitPriceMinor(value, line.unitCostMinor, line.priceBreaks));
      goods.set(key, (goods.get(key) ?? 0) + amount);
    }
  });
  const { minimumFillRate } = problem.limits;
  if (minimumFillRate) {
    problem.lines.forEach((line, lineIndex) => {
      let reachable = 0;
      let lost = 0;
      // Before any order can arrive stock takes its course.
      for (let week = Math.ceil(line.leadTimeDays / 7); week < problem.weeks; week++) {
        reachable += line.demand.mean[week] ?? 0;
        lost += priced.lines[lineIndex]?.short[week] ?? 0;
      }
      const limit = minimumFillRate * reachable;
      const value = reachable - lost;
      if (value >= limit - tolerance * Math.max(1, limit)) return;
      breaches.push({ constraint: 'service', lineIndex, scope: null, week: null, value, limit, unit: 'units' });
    });
  }
  const shelfLives = new Map(problem.items.map(({ id, shelfLifeDays }) => [id, shelfLifeDays]));
  problem.lines.forEach((line, lineIndex) => {
    const shelfLifeDays = shelfLives.get(line.itemId) ?? null;
    if (shelfLifeDays === null) return;
    for (let week = 0; week < problem.weeks; week++) {
      const value = priced.lines[lineIndex]?.closing[week] ?? 0;
      const limit = sellableAfter(line.demand.mean, week, Math.floor(shelfLifeDays / 7));
      const allowed = Math.max(limit, without.lines[lineIndex]?.closing[week] ?? 0);
      if (value <= allowed + tolerance * Math.max(1, value)) continue;
      breaches.push({ constraint: 'shelf-life', lineIndex, scope: null, week, value, limit, unit: 'units' });
      // What is too much stays so for weeks.
      return;
    }
  });
  for (const { id, minimumOrderValueMinor: limit } of problem.suppliers) {
    for (let week = 0; week < problem.weeks; week++) {
      const value = goods.get(`${id}|${week}`);
      if (value === undefined || value >= limit - rounding) continue;
      breaches.push({
        constraint: 'minimum-order-value',
        lineIndex: null,
        scope: id,
        week,
        value,
        limit,
        unit: 'minor',
      });
    }
  }
  priced.constraintUse.forEach(({ constraint, scope, week, used, limit, unit }, index) => {
    const allowed = Math.max(limit, without.constraintUse[index]?.used ?? 0);
    if (used <= allowed * (1 + tolerance) + (unit === 'minor' ? rounding : tolerance)) return;
    breaches.push({ constraint, lineIndex: null, scope, week, value: used, limit, unit });
  });
  return breaches;
}

/** Mean demand of so many weeks after the given one, units; the last forecast week continues. */
function sellableAfter(demand: readonly number[], week: number, weeks: number): number {
  let units = 0;
  for (let ahead = 1; ahead <= weeks; ahead++) units += demand[Math.min(demand.length - 1, week + ahead)] ?? 0;
  return units;
}
