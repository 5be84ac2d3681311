import type { LimitPrices, LotProblem } from '../lot-plan/lot-problem.ts';
import type { Multipliers } from './multipliers.ts';
import { type PricedLimit, pricedLimits } from './priced-limits.ts';

/** What the limits were worth at a bound's multipliers. */
export function limitPrices(problem: LotProblem, multipliers: Multipliers): LimitPrices {
  const byLine = () => problem.lines.map(() => new Float64Array(problem.weeks));
  const open = multipliers.minimumCharge.map(each => each.slice());
  const prices = { unit: byLine(), stock: byLine(), open };
  const limits = pricedLimits(problem, multipliers);
  setLimitPrices(problem, multipliers, limits, prices);
  for (const { supplier, week, charge, limit, scale } of limits)
    if (supplier !== null) open[supplier]![week]! -= (charge[week]! * limit) / scale;
  return prices;
}

/** Overwrites `unit` and `stock` with what the limits charge and a supplier's minimum value pays. */
export function setLimitPrices(
  problem: LotProblem,
  { minimumCharge }: Multipliers,
  limits: readonly PricedLimit[],
  { unit, stock }: Pick<LimitPrices, 'unit' | 'stock'>,
): void {
  problem.lines.forEach(({ supplier, unitCost }, index) => {
    const { minimumValue } = problem.suppliers[supplier]!;
    stock[index]!.fill(0);
    for (let week = 0; week < problem.weeks; week++) {
      const helps = minimumValue > 0 ? minimumCharge[supplier]![week]! / minimumValue : 0;
      unit[index]![week] = -helps * unitCost;
    }
  });
  for (const { scale, week: first, until, charge, lines, perUnit, of } of limits) {
    if (charge[first] === 0) continue;
    const price = charge[first]! / scale;
    const charged = of === 'ordered' ? unit : stock;
    for (const [at, index] of lines.entries())
      for (let week = first; week < until; week++) charged[index]![week]! += price * perUnit[at]!;
  }
}
