import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { eachStock } from '../lot-plan/lot-state.ts';
import type { Multipliers } from './multipliers.ts';

/** A limit Σ use ≤ limit, priced in place of being kept; what is charged for it is price × scale, in money. */
export interface PricedLimit {
  readonly limit: number;
  /** The limit by week, or what its lines usually use where nothing is allowed: prices of all limits then take like steps. */
  readonly scale: number;
  /** The weeks that use it together: from `week` to before `until`. */
  readonly week: number;
  readonly until: number;
  /** Lines that use it, and how much of it a unit of each one's order or stock of a week uses. */
  readonly lines: readonly number[];
  readonly perUnit: Float64Array;
  readonly of: 'ordered' | 'stock';
  /** Whose capacity it is, if it is one. */
  readonly supplier: number | null;
  /** By week, of which this limit has its own, the first of its weeks. */
  readonly charge: Float64Array;
}

/**
 * Every finite limit that lines share.
 *
 * @param multipliers whose charges the limits refer to
 */
export function pricedLimits(problem: LotProblem, multipliers: Multipliers): PricedLimit[] {
  const { weeks, lines, suppliers } = problem;
  const limits: PricedLimit[] = [];
  const all = lines.map((_, index) => index);
  const usual = lines.map(line => line.demand.reduce((sum, units) => sum + units, 0) / weeks);
  const anyway = lines.map(line => {
    const stock = new Float64Array(weeks);
    eachStock(line, new Int32Array(weeks), weeks, (week, units) => {
      stock[week] = units;
    });
    return stock;
  });
  const add = (
    limit: number,
    week: number,
    of: PricedLimit['of'],
    users: readonly number[],
    perUnit: (line: number) => number,
    charge: Float64Array,
    { supplier = null, until = week + 1 }: Partial<Pick<PricedLimit, 'supplier' | 'until'>> = {},
  ) => {
    if (!Number.isFinite(limit)) return;
    const own = users.filter(index => perUnit(index) > 0);
    const use = (units: (line: number) => number) => own.reduce((sum, index) => sum + perUnit(index) * units(index), 0);
    // What is on hand without any order is never held against a plan.
    const allowed =
      of === 'stock'
        ? Math.max(
            limit,
            use(index => anyway[index]![week]!),
          )
        : limit;
    const scale = allowed > 0 ? allowed / (until - week) : use(index => usual[index]!);
    if (scale > 0)
      limits.push({
        limit: allowed,
        scale,
        week,
        until,
        of,
        lines: own,
        perUnit: Float64Array.from(own, perUnit),
        charge,
        supplier,
      });
  };
  // A budget is charged with the cheapest price, so that its price never overstates a cost.
  const price = lines.map(line => Math.min(line.unitCost, ...line.priceBreaks.map(each => each.unitCost)));
  const of = (group: (line: number) => boolean) => all.filter(group);
  const bySupplier = suppliers.map((_, each) => of(index => lines[index]!.supplier === each));
  const byWarehouse = problem.volumeLimit.map((_, each) => of(index => lines[index]!.warehouse === each));
  add(problem.budgetTotal, 0, 'ordered', all, index => price[index]!, multipliers.budgetTotal, { until: weeks });
  for (let week = 0; week < weeks; week++) {
    add(problem.budget[week]!, week, 'ordered', all, index => price[index]!, multipliers.budget);
    for (const [each, { capacity }] of suppliers.entries())
      add(capacity[week]!, week, 'ordered', bySupplier[each]!, () => 1, multipliers.capacity[each]!, {
        supplier: each,
      });
    add(problem.capitalLimit[week]!, week, 'stock', all, index => lines[index]!.unitCost, multipliers.capital);
    for (const [each, limit] of problem.volumeLimit.entries())
      add(limit, week, 'stock', byWarehouse[each]!, index => lines[index]!.unitVolume, multipliers.volume[each]!);
  }
  return limits;
}

/** How much of the limit a solution by line and week uses. */
export function usedOf(
  { week: first, until, of, lines, perUnit }: PricedLimit,
  solution: { readonly ordered: readonly Float64Array[]; readonly stock: readonly Float64Array[] },
): number {
  let used = 0;
  for (let at = 0; at < lines.length; at++)
    for (let week = first; week < until; week++) used += solution[of][lines[at]!]![week]! * perUnit[at]!;
  return used;
}
