import { expect, test } from 'vitest';
import { accidentalDeaths, airPassengers, nile } from '../golden-series.ts';
import { ets } from './ets.ts';
import { type EtsFit, fitForm } from './fit-form.ts';
import { predictForm } from './predict-form.ts';
import { type EtsForm, type EtsParameters, etsObjective, etsObjectiveWithGradient, etsTape } from './recursion.ts';
import { selectForm } from './select-form.ts';

// Golden values: R 4.2.2, forecast 8.20, ets(model = …) and forecast(). R stops its simplex search early, so the
// likelihood is compared at R's own estimates and our optimum must be at least as good.

const additive: EtsForm = { error: 'A', trend: true, damped: false, season: 'A', seasonLength: 12 };
const noTrend: EtsForm = { error: 'A', trend: false, damped: false, season: 'A', seasonLength: 12 };
const level: EtsForm = { error: 'A', trend: false, damped: false, season: 'N', seasonLength: 1 };
const multiplicative: EtsForm = { error: 'M', trend: true, damped: false, season: 'M', seasonLength: 12 };

interface Golden {
  readonly values: Float64Array;
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly logLikelihood: number;
  readonly mean: readonly number[];
  readonly upper95?: readonly number[];
}

/** R prints the seasonal states newest first; the recursion wants the oldest first. */
const season = (...newestFirst: number[]) => Float64Array.from(newestFirst.reverse());

const goldens: Record<string, Golden> = {
  'ETS(A,A,A) on the logarithm of air passengers': {
    values: airPassengers.map(Math.log),
    form: additive,
    parameters: {
      alpha: 0.6974804115948,
      beta: 0.0030583467366,
      gamma: 0.0001133131575,
      phi: 1,
      level: 4.79254611517161,
      slope: 0.01114371999963,
      season: season(
        -0.10445121239028,
        -0.22058440683578,
        -0.07874062752701,
        0.05624357043117,
        0.20489719570439,
        0.21489709951502,
        0.11459538951319,
        -0.00806624077247,
        -0.00592927250929,
        0.02250215768591,
        -0.11125308361986,
        -0.08411056919499,
      ),
    },
    logLikelihood: 120.58472,
    mean: [6.109335274, 6.092541745, 6.236626278, 6.218530805, 6.226734402, 6.359734067],
    upper95: [6.184319094, 6.184094334, 6.342292381, 6.336738353, 6.356368807, 6.499953874],
  },
  'ETS(A,N,A) on accidental deaths': {
    values: accidentalDeaths,
    form: noTrend,
    parameters: {
      alpha: 0.5945898908,
      beta: 0,
      gamma: 0.002028959954,
      phi: 1,
      level: 9248.3628241275,
      slope: 0,
      season: season(
        -51.3448748277,
        -255.3527554278,
        218.2901146685,
        -121.7710203342,
        970.7387448659,
        1683.2366106085,
        756.0919812885,
        306.4212165336,
        -489.5627132023,
        -739.9004270558,
        -1537.7917243413,
        -739.0551527759,
      ),
    },
    logLikelihood: -555.072335,
    mean: [8397.496909, 7599.220613, 8396.594687, 8646.509703, 9443.411945, 9893.064727],
    upper95: [8971.160175, 8266.629721, 9146.114728, 9469.993563, 10334.742996, 10847.431751],
  },
  'ETS(A,N,N) on the Nile': {
    values: nile,
    form: level,
    parameters: {
      alpha: 0.245533862697,
      beta: 0,
      gamma: 0,
      phi: 1,
      level: 1110.68685995,
      slope: 0,
      season: Float64Array.of(0),
    },
    logLikelihood: -726.390519999,
    mean: [805.3812829, 805.3812829, 805.3812829],
    upper95: [1088.070341, 1096.466863, 1104.627881],
  },
  'ETS(M,A,M) on air passengers': {
    values: airPassengers,
    form: multiplicative,
    parameters: {
      alpha: 0.394996850495,
      beta: 0.0107004419033,
      gamma: 0.3995392024006,
      phi: 1,
      level: 122.375426016476,
      slope: 1.107366582084,
      season: season(
        0.900041119947,
        0.782669107068,
        0.901368043869,
        1.047617769761,
        1.153706799062,
        1.183031401968,
        1.083995121463,
        0.978658898783,
        1.033161642576,
        1.080756909901,
        0.952247884187,
        0.902745301416,
      ),
    },
    logLikelihood: -682.403619058,
    mean: [448.973767167, 425.227817273, 484.213711485],
  },
};

