/**
 * What service the reorder-point policy gives on demand that it has not seen: each series is forecast without its last
 * periods, the policy is played on them, and its fill rate is set beside the target, once with normal forecast errors and
 * once with the forecast's own bands.
 *
 *   npm run bench:service -- [--holdout 26] [--tasks FILE --datasets a,b]
 *
 * Without --tasks: the weekly sales of spirits by brand and county that the sample workspace is made of. With it: the
 * series of a file as bench-forecasts and bench-peers read it, train and test joined; days are added up to weeks, and a
 * month stands for a week.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { addDays } from '../shared/business-day.ts';
import { standardCoverages } from '../shared/contracts/forecast.ts';
import type { InventoryProblem, PlanDemand, ServiceTarget } from '../shared/contracts/inventory.ts';
import { bandQuantiles } from '../shared/planning/forecast-quantiles.ts';
import { evaluate } from '../workers/forecasters/evaluate.ts';
import { forecasters } from '../workers/forecasters/registry.ts';
import { lineContexts, linePolicy } from '../workers/optimizers/inventory/line-policy.ts';
import { readTasks } from './benchmarks/forecast-tasks.ts';

const { values: options } = parseArgs({
  options: { holdout: { type: 'string', default: '26' }, tasks: { type: 'string' }, datasets: { type: 'string' } },
});
const holdout = Number(options.holdout);
const leadWeeks = 3;
/** An order brings the demand of so many weeks, and a series is started once in each of them. */
const cycleWeeks = 4;
const targets: readonly ServiceTarget[] = [
  { measure: 'fill', target: 0.95 },
  { measure: 'fill', target: 0.98 },
  { measure: 'fill', target: 0.99 },
  { measure: 'cycle', target: 0.95 },
];

interface Series {
  readonly dataset: string;
  readonly start: string;
  readonly period: 'week' | 'month';
  readonly seasonLength: number;
  readonly values: Float64Array;
}

interface Forecast {
  readonly dataset: string;
  readonly demand: PlanDemand;
  readonly actual: Float64Array;
  /** Units of a usual period: what series are weighed by. */
  readonly level: number;
}

const forecasts: Forecast[] = [];
for await (const series of options.tasks ? taskSeries(options.tasks) : sampleSeries()) {
  const forecast = forecastOf(series);
  if (forecast) forecasts.push(forecast);
}
const groups = Map.groupBy(forecasts, ({ dataset }) => dataset);
console.log(
  '| data set (series) | target | normal error: served | median stock, weeks | bands: served | median stock, weeks |',
);
console.log('|---|---|--:|--:|--:|--:|');
for (const [dataset, members] of groups) {
  for (const service of targets) {
    const cells = [false, true].map(bands => resultOf(members, service, bands));
    const name = `${dataset} (${members.length})`;
    console.log(`| ${name} | ${100 * service.target} % ${service.measure} | ${cells.join(' | ')} |`);
  }
}

/** @returns undefined where nothing was sold or the history is too short for the models */
function forecastOf({ dataset, values, start, period, seasonLength }: Series): Forecast | undefined {
  const train = values.subarray(0, values.length - holdout);
  if (train.length < 2 * holdout || !train.some(units => units > 0)) return undefined;
  try {
    const { forecast, errorDeviation } = evaluate(
      forecasters.ensemble,
      {
        forecasterId: 'ensemble',
        history: { values: train, period, start, seasonLength, regressors: [] },
        horizonPeriods: holdout,
        folds: 3,
        coverages: standardCoverages,
        seed: 1,
      },
      { seed: 1, progress: () => {}, cancelled: () => false },
    );
    const quantiles = bandQuantiles(forecast.intervals).map(each => ({ ...each, values: [...each.values] }));
    return {
      dataset,
      demand: { mean: [...forecast.mean], deviation: [...errorDeviation], quantiles },
      actual: values.subarray(values.length - holdout),
      level: train.subarray(-52).reduce((sum, units) => sum + units, 0) / Math.min(52, train.length),
    };
  } catch (error) {
    console.error(String(error));
    return undefined;
  }
}

/** Share of demand served, every series counting by its level, and the median series' stock in weeks of demand. */
function resultOf(members: readonly Forecast[], service: ServiceTarget, bands: boolean): string {
  let demanded = 0;
  let served = 0;
  const stocks: number[] = [];
  for (const { demand, actual, level } of members) {
    if (!(level > 0)) continue;
    const policies = policiesOf(bands ? demand : { ...demand, quantiles: [] }, service);
    for (let phase = 0; phase < cycleWeeks; phase++) {
      const played = play(policies, actual, (phase + 0.5) / cycleWeeks);
      demanded += played.demanded / level;
      served += played.served / level;
      stocks.push(played.stock / level);
    }
  }
  return `${((100 * served) / demanded).toFixed(1)} | ${stocks.toSorted((a, b) => a - b)[stocks.length >> 1]!.toFixed(1)}`;
}

