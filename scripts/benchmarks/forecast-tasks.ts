import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { History, Period } from '../../shared/contracts/series.ts';

/** One series at one origin. */
export interface BenchTask {
  readonly id: string;
  readonly dataset: string;
  /** Tasks of one data set, fold and horizon form a group, as the series of a portfolio do. */
  readonly group: string;
  readonly horizonPeriods: number;
  readonly history: History;
  /** What happened, length horizonPeriods; empty where the file does not tell. */
  readonly test: Float64Array;
}

const periodOfStep: Record<string, Period> = { D: 'day', W: 'week', M: 'month' };

/** Tasks of a file in the layout that bench-forecasts describes. */
export async function* readTasks(file: string): AsyncGenerator<BenchTask> {
  for await (const row of createReadStream(file).pipe(parse({ columns: true }))) yield readTask(row);
}

function readTask(row: Record<string, string>): BenchTask {
  const period = periodOfStep[row.step!];
  if (period === undefined) throw new Error(`Task ${row.task}: step is "${row.step}"; use D, W or M`);
  const start = row.start!.length === 7 ? `${row.start}-01` : row.start!.slice(0, 10);
  return {
    id: row.task!,
    dataset: row.dataset ?? '',
    group: [row.dataset, row.fold, row.m, row.h, row.step].join('|'),
    horizonPeriods: Number(row.h),
    history: {
      values: numbers(row.train!),
      period,
      start,
      seasonLength: Number(row.m),
      regressors: Object.keys(row)
        .filter(name => name.startsWith('x_') && row[name] !== '')
        .map(name => ({ name, kind: name === 'x_closed' ? 'closed' : 'measure', values: numbers(row[name]!) })),
    },
    test: row.test ? numbers(row.test) : new Float64Array(0),
  };
}

/** Numbers of a cell; NaN where unknown. */
export function numbers(cell: string): Float64Array {
  return Float64Array.from(cell.split(';'), entry => (entry === '' || entry === 'NA' ? Number.NaN : Number(entry)));
}
