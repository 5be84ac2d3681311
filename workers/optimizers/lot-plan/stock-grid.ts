import { peakDensity } from '../../../shared/numerics/skewed-distribution.ts';
import { tailStretch } from './loss-table.ts';
import type { LotLine } from './lot-problem.ts';
import { lateCost, weekCost } from './week-cost.ts';

/** Stock levels of a line, closed under whole packs and expected demand, and what a week costs on each. */
export interface StockGrid {
  readonly width: number;
  /** One grid line for each pack; else each stands for the band below it. */
  readonly exact: boolean;
  readonly levels: number;
  /** Grid lines that the smallest order climbs. */
  readonly leastSteps: number;
  readonly firstLevel: number;
  /** By week: stock on the lowest grid line at its end, and how many lines the grid climbs against the week before. */
  readonly lowest: Float64Array;
  readonly drop: Int32Array;
  /** By week and grid line, as far up as they are above 0: shortage cost, and what a delivery after the week adds. */
  readonly cost: readonly Float64Array[];
  readonly late: readonly Float64Array[];
  /** The same where demand was lost: by grid lines below the lowest, the nearest first. */
  readonly lost: readonly Float64Array[];
  readonly lostLate: readonly Float64Array[];
}

export function stockGrid(line: LotLine, weeks: number, mostLevels: number, minimumUnits: number): StockGrid {
  const top = highestStock(line, weeks, minimumUnits);
  const exact = top / line.packUnits + 2 <= mostLevels;
  const width = exact ? line.packUnits : top / (mostLevels - 2);
  const levels = Math.ceil(top / width) + 2;
  const leastSteps = Math.max(exact ? 1 : 0, Math.floor((line.minimumPacks * line.packUnits) / width + 1e-9));

  const lowest = new Float64Array(weeks);
  const drop = new Int32Array(weeks);
  let course = line.initialStock;
  let skipped = -Math.floor(course / width);
  const firstLevel = -skipped + (exact ? 0 : 1);
  for (let week = 0; week < weeks; week++) {
    course += line.receipts[week]! - line.demand[week]!;
    const next = Math.ceil(-course / width - 1e-9);
    drop[week] = next - skipped;
    skipped = next;
    lowest[week] = course + width * skipped;
  }
  return {
    width,
    exact,
    levels,
    leastSteps,
    firstLevel,
    lowest,
    drop,
    ...tables(line, lowest, drop, width, exact, levels),
  };
}

/** No course is better for going above this: all demand, with a margin, and the largest order that a rule can ask for. */
export function highestStock(line: LotLine, weeks: number, minimumUnits: number): number {
  let most = line.initialStock;
  for (let week = 0; week < weeks; week++) most += line.demand[week]! + line.receipts[week]!;
  const margin = Math.max(
    ...line.closingDeviation.map((each, week) => 4 * each * tailStretch(line.closingSkewness[week]!)),
  );
  const breaks = Math.max(0, ...line.priceBreaks.map(each => each.packs));
  return most + Math.max(margin, Math.max(line.minimumPacks, breaks) * line.packUnits, minimumUnits) + line.packUnits;
}

/** Costs of each week by grid line, as `StockGrid` has them. */
function tables(line: LotLine, lowest: Float64Array, drop: Int32Array, width: number, exact: boolean, levels: number) {
  const cost: Float64Array[] = [];
  const late: Float64Array[] = [];
  const lost: Float64Array[] = [];
  const lostLate: Float64Array[] = [];
  const shortage = (week: number, level: number) => weekCost(line, week, level) - level * line.holdingCost;
  lowest.forEach((low, week) => {
    const deviation = line.closingDeviation[week]!;
    const skewness = line.closingSkewness[week]!;
    const far = 6 * tailStretch(skewness);
    const reach = (spread: number) => (spread > 0 ? Math.min(levels, Math.ceil((far * spread) / width) + 2) : 0);
    // How far a convex cost can dip between the ends of a band.
    const bend = deviation > 0 ? (peakDensity(skewness) * width) / (8 * deviation) : 0;
    const dip = line.shortageCost * width * Math.min(bend, 1 / 4);
    const ofBand = (high: number) =>
      Math.max(0, Math.min(shortage(week, Math.max(0, high - width)), shortage(week, high)) - dip);
    cost.push(
      Float64Array.from({ length: reach(deviation) }, (_, level) => {
        const high = low + width * level;
        return exact ? Math.max(0, shortage(week, high)) : ofBand(high);
      }),
    );
    const lateOfBand = (high: number) =>
      Math.max(
        0,
        exact ? lateCost(line, week, high) : Math.min(lateCost(line, week, high - width), lateCost(line, week, high)),
      );
    const lateSpread = line.lateUnits[week]! > 0 ? Math.hypot(deviation, line.lateUnits[week]!) : 0;
    late.push(Float64Array.from({ length: reach(lateSpread) }, (_, level) => lateOfBand(low + width * level)));
    const below = Math.max(0, drop[week]!);
    lost.push(
      Float64Array.from({ length: below }, (_, at) => weekCost(line, week, Math.min(0, low - width * (at + 1)))),
    );
    lostLate.push(
      Float64Array.from({ length: lateSpread > 0 ? below : 0 }, (_, at) => lateOfBand(low - width * (at + 1))),
    );
  });
  return { cost, late, lost, lostLate };
}
