import { demandByWeek } from './demand-by-week.ts';
import type { CompletePair, PairInputs, Rates } from './planning-inputs.ts';

/** Something that a plan needs and nobody has entered. */
export interface PlanningGap {
  readonly kind: 'forecast' | 'forecast-length' | 'stock' | 'policy' | 'terms' | 'exchange-rate';
  readonly skuId: string;
  readonly warehouseId: string;
  /** What is missing and how to mend it. */
  readonly message: string;
}

/** Everything that keeps one SKU × warehouse out of a plan; empty when it can be planned. */
export function planningGaps(pair: PairInputs, rates: Rates, planningDate: string, weeks: number): PlanningGap[] {
  const name = `${pair.sku.name} in ${pair.warehouse.name}`;
  const gaps: PlanningGap[] = [];
  const gap = (kind: PlanningGap['kind'], message: string) =>
    gaps.push({ kind, skuId: pair.sku.id, warehouseId: pair.warehouse.id, message });

  if (!pair.forecast) gap('forecast', `${name} has no published forecast. Compare models and publish one.`);
  else {
    const covered = demandByWeek(pair.forecast, planningDate, weeks).mean.length;
    if (covered < weeks) {
      gap(
        'forecast-length',
        `The published forecast of ${name} covers ${covered} of the ${weeks} weeks. Publish a longer one or plan fewer weeks.`,
      );
    }
  }
  if (!pair.stock) gap('stock', `${name} has no stock count. Enter what is on hand, even if it is 0.`);
  if (!pair.policy) gap('policy', `${name} has no policy. Set its service target, review period and holding rate.`);
  if (!pair.terms) gap('terms', `${pair.sku.name} has no preferred supplier. Add its terms.`);
  else {
    const { currency } = pair.terms.supplier;
    if (currency !== 'GBP' && !rates.has(currency)) {
      gap(
        'exchange-rate',
        `${name} is bought in ${currency}, for which no exchange rate to GBP is stored up to ${planningDate}.`,
      );
    }
  }
  return gaps;
}

export function isComplete<Pair extends PairInputs>(pair: Pair): pair is Pair & CompletePair {
  return pair.stock !== null && pair.policy !== null && pair.terms !== null && pair.forecast !== null;
}