/** Reorder point and lot of each week, as an order plan derives them. */
function policiesOf(demand: PlanDemand, service: ServiceTarget) {
  const weekly = demand.mean.reduce((sum, units) => sum + units, 0) / demand.mean.length;
  const unitCostMinor = 1000;
  const holdingRatePerYear = 0.2;
  // The order cost whose economic quantity is the cycle's demand.
  const orderCostMinor = Math.round(
    ((cycleWeeks * weekly) ** 2 * unitCostMinor * holdingRatePerYear * 7) / (2 * weekly * 365.25) || 0,
  );
  const problem: InventoryProblem = {
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks: demand.mean.length,
    suppliers: [{ id: 'supplier', orderCostMinor, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: [{ id: 'warehouse', volumeCapacity: null }],
    items: [{ id: 'item', unitVolume: 1, shelfLifeDays: null }],
    lines: [
      {
        itemId: 'item',
        warehouseId: 'warehouse',
        supplierId: 'supplier',
        demand,
        onHand: 0,
        backOrdered: 0,
        onOrder: [],
        leadTimeDays: 7 * leadWeeks,
        leadTimeDeviationDays: 0,
        reviewPeriodDays: 7,
        unitCostMinor,
        priceBreaks: [],
        lineOrderCostMinor: 0,
        holdingRatePerYear,
        shortageCostMinor: null,
        minimumOrderQuantity: 0,
        orderMultiple: 0.001,
        service,
        sources: {},
      },
    ],
    lanes: [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method: 'policy',
    timeLimitSeconds: 1,
    gapTarget: 0.01,
  };
  const [context] = lineContexts(problem);
  return demand.mean.map((_, week) => {
    const policy = linePolicy(context!, week, { onHand: 0, onOrder: 0, backOrdered: 0 });
    return { reorderPoint: policy.reorderPoint, lot: policy.draft.value('lotSize') };
  });
}

/** @param share of a lot that lies above the reorder point at the start */
function play(policies: ReturnType<typeof policiesOf>, actual: Float64Array, share: number) {
  let net = policies[0]!.reorderPoint + share * policies[0]!.lot;
  let position = net;
  const arriving = new Float64Array(actual.length + leadWeeks);
  const sums = { demanded: 0, served: 0, stock: 0 };
  for (const [week, { reorderPoint, lot }] of policies.entries()) {
    net += arriving[week]!;
    if (position <= reorderPoint) {
      const quantity = reorderPoint + lot - position;
      position += quantity;
      arriving[week + leadWeeks]! += quantity;
    }
    const units = Math.max(0, actual[week]!);
    sums.demanded += units;
    sums.served += Math.min(units, Math.max(0, net));
    net -= units;
    position -= units;
    sums.stock += Math.max(0, net) / policies.length;
  }
  return sums;
}

function* sampleSeries(): Generator<Series> {
  const file = new URL('./sample/iowa-spirits-weekly.csv.gz', import.meta.url);
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(file)), { columns: true });
  for (const ofSeries of Map.groupBy(rows, ({ brand, county }) => `${brand} ${county}`).values()) {
    const values = Float64Array.from(ofSeries, row => Number(row.litres));
    const none = values.subarray(-holdout - 52, -holdout).filter(units => units === 0).length / 52;
    const dataset = none >= 0.15 ? 'Iowa spirits, lumpy' : 'Iowa spirits, the others';
    yield { dataset, start: ofSeries[0]!.week!, period: 'week', seasonLength: 52, values };
  }
}

async function* taskSeries(file: string): AsyncGenerator<Series> {
  const wanted = options.datasets?.split(',');
  const known = new Set<string>();
  for await (const { id, dataset, history, test } of readTasks(file)) {
    const name = id.split('|').slice(0, 2).join('|');
    // The folds of one series are one series here.
    if ((wanted && !wanted.includes(dataset)) || known.has(name)) continue;
    known.add(name);
    const values = Float64Array.from([...history.values, ...test], units => (units >= 0 ? units : 0));
    if (history.period === 'month') {
      yield { dataset, start: history.start, period: 'month', seasonLength: history.seasonLength, values };
      continue;
    }
    const days = history.period === 'day' ? 7 : 1;
    const weeks = Math.floor(values.length / days);
    const from = values.length - weeks * days;
    const weekly = Float64Array.from({ length: weeks }, (_, week) =>
      values.subarray(from + week * days, from + (week + 1) * days).reduce((sum, units) => sum + units, 0),
    );
    yield { dataset, start: addDays(history.start, from), period: 'week', seasonLength: 52, values: weekly };
  }
}
