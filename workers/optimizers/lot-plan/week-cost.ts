import { fastLoss } from './loss-table.ts';
import type { LotLine } from './lot-problem.ts';

/**
 * Cost of one week of a line: holding what is left and the shortage expected within the week.
 *
 * @param level stock at the end of the week before shortage is cut off at 0; negative is demand not served
 */
export function weekCost(line: LotLine, week: number, level: number): number {
  const demand = line.demand[week]!;
  const held = level > 0 ? level * line.holdingCost : 0;
  const deviation = line.closingDeviation[week]!;
  if (deviation === 0) return level < 0 ? held - level * line.shortageCost : held;
  const rise = fastLoss(level, deviation, line.closingSkewness[week]!) - openingLoss(line, week, level + demand);
  return held + line.shortageCost * Math.min(demand, rise > 0 ? rise : 0);
}

/**
 * What a delivery at the start of the next week adds, because it may be late.
 *
 * @param level as for `weekCost`: where demand was lost already, lateness adds less
 */
export function lateCost(line: LotLine, week: number, level: number): number {
  const late = line.lateUnits[week]!;
  if (late === 0) return 0;
  const demand = line.demand[week]!;
  const deviation = line.closingDeviation[week]!;
  const skewness = line.closingSkewness[week]!;
  const opening = openingLoss(line, week, level + demand);
  const onTime = fastLoss(level, deviation, skewness);
  const spread = Math.sqrt(deviation * deviation + late * late);
  const share = deviation / spread;
  const delayed = Math.max(onTime, fastLoss(level, spread, skewness * share * share * share));
  const unserved = (backlog: number) => Math.min(demand, Math.max(0, backlog - opening));
  return line.shortageCost * (unserved(delayed) - unserved(onTime));
}

function openingLoss(line: LotLine, week: number, level: number): number {
  return fastLoss(level, line.openingDeviation[week]!, line.openingSkewness[week]!);
}

/** Price of a unit in an order of so many packs. */
function unitPrice(line: LotLine, packs: number): number {
  let price = line.unitCost;
  for (const each of line.priceBreaks) if (packs >= each.packs) price = each.unitCost;
  return price;
}

/** What the goods of an order cost beyond the cheapest price there is. */
export function premium(line: LotLine, packs: number): number {
  if (line.priceBreaks.length === 0) return 0;
  let cheapest = line.unitCost;
  for (const each of line.priceBreaks) if (each.unitCost < cheapest) cheapest = each.unitCost;
  return (unitPrice(line, packs) - cheapest) * packs * line.packUnits;
}

/** Goods value of an order. */
export function orderValue(line: LotLine, packs: number): number {
  return unitPrice(line, packs) * packs * line.packUnits;
}
