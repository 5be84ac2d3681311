import type { ImportLookups, RowProblem, SkuLookup } from '../../shared/contracts/import-file.ts';
import { nearestName } from './nearest-code.ts';
import { type DayReading, parseDay } from './parse-day.ts';
import { parseNumber } from './parse-number.ts';
import type { TableRow } from './read-table.ts';
import type { ResolvedMapping } from './resolve-mapping.ts';
import { roundDecimalText } from './round-decimal-text.ts';

/** Looking for near names compares with all known ones: enough for typing errors, bounded for hopeless files. */
const suggestionsLimit = 500;
/** What the database can hold: 11 digits before the decimal mark. */
const quantityRules = { decimals: 3, below: 1e11, tooLarge: 'larger than any quantity can be' };

export interface RowRules {
  readonly header: readonly string[];
  readonly mapping: ResolvedMapping;
  readonly lookups: ImportLookups;
  readonly today: string;
  readonly weekStartsOn: number;
}

export interface RowCounts {
  rounded: number;
  serialDates: number;
}

export interface FigureRules {
  /** More are rounded. */
  readonly decimals: number;
  /** Not reached by the size of the figure. */
  readonly below: number;
  /** For a figure that may not be negative, why not and what to write instead. */
  readonly notNegative?: string;
  readonly tooLarge: string;
}

/** The cells of one row by field, and what is wrong with them. */
export interface RowCells {
  readonly problems: RowProblem[];
  /** Empty where the file has no such column. */
  text(field: string): string;
  /** @returns null, so that a refusal is what a reader returns */
  refuse(field: string, reason: string, suggestion?: string | null, unknown?: RowProblem['unknown']): null;
  /** Null, and refused, unless the cell names a known SKU. */
  sku(): SkuLookup | null;
  /** What the cell names; null, and refused with the nearest name, otherwise. */
  named<Target>(field: string, known: ReadonlyMap<string, Target>, as: NamedAs<Target>): Target | null;
  /** The known name nearest to a misspelt one, looked for once. */
  nearest(key: string, name: string, known: () => Iterable<string>): string | null;
  /** Null, and refused, unless the cell is a number. */
  figure(field: string, rules: FigureRules): { readonly value: string; readonly currency: string | null } | null;
  /** Units with at most three decimals; null, and refused, unless the cell is a number of them. */
  quantity(field: string, notNegative: string): string | null;
  /** Null, and refused, unless the cell is a day. */
  day(field: string): Extract<DayReading, { ok: true }> | null;
}

interface NamedAs<Target> {
  /** e.g. "not a known SKU". */
  readonly reason: string;
  readonly codeOf: (target: Target) => string;
  /** Whether the name can be taught. */
  readonly unknown?: RowProblem['unknown'];
}

/** Reads rows field by field, as the mapping says. */
export function createCellReader(rules: RowRules, counts: RowCounts): (row: TableRow) => RowCells {
  const { header, mapping, lookups } = rules;
  const { columns } = mapping;
  const suggestions = new Map<string, string | null>();

  const nearest: RowCells['nearest'] = (key, name, known) => {
    const remembered = suggestions.get(key);
    if (remembered !== undefined) return remembered;
    if (suggestions.size >= suggestionsLimit) return null;
    const near = nearestName(name, known());
    suggestions.set(key, near);
    return near;
  };

  return row => {
    const problems: RowProblem[] = [];
    if (row.cells.length !== header.length) {
      problems.push({
        column: null,
        columnIndex: null,
        value: row.cells.join(mapping.delimiter ?? ','),
        reason: `${row.cells.length} cells where the header has ${header.length}: a delimiter is missing, or one inside a text is not quoted`,
        suggestion: null,
        unknown: null,
      });
    }
    const text = (field: string) => {
      const column = columns[field] ?? null;
      return column === null ? '' : (row.cells[column] ?? '').trim();
    };
    const refuse: RowCells['refuse'] = (field, reason, suggestion = null, unknown = null) => {
      const columnIndex = columns[field] ?? null;
      const column = columnIndex === null ? null : (header[columnIndex] ?? null);
      problems.push({ column, columnIndex, value: text(field), reason, suggestion, unknown });
      return null;
    };
    const named: RowCells['named'] = (field, known, { reason, codeOf, unknown = null }) => {
      const name = text(field);
      if (name === '') return refuse(field, 'missing');
      const found = known.get(name.toLowerCase());
      if (found) return found;
      if (isFormula(name)) return refuse(field, 'a formula, not its result: export the values', formulaText(name));
      const near = known.get(nearest(`${field}:${name}`, name, () => known.keys()) ?? '');
      return refuse(field, reason, near ? codeOf(near) : null, unknown);
    };
    const figure: RowCells['figure'] = (field, { decimals, below, notNegative, tooLarge }) => {
      const reading = parseNumber(text(field), mapping.decimalMark);
      if (!reading.ok) return refuse(field, reading.reason, reading.suggestion);
      if (notNegative !== undefined && reading.value.startsWith('-')) return refuse(field, notNegative);
      if (Math.abs(Number(reading.value)) >= below) return refuse(field, tooLarge);
      const rounded = roundDecimalText(reading.value, decimals);
      if (rounded.changed) counts.rounded += 1;
      return { value: rounded.value, currency: reading.currency };
    };
    return {
      problems,
      text,
      refuse,
      named,
      nearest,
      sku: () => named('sku', lookups.skus, { reason: 'not a known SKU', codeOf: sku => sku.code, unknown: 'SKU' }),
      figure,
      quantity(field, notNegative) {
        const read = figure(field, { ...quantityRules, notNegative });
        if (!read) return null;
        return read.currency === null ? read.value : refuse(field, 'an amount of money, not a quantity');
      },
      day(field) {
        const reading = parseDay(text(field), mapping.dateOrder);
        if (!reading.ok) return refuse(field, reading.reason, reading.suggestion);
        if (reading.precision === 'serial') counts.serialDates += 1;
        return reading;
      },
    };
  };
}

export function isFormula(text: string): boolean {
  return /^[=@]/.test(text) || /^[+-][A-Za-z(]/.test(text);
}

export function formulaText(text: string): string | null {
  return /^="([^"]*)"$/.exec(text)?.[1] ?? null;
}
