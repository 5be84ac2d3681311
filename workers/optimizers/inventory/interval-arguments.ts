import type { PlanLineInput } from '../../../shared/contracts/inventory.ts';
import { demandSkewness } from '../../../shared/numerics/demand-skewness.ts';
import { skewnessOf } from '../../../shared/numerics/stock-spread.ts';
import { sumOverInterval } from '../../../shared/numerics/sum-over-interval.ts';
import type { DecisionDraft } from './decision-draft.ts';

/** Arguments of an interval formula: its days and the forecast weeks that it touches. */
export function weekArguments(
  draft: DecisionDraft,
  line: PlanLineInput,
  week: number,
  kind: 'mean' | 'deviation',
  daysKey: string,
): Record<string, string> {
  const from: Record<string, string> = { days: daysKey };
  const touched = Math.min(line.demand[kind].length - week, Math.ceil(draft.value(daysKey) / 7));
  for (let ahead = 0; ahead < touched; ahead++) {
    const key = `demand.${kind}.${week + ahead}`;
    draft.input(key, line.demand[kind][week + ahead] ?? 0, 'units/week', line.sources.demand);
    from[`week${ahead}`] = key;
  }
  return from;
}

/** A forecast with quantiles has a distribution of its own; without, its error is normal. */
export function shapedBy(line: PlanLineInput, prefix: string): { suffix: string; from: Record<string, string> } {
  return line.demand.quantiles.length > 0
    ? { suffix: '-skewed', from: { skewness: `${prefix}skewness` } }
    : { suffix: '', from: {} };
}

/** Skewness over an interval: derived step by step where the decision is explained, which is in week 0, else only read. */
export function takeSkewness(draft: DecisionDraft, line: PlanLineInput, week: number, prefix: string, daysKey: string) {
  const deviationKey = `${prefix}deviation`;
  if (week > 0) {
    const skewness = demandSkewness(line.demand);
    const cubes = line.demand.deviation.slice(week).map((units, ahead) => skewness[week + ahead]! * units ** 3);
    const cube = sumOverInterval(draft.value(daysKey), cubes);
    draft.input(`${prefix}skewness`, skewnessOf(cube, draft.value(deviationKey)), '');
    return;
  }
  const from = weekArguments(draft, line, week, 'deviation', daysKey);
  for (let ahead = 0; from[`week${ahead}`] !== undefined; ahead++) {
    deriveSkewness(draft, line, ahead);
    from[`skewness${ahead}`] = `demand.skewness.${ahead}`;
  }
  draft.step(`${prefix}skewness`, 'interval-skewness', { deviation: deviationKey, ...from }, '');
}

function deriveSkewness(draft: DecisionDraft, line: PlanLineInput, week: number) {
  const from: Record<string, string> = { mean: `demand.mean.${week}`, deviation: `demand.deviation.${week}` };
  draft.input(from.mean!, line.demand.mean[week]!, 'units/week', line.sources.demand);
  const known = line.demand.quantiles.filter(({ values }) => values[week] != null);
  known.forEach(({ probability, values }, index) => {
    const quantileKey = `demand.quantile.${probability}.${week}`;
    draft.input(`demand.probability.${probability}`, probability, 'share', line.sources.demand);
    draft.input(quantileKey, values[week]!, 'units/week', line.sources.demand);
    from[`probability${index}`] = `demand.probability.${probability}`;
    from[`quantile${index}`] = quantileKey;
  });
  draft.step(`demand.skewness.${week}`, 'forecast-skewness', from, '');
}
