import type { LotProblem } from './lot-problem.ts';
import { eachStock } from './lot-state.ts';

/** A limit Σ use ≤ limit in one week, priced in place of being kept; `charge` is price × limit, in money. */
export interface PricedLimit {
  readonly limit: number;
  readonly week: number;
  charge: number;
  /** Use of the limit by a line's order quantity or stock of that week. */
  readonly perUnit: Float64Array;
  readonly of: 'ordered' | 'stock';
}

/** Every finite limit above 0 that lines share, at a price of 0. A limit of 0 is left out, which only lowers the bound. */
export function pricedLimits(problem: LotProblem): PricedLimit[] {
  const { weeks, lines, suppliers } = problem;
  const limits: PricedLimit[] = [];
  const add = (limit: number, week: number, of: PricedLimit['of'], perUnit: Float64Array) => {
    if (limit > 0 && Number.isFinite(limit)) limits.push({ limit, week, charge: 0, perUnit, of });
  };
  // A budget is charged with the cheapest price, so that its price never overstates a cost.
  const price = Float64Array.from(lines, line =>
    Math.min(line.unitCost, ...line.priceBreaks.map(each => each.unitCost)),
  );
  const unitCost = Float64Array.from(lines, line => line.unitCost);
  const one = suppliers.map((_, each) => Float64Array.from(lines, line => (line.supplier === each ? 1 : 0)));
  const room = problem.volumeLimit.map((_, each) =>
    Float64Array.from(lines, line => (line.warehouse === each ? line.unitVolume : 0)),
  );
  const anyway = lines.map(line => {
    const stock = new Float64Array(weeks);
    eachStock(line, new Int32Array(weeks), weeks, (week, units) => {
      stock[week] = units;
    });
    return stock;
  });
  const without = (week: number, perUnit: Float64Array) =>
    perUnit.reduce((sum, each, index) => sum + each * anyway[index]![week]!, 0);
  for (let week = 0; week < weeks; week++) {
    add(problem.budget[week]!, week, 'ordered', price);
    for (const [each, supplier] of suppliers.entries()) add(supplier.capacity[week]!, week, 'ordered', one[each]!);
    add(Math.max(problem.capitalLimit[week]!, without(week, unitCost)), week, 'stock', unitCost);
    for (const [each, limit] of problem.volumeLimit.entries()) {
      add(Math.max(limit, without(week, room[each]!)), week, 'stock', room[each]!);
    }
  }
  return limits;
}
