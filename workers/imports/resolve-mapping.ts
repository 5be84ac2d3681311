import type { ImportMapping } from '../../shared/contracts/import-file.ts';
import { fieldsOf, type ImportField, type ImportKind, missingFields } from '../../shared/contracts/import-kinds.ts';
import type { Period } from '../../shared/contracts/series.ts';
import { AppError } from '../../shared/errors.ts';
import { detectDateOrder, parseDay } from './parse-day.ts';
import { detectDecimalMark } from './parse-number.ts';
import type { Table } from './read-table.ts';

export interface ResolvedMapping extends ImportMapping {
  readonly dateOrder: NonNullable<ImportMapping['dateOrder']>;
  readonly decimalMark: NonNullable<ImportMapping['decimalMark']>;
}

/**
 * Answers each open question of a mapping from the file's values.
 * @throws AppError `import.column-missing`, `import.ambiguous` when the values can be read in two ways
 */
export function resolveMapping(kind: ImportKind, table: Table, mapping: ImportMapping): ResolvedMapping {
  const { header } = table.dialect;
  const fields = Object.entries(fieldsOf(kind)).map(([field, { holds }]) => ({
    holds,
    column: mapping.columns[field] ?? null,
  }));
  const missing = (field: string) => new AppError('import.column-missing', { field, header: header.join(', ') });
  const [unanswered] = missingFields(kind, mapping);
  if (unanswered) throw missing(unanswered.label.toLowerCase());
  const beyond = fields.find(({ column }) => column !== null && column >= header.length);
  if (beyond) throw missing(`${beyond.column}`);

  const columnsOf = (holds: ImportField['holds']) =>
    fields.flatMap(one => (one.holds === holds && one.column !== null ? [one.column] : []));
  const values = (columns: readonly number[]) => new Set(columns.flatMap(column => [...distinctValues(table, column)]));
  const name = ([column = 0]: readonly number[]) => header[column] ?? '';
  const days = columnsOf('day');
  const figures = columnsOf('figure');
  const dateOrder = mapping.dateOrder ?? provenDateOrder(values(days), name(days));
  const decimalMark = mapping.decimalMark ?? provenDecimalMark(values(figures), name(figures));
  const period = kind === 'SALES' ? (mapping.period ?? provenPeriod(values(days), dateOrder, name(days))) : null;
  return { ...mapping, dateOrder, decimalMark, period };
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
