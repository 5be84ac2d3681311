import { CsvError, type Options, parse } from 'csv-parse/sync';
import type { Delimiter, Encoding, FileDialect } from '../../shared/contracts/import-file.ts';
import { AppError } from '../../shared/errors.ts';
import { decodeText } from './decode-text.ts';
import { detectDelimiter } from './detect-delimiter.ts';

export interface TableRow {
  /** Line on which the row ends, 1 the first. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly dialect: FileDialect;
  readonly rows: readonly TableRow[];
}

/** More would not fit the memory of a thread beside its neighbours. */
export const rowLimit = 500_000;
const columnLimit = 500;
/** A longer row is an opening quote without its closing one. */
const rowCharacters = 100_000;
/** Reports put a title and the like above the header. */
const linesAboveHeader = 20;

/**
 * Reads a file as a table, whatever its encoding and delimiter.
 * @param wanted what a user chose; null decides from the file
 * @throws AppError `import.*` with the line and how to mend it
 */
export function readTable(
  bytes: Uint8Array,
  wanted: { encoding: Encoding | null; delimiter: Delimiter | null },
): Table {
  const { text, encoding } = decodeText(bytes, wanted.encoding);
  // Excel's own hint in the first line.
  const hint = /^sep=(.)\r?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const hinted = hint && [',', ';', '\t', '|'].includes(hint[1] ?? '') ? (hint[1] as Delimiter) : null;
  const delimiter = wanted.delimiter ?? hinted ?? detectDelimiter(body);
  if (delimiter === null) throw new AppError('import.one-column');

  const records = parseRecords(body, delimiter, hint ? 1 : 0);
  const headerIndex = findHeader(records);
  const first = headerIndex === null ? records[0] : records[headerIndex];
  if (!first) throw new AppError('import.file-empty');
  if (first.cells.length > columnLimit) {
    throw new AppError('import.too-large', { what: `${first.cells.length} columns`, limit: `${columnLimit} columns` });
  }
  const rows = headerIndex === null ? records : records.slice(headerIndex + 1);
  if (rows.length === 0) throw new AppError('import.no-rows', { line: first.line });
  const header = headerIndex === null ? first.cells.map((_, index) => `Column ${index + 1}`) : distinct(first.cells);
  return {
    dialect: {
      encoding,
      delimiter,
      headerLine: headerIndex === null ? null : first.line,
      header,
      headerSignature: header.map(name => name.toLowerCase()).join('\u001f'),
    },
    rows,
  };
}

function parseRecords(text: string, delimiter: Delimiter, linesBefore: number): TableRow[] {
  const options = {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: rowCharacters,
    to: rowLimit + linesAboveHeader,
  } as const satisfies Options;
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(text, options) as unknown as typeof parsed;
  } catch (error) {
    if (error instanceof CsvError) throw malformed(error, linesBefore);
    throw error;
  }
  if (parsed.length > rowLimit) {
    throw new AppError('import.too-large', { what: 'more rows', limit: `${rowLimit.toLocaleString('en')} rows` });
  }
  return parsed
    .map(({ record, info }) => ({ line: info.lines + linesBefore, cells: record }))
    .filter(row => row.cells.some(cell => cell.trim() !== ''));
}

function malformed(error: CsvError, linesBefore: number): AppError {
  const line = Number(error.lines ?? 0) + linesBefore;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new AppError('import.malformed', {
        line,
        problem: 'a quotation mark is opened and never closed, or a row is longer than 100,000 characters',
        mend: 'Close it, or write a quotation mark inside a text twice.',
      });
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new AppError('import.malformed', {
        line,
        problem: 'a quotation mark stands in the middle of a text',
        mend: 'Put the whole text in quotation marks and write the inner one twice.',
      });
    default:
      return new AppError('import.malformed', { line, problem: error.message, mend: 'Export the file again as CSV.' });
  }
}

/** The first row as wide as the table and without a figure; null when the rows start with data. */
function findHeader(records: readonly TableRow[]): number | null {
  const head = records.slice(0, linesAboveHeader);
  const width = Math.max(...head.map(row => row.cells.length));
  const index = head.findIndex(row => row.cells.length === width || filled(row) > 1);
  const candidate = head[index];
  if (!candidate) return null;
  return candidate.cells.some(cell => /^[-−(£€$]?\s*\d/.test(cell.trim())) ? null : index;
}

function filled(row: TableRow): number {
  return row.cells.filter(cell => cell.trim() !== '').length;
}

/** Blank and repeated names get a number, so that each column can be named. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((raw, index) => {
    const name = raw.trim() || `Column ${index + 1}`;
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
