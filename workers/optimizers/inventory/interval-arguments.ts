import type { PlanLineInput } from '../../../shared/contracts/inventory.ts';
import { demandSkewness } from '../../../shared/numerics/demand-skewness.ts';
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

/** Arguments of the interval's skewness; that of each week is derived where the decision is explained. */
export function skewnessArguments(
  draft: DecisionDraft,
  line: PlanLineInput,
  week: number,
  daysKey: string,
): Record<string, string> {
  const from = weekArguments(draft, line, week, 'deviation', daysKey);
  for (let ahead = 0; from[`week${ahead}`] !== undefined; ahead++) {
    const key = `demand.skewness.${week + ahead}`;
    if (week === 0) deriveSkewness(draft, line, ahead);
    else draft.input(key, demandSkewness(line.demand)[week + ahead]!, '', line.sources.demand);
    from[`skewness${ahead}`] = key;
  }
  return from;
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
