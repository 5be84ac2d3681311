import type { SalesFileMapping } from '../../shared/contracts/sales-file.ts';
import type { Period } from '../../shared/contracts/series.ts';
import { AppError } from '../../shared/errors.ts';
import { detectDateOrder, parseDay } from './parse-day.ts';
import { detectDecimalMark } from './parse-number.ts';
import type { Table } from './read-table.ts';

export interface ResolvedMapping extends SalesFileMapping {
  readonly columns: SalesFileMapping['columns'] & {
    readonly sku: number;
    readonly date: number;
    readonly quantity: number;
  };
  readonly dateOrder: NonNullable<SalesFileMapping['dateOrder']>;
  readonly decimalMark: NonNullable<SalesFileMapping['decimalMark']>;
  readonly period: Period;
}

/**
 * Answers each open question of a mapping from the file's values.
 * @throws AppError `import.column-missing`, `import.ambiguous` when the values can be read in two ways
 */
export function resolveMapping(table: Table, mapping: SalesFileMapping): ResolvedMapping {
  const { header } = table.dialect;
  const { columns } = mapping;
  const required = (field: 'sku' | 'date' | 'quantity') => {
    const column = columns[field];
    if (column === null) throw new AppError('import.column-missing', { field, header: header.join(', ') });
    return column;
  };
  const [sku, date, quantity] = [required('sku'), required('date'), required('quantity')];
  if (columns.channel === null && mapping.fixedChannelId === null) {
    throw new AppError('import.column-missing', { field: 'channel', header: header.join(', ') });
  }
  const beyond = Object.values(columns).find(column => column !== null && column >= header.length);
  if (beyond !== undefined)
    throw new AppError('import.column-missing', { field: `${beyond}`, header: header.join(', ') });

  const values = (column: number) => distinctValues(table, column);
  const dates = values(date);
  const dateOrder = mapping.dateOrder ?? provenDateOrder(dates, header[date] ?? '');
  const figures = new Set([...values(quantity), ...(columns.revenue === null ? [] : values(columns.revenue))]);
  const decimalMark = mapping.decimalMark ?? provenDecimalMark(figures, header[quantity] ?? '');
  const period = mapping.period ?? provenPeriod(dates, dateOrder, header[date] ?? '');
  return { ...mapping, columns: { ...columns, sku, date, quantity }, dateOrder, decimalMark, period };
}

function distinctValues(table: Table, column: number): Set<string> {
  return new Set(table.rows.map(row => row.cells[column] ?? ''));
}

function provenDateOrder(dates: Iterable<string>, column: string) {
  const finding = detectDateOrder(dates);
  if (finding.order !== null) return finding.order;
  throw new AppError('import.ambiguous', {
    column,
    examples: finding.examples.join(' and '),
    problem: finding.conflict ? 'mix two orders of day and month' : 'can be read as day/month or as month/day',
    choice: 'the date order',
  });
}

function provenDecimalMark(figures: Iterable<string>, column: string) {
  const finding = detectDecimalMark(figures);
  if (finding.mark !== null) return finding.mark;
  throw new AppError('import.ambiguous', {
    column,
    examples: finding.examples.join(' and '),
    problem: finding.conflict
      ? 'use both the dot and the comma as decimal mark'
      : 'can be read with a decimal mark or with a thousands mark',
    choice: 'the decimal mark',
  });
}

/** Share of a file's dates that must agree: a few wrong ones are to be found out, not to change what the rest is. */
const agreeingShare = 0.8;

/** Months when the dates are firsts of a month, weeks when they fall on one day of the week, days otherwise. */
function provenPeriod(cells: Iterable<string>, order: ResolvedMapping['dateOrder'], column: string): Period {
  const days = new Set<string>();
  for (const cell of cells) {
    const reading = parseDay(cell, order);
    if (!reading.ok) continue;
    if (reading.precision === 'week' || reading.precision === 'month') return reading.precision;
    days.add(reading.day);
  }
  if (days.size === 1) {
    throw new AppError('import.ambiguous', {
      column,
      examples: [...days].join(''),
      problem: 'hold one date only, which can be a day, a week or a month',
      choice: 'the period',
    });
  }
  const firsts = [...days].filter(day => day.endsWith('-01')).length;
  if (firsts >= agreeingShare * days.size) return 'month';
  const onWeekday = [0, 0, 0, 0, 0, 0, 0];
  for (const day of days) onWeekday[new Date(day).getUTCDay()]! += 1;
  return Math.max(...onWeekday) >= agreeingShare * days.size ? 'week' : 'day';
}
