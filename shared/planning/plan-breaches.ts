import type { ConstraintId, ConstraintUse, InventoryProblem } from '../contracts/inventory.ts';
import { lineAmountMinor } from '../numerics/line-amount.ts';
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
 * Every rule that orders break: each line's minimum, multiple and required service, each supplier's minimum order value,
 * and the limits that lines share. Stock that is there without these orders may exceed a limit; orders must not add to it.
 *
 * @param orders        by line of the problem and week, units
 * @param short         by line and week, expected demand without stock, from `pricePlan`
 * @param use           limits with what these orders use of them, from `pricePlan`
 * @param useWithout    the same without any order, in the same sequence
 */
export function planBreaches(
  problem: InventoryProblem,
  orders: readonly ArrayLike<number>[],
  short: readonly ArrayLike<number>[],
  use: readonly ConstraintUse[],
  useWithout: readonly ConstraintUse[],
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
        lost += short[lineIndex]?.[week] ?? 0;
      }
      const limit = minimumFillRate * reachable;
      const value = reachable - lost;
      if (value >= limit - tolerance * Math.max(1, limit)) return;
      breaches.push({ constraint: 'service', lineIndex, scope: null, week: null, value, limit, unit: 'units' });
    });
  }
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
  use.forEach(({ constraint, scope, week, used, limit, unit }, index) => {
    const allowed = Math.max(limit, useWithout[index]?.used ?? 0);
    if (used <= allowed * (1 + tolerance) + (unit === 'minor' ? rounding : tolerance)) return;
    breaches.push({ constraint, lineIndex: null, scope, week, value: used, limit, unit });
  });
  return breaches;
}
