import type { Random } from '../../../shared/numerics/random.ts';
import { featureCount, levelAt, type Windows, writeFeatures } from './windows.ts';

export interface TrainingSet {
  readonly columns: readonly Float64Array[];
  /** Demand over level at the origin. */
  readonly targets: Float64Array;
  readonly leads: Int32Array;
  /** Level at the origin, units per period. */
  readonly levels: Float64Array;
}

/**
 * Draws rows (origin, lead) from all series: every pair where they fit into `maximumRows`, else an even random choice.
 *
 * @param windows         one for each series, all with equally many regressors
 * @param horizonPeriods  leads run from 1 to this
 */
export function drawTrainingSet(
  windows: readonly Windows[],
  horizonPeriods: number,
  maximumRows: number,
  source: Random,
): TrainingSet {
  const firsts = windows.map(each => firstOrigin(each));
  let pairs = 0;
  for (let i = 0; i < windows.length; i++) {
    const n = windows[i]!.history.values.length;
    for (let origin = firsts[i]!; origin < n - 1; origin++) pairs += Math.min(horizonPeriods, n - 1 - origin);
  }
  const share = Math.min(1, maximumRows / Math.max(1, pairs));
  const chosen: [series: number, origin: number, lead: number][] = [];
  for (let i = 0; i < windows.length; i++) {
    const n = windows[i]!.history.values.length;
    for (let origin = firsts[i]!; origin < n - 1; origin++) {
      const leads = Math.min(horizonPeriods, n - 1 - origin);
      if (share >= 1) {
        for (let lead = 1; lead <= leads; lead++) chosen.push([i, origin, lead]);
      } else {
        // As many leads as the share asks for on average, the fraction by chance.
        const wanted = leads * share;
        const count = Math.floor(wanted) + (source.next() < wanted % 1 ? 1 : 0);
        for (let k = 0; k < count; k++) chosen.push([i, origin, 1 + source.below(leads)]);
      }
    }
  }
  const width = featureCount(windows[0]!.history);
  const columns = Array.from({ length: width }, () => new Float64Array(chosen.length));
  const targets = new Float64Array(chosen.length);
  const leads = new Int32Array(chosen.length);
  const levels = new Float64Array(chosen.length);
  for (let row = 0; row < chosen.length; row++) {
    const [series, origin, lead] = chosen[row]!;
    const each = windows[series]!;
    writeFeatures(each, origin, lead, columns, row);
    levels[row] = levelAt(each, origin);
    targets[row] = each.history.values[origin + lead]! / levels[row]!;
    leads[row] = lead;
  }
  return { columns, targets, leads, levels };
}

/** First origin with enough behind it: a season where the history has two, else a third of the history. */
function firstOrigin(windows: Windows): number {
  const { values, seasonLength } = windows.history;
  return Math.max(1, Math.min(seasonLength, Math.floor(values.length / 3)));
}
