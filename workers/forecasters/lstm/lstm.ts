import type { LearnedNetwork } from '../../../shared/contracts/forecast.ts';
import type { RunContext } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { describeLongSeason } from '../seasonality/around-long-season.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import { describeLearning, learnedAcross } from '../supervised/learned-across.ts';
import { type AdjustedSeries, adjustSeries, levelOf, restoreSeasons, samplesOf } from './adjusted-series.ts';
import type { Samples } from './backend.ts';
import { type LstmOptions, learnNetwork } from './learn-network.ts';
import { networkOutputs } from './own-kernels.ts';

interface LstmState {
  /** Null when the history is too even or too short to learn from; then its mean is forecast. */
  readonly network: LearnedNetwork | null;
  readonly series: AdjustedSeries;
  /** Error by lead, relative to the level of the window. */
  readonly relativeDeviation: Float64Array;
}

/** Newest windows of a series on which it is asked how well a network learned across series fits it. */
const ownWindows = 104;

/**
 * Long short-term memory network on windows of seasonally adjusted demand relative to the window's level. One layer,
 * every lead answered at once, trained by Adam with early stopping on a validation tail.
 *
 * @see Hochreiter & Schmidhuber (1997), Neural Computation 9(8); Hewamalage, Bergmeir & Bandara (2021), IJF 37(1)
 */
export const lstm: Forecaster<LstmOptions, LstmState> = {
  id: 'lstm',
  defaults: {
    hidden: 12,
    epochs: 30,
    learningRate: 0.01,
    batch: 16,
    patience: 5,
    windowsOfSeries: 400,
    maximumWindows: 400,
    maximumLeads: 28,
  },
  minHistory: () => 8,
  fit(history, horizonPeriods, options, run) {
    const series = adjustSeries(history);
    const shared = sharedNetwork(series.values, run);
    if (shared) return { series, network: shared.network, relativeDeviation: deviationOn(shared) };
    const learned = learnNetwork([series.values], horizonPeriods, options, run);
    if (!learned) return { series, network: null, relativeDeviation: new Float64Array(0) };
    return { series, network: learned.network, relativeDeviation: deviationOn(learned) };
  },
  predict({ network, series, relativeDeviation }, horizonPeriods) {
    const { values } = series;
    if (network === null) return restoreSeasons(series, constantPrediction(values, horizonPeriods));
    const { shape, weights } = network;
    const origin = values.length - 1;
    const level = levelOf(values, origin, shape.steps);
    const outputs = networkOutputs(shape, weights, samplesOf(values, shape, [origin]));
    const at = (k: number) => Math.min(k, shape.outputs - 1);
    const mean = Float64Array.from({ length: horizonPeriods }, (_, k) => level.mean + level.scale * outputs[at(k)]!);
    const deviation = mean.map((_, k) => level.scale * relativeDeviation[at(k)]!);
    return restoreSeasons(series, { mean, deviation });
  },
  describe({ network, series: { long } }) {
    if (network === null) return 'Mean of the history';
    const { shape, epochs, trainedBy } = network;
    const by = trainedBy === null ? '' : ` by ${trainedBy}`;
    const size = `${describeLearning(network)}: ${shape.hidden} cells on ${shape.steps} periods, ${epochs} epochs${by}`;
    return `${size}${describeLongSeason(long)}`;
  },
};

/** What was learned across series, with the newest windows of this one; undefined where this one is too short for it. */
function sharedNetwork(values: Float64Array, run: RunContext) {
  const network = learnedAcross(run, 'lstm');
  if (!network) return undefined;
  const from = Math.max(network.shape.steps - 1, values.length - 1 - ownWindows);
  const count = values.length - 1 - from;
  if (count < 2 || values.every(value => value === values[0])) return undefined;
  const origins = Array.from({ length: count }, (_, i) => from + i);
  return { network, validation: samplesOf(values, network.shape, origins) };
}

function deviationOn({ network, validation }: { network: LearnedNetwork; validation: Samples }): Float64Array {
  const { shape, weights } = network;
  const outputs = networkOutputs(shape, weights, validation);
  const errors = outputs.map((value, i) => value - validation.targets[i]!);
  const leads = Int32Array.from(errors, (_, i) => (i % shape.outputs) + 1);
  return leadDeviation(errors, leads, shape.outputs);
}