test.each(Object.entries(goldens))('%s: likelihood and forecasts at the estimates of R', (_name, golden) => {
  const { values, form, parameters } = golden;
  const n = values.length;
  const m = form.seasonLength;
  const tape = etsTape(n, m);
  expect(-0.5 * etsObjective(values, form, parameters, tape)).toBeCloseTo(golden.logLikelihood, 3);
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (values[t]! - tape.fitted[t]!) ** 2;
  const free = 2 + (form.trend ? 2 : 0) + (form.season === 'N' ? 0 : m);
  const fit: EtsFit = {
    form,
    parameters,
    logLikelihood: golden.logLikelihood,
    aicc: 0,
    variance: squares / (n - free),
    parameterCount: free + 1,
    finalLevel: tape.level[n]!,
    finalSlope: tape.slope[n]!,
    finalSeason: tape.season.slice(n, n + m),
    fitted: tape.fitted,
  };
  const { mean, deviation } = predictForm(fit, golden.mean.length);
  golden.mean.forEach((value, k) => {
    expect(Math.abs(mean[k]! / value - 1)).toBeLessThan(1e-6);
  });
  golden.upper95?.forEach((value, k) => {
    expect(Math.abs((mean[k]! + 1.959964 * deviation[k]!) / value - 1)).toBeLessThan(1e-3);
  });
});

test.each(Object.entries(goldens))('%s: our optimum is at least as likely', (_name, golden) => {
  expect(fitForm(golden.values, golden.form)!.logLikelihood).toBeGreaterThan(golden.logLikelihood - 1e-3);
});

test('ETS(A,N,N) on the Nile has one optimum, and it is that of R', () => {
  const fit = fitForm(nile, level)!;
  expect(fit.logLikelihood).toBeCloseTo(-726.39052, 3);
  expect(predictForm(fit, 1).mean[0]! / 805.3812829).toBeCloseTo(1, 3);
});

test('the choice by AICc is at least as good as that of R', () => {
  const aicc = (values: Float64Array, seasonLength: number) => selectForm(values, seasonLength, () => {})!.aicc;
  expect(aicc(airPassengers, 12)).toBeLessThan(1400.638432 + 1e-3);
  expect(aicc(airPassengers.map(Math.log), 12)).toBeLessThan(-203.4831714 + 1e-3);
  expect(aicc(accidentalDeaths, 12)).toBeLessThan(1148.716099 + 1e-3);
  expect(aicc(nile, 1)).toBeLessThan(1458.551916 + 1e-3);
});

test('the adjoint gradient agrees with differences for every form', () => {
  const values = airPassengers.map(value => value / 100);
  for (const error of ['A', 'M'] as const) {
    for (const kind of ['N', 'A', 'M'] as const) {
      const m = kind === 'N' ? 1 : 12;
      const form: EtsForm = { error, trend: true, damped: true, season: kind, seasonLength: m };
      const base = { alpha: 0.4, beta: 0.05, gamma: 0.2, phi: 0.9, level: 1.1, slope: 0.02 };
      const states = Float64Array.from({ length: m }, (_, i) =>
        kind === 'M' ? 1 + 0.1 * Math.sin(i) : 0.1 * Math.sin(i),
      );
      const gradient = { alpha: 0, beta: 0, gamma: 0, phi: 0, level: 0, slope: 0, season: new Float64Array(m) };
      const tape = etsTape(values.length, m);
      etsObjectiveWithGradient(values, form, { ...base, season: states }, tape, gradient);
      const step = 1e-6;
      for (const name of ['alpha', 'beta', 'phi', 'level', 'slope', ...(kind === 'N' ? [] : ['gamma'])] as const) {
        const key = name as keyof typeof base;
        const at = (change: number) =>
          etsObjective(values, form, { ...base, [key]: base[key] + change, season: states }, etsTape(values.length, m));
        const numeric = (at(step) - at(-step)) / (2 * step);
        expect(Math.abs(gradient[key] - numeric)).toBeLessThan(1e-4 * (1 + Math.abs(numeric)));
      }
      if (kind === 'N') continue;
      const at = (change: number) => {
        const moved = Float64Array.from(states);
        moved[3]! += change;
        return etsObjective(values, form, { ...base, season: moved }, etsTape(values.length, m));
      };
      const numeric = (at(step) - at(-step)) / (2 * step);
      expect(Math.abs(gradient.season[3]! - numeric)).toBeLessThan(1e-4 * (1 + Math.abs(numeric)));
    }
  }
});

test('the parts of a forecast over the unknown year add up to it', () => {
  const values = Float64Array.from({ length: 500 }, (_, t) => 100 + (t % 7) + (t > 480 ? 40 : 0) + ((t * 37) % 11));
  const history = { values, period: 'day', start: '2022-01-01', seasonLength: 7, regressors: [] } as const;
  const state = ets.fit(history, 365, {}, { seed: 1, progress: () => {}, cancelled: () => false });
  const { mean } = ets.predict(state, 365);
  const parts = ets.decompose!(state, 365);
  mean.forEach((forecast, k) => {
    expect(parts.reduce((sum, part) => sum + part.values[500 + k]!, 0)).toBeCloseTo(forecast, 8);
  });
  expect(Math.abs(mean[364]! - 108)).toBeLessThan(12);
});
