import type { CheckedRow, CheckSalesFileInput, SalesFileCheck } from '../../shared/contracts/sales-file.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { createRowCheck } from '../imports/check-row.ts';
import { findRepeatedKeys } from '../imports/find-repeated-keys.ts';
import { readTable, type TableRow } from '../imports/read-table.ts';
import { resolveMapping } from '../imports/resolve-mapping.ts';
import type { RunContext } from '../run-context.ts';

/** Rows shown beside the mapping. */
const sampleRows = 8;
const rowsPerStep = 5_000;
/** Share of the work that reading the table takes, as measured on 36,800 rows. */
const readingShare = 0.4;

/** Reads and checks every row of a sales file. */
export function checkSalesFile(input: CheckSalesFileInput, run: RunContext): Result<SalesFileCheck> {
  try {
    return ok(check(input, run));
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}

function check(input: CheckSalesFileInput, run: RunContext): SalesFileCheck {
  run.progress({ done: 0, message: 'Reading the file' });
  const table = readTable(input.bytes, input.mapping);
  const mapping = resolveMapping(table, input.mapping);
  const { header, delimiter } = table.dialect;
  const counts = { rounded: 0, serialDates: 0 };
  const checkRow = createRowCheck({ ...input, header, mapping: { ...mapping, delimiter } }, counts);
  const corrected = correctCells(table.rows, input.mapping);

  const rows: CheckedRow[] = [];
  for (const row of corrected) {
    rows.push(checkRow(row));
    if (rows.length % rowsPerStep === 0) {
      if (run.cancelled()) throw new AppError('request.cancelled');
      const done = readingShare + (1 - readingShare) * (rows.length / table.rows.length);
      run.progress({ done, message: `Checked ${rows.length.toLocaleString('en')} rows` });
    }
  }
  const repeated = findRepeatedKeys(rows, mapping.repeatedKeys);
  const finished = rows.map(row => {
    const problem = repeated.get(row.rowNumber);
    return problem ? { ...row, problems: [problem] } : row;
  });
  const validCount = finished.filter(row => row.problems.length === 0).length;
  return {
    dialect: table.dialect,
    mapping,
    period: mapping.period,
    rowCount: finished.length,
    validCount,
    invalidCount: finished.length - validCount,
    samples: table.rows.slice(0, sampleRows).map(row => row.cells),
    notes: notesOf(counts),
    rowChunks: chunksOf(finished),
  };
}

function correctCells(rows: readonly TableRow[], { corrections }: CheckSalesFileInput['mapping']): readonly TableRow[] {
  if (corrections.length === 0) return rows;
  const byRow = Map.groupBy(corrections, correction => correction.rowNumber);
  return rows.map(row => {
    const own = byRow.get(row.line);
    if (!own) return row;
    const cells = [...row.cells];
    for (const { column, value } of own) cells[column] = value;
    return { ...row, cells: Array.from(cells, cell => cell ?? '') };
  });
}

function notesOf({ rounded, serialDates }: { rounded: number; serialDates: number }): string[] {
  const notes: string[] = [];
  if (rounded > 0) {
    notes.push(
      `${rounded.toLocaleString('en')} figures had more decimals than are kept (3 for quantities, 2 for money) and were rounded.`,
    );
  }
  if (serialDates > 0) {
    notes.push(`${serialDates.toLocaleString('en')} dates were a spreadsheet's day numbers and were read as such.`);
  }
  return notes;
}

/** Text is cheap to hand to another thread, and the database unpacks it. */
function chunksOf(rows: readonly CheckedRow[]): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < rows.length; start += rowsPerStep) {
    chunks.push(JSON.stringify(rows.slice(start, start + rowsPerStep)));
  }
  return chunks;
}
