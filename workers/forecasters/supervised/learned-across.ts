import type { LearnedModels, LearnsAcross } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import type { RunContext } from '../../run-context.ts';
import { featureCount } from './windows.ts';

/** What a model learned across series without seeing anything that this run holds back; undefined where it did not. */
export function learnedAcross<Id extends LearnsAcross>(run: RunContext, id: Id): LearnedModels[Id] | undefined {
  const { shared, heldBackPeriods = 0 } = run;
  return shared?.models[id]?.[Math.ceil(heldBackPeriods / shared.horizonPeriods)];
}

/** The same for trees, where they ask for no more than is known of this series. */
export function learnedTrees<Id extends 'gradient-boosting' | 'random-forest'>(
  run: RunContext,
  id: Id,
  history: History,
): LearnedModels[Id] | undefined {
  const model = learnedAcross(run, id);
  return model?.edges.length === featureCount(history) ? model : undefined;
}

/** Comes first in what was fitted: where the line is cut short, this is what a reader must see. */
export function describeLearning({ series }: { readonly series: number }): string {
  return series > 1 ? `Learned across ${series} series` : 'Learned from this series alone';
}
