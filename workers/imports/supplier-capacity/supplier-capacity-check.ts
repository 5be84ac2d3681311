import { weekStart } from '../../../shared/business-day.ts';
import type { RecordRow, RowProblem } from '../../../shared/contracts/import-file.ts';
import type { SupplierCapacityField } from '../../../shared/contracts/import-kinds.ts';
import type { ImportKindCheck } from '../import-kind.ts';
import { namedLines } from '../named-lines.ts';
import { createCellReader, type RowCells, type RowCounts, type RowRules } from '../read-cells.ts';
import type { TableRow } from '../read-table.ts';
import { readSource, readSupplier } from '../supplier-cells.ts';
import { sourceSynonyms, supplierSynonyms } from '../synonyms.ts';

type CapacityRow = RecordRow<SupplierCapacityField | 'supplierId'>;

const longestSource = 200;
const earliestWeek = '1990-01-01';
const latestWeek = '2199-12-31';

const synonyms: Record<SupplierCapacityField, readonly string[]> = {
  supplier: supplierSynonyms,
  week: ['weekstarting', 'weekstart', 'weekcommencing', 'weekbeginning', 'date', 'firstday', 'day', 'woche', 'semaine'],
  units: ['capacity', 'weeklycapacity', 'quantity', 'qty', 'volume', 'kapazität', 'kapazitaet', 'menge'],
  source: sourceSynonyms,
};

/** Weeks in which suppliers take more or less than usual. */
export const supplierCapacityCheck: ImportKindCheck<CapacityRow> = {
  synonyms,
  createRowCheck: createCapacityRowCheck,
  problemsTogether: findRepeatedWeeks,
};

function createCapacityRowCheck(rules: RowRules, counts: RowCounts): (row: TableRow) => CapacityRow {
  const { mapping, lookups, weekStartsOn } = rules;
  const readCells = createCellReader(rules, counts);
  return row => {
    const cells = readCells(row);
    const supplier = readSupplier(cells, lookups.suppliers);
    const record = {
      supplierId: supplier?.id ?? null,
      supplier: supplier?.code ?? null,
      week: readWeek(cells, weekStartsOn),
      units: readUnits(cells),
      source: readSource(cells, mapping.fixedSource, longestSource),
    };
    return { rowNumber: row.line, cells: row.cells, problems: cells.problems, record };
  };
}

/** The first day of the week, whichever of its days the cell names. */
function readWeek(cells: RowCells, weekStartsOn: number): string | null {
  if (cells.text('week') === '') return cells.refuse('week', 'missing');
  const reading = cells.day('week');
  if (!reading) return null;
  if (reading.precision === 'month') return cells.refuse('week', 'a month, not a week: one row for each week');
  if (reading.day < earliestWeek || reading.day > latestWeek) return cells.refuse('week', 'is the year right?');
  return weekStart(reading.day, weekStartsOn);
}

function readUnits(cells: RowCells): string | null {
  if (cells.text('units') === '') return cells.refuse('units', 'missing; write 0 for a closure');
  return cells.quantity('units', 'negative: write 0 for a closure');
}

function findRepeatedWeeks(rows: readonly CapacityRow[]): Map<number, RowProblem> {
  const right = rows.filter(row => row.problems.length === 0);
  const problems = new Map<number, RowProblem>();
  for (const same of Map.groupBy(right, ({ record }) => `${record.supplierId} ${record.week}`).values()) {
    if (same.length < 2) continue;
    const reason = `${namedLines(same)} name the same supplier and week: remove all but one`;
    for (const { rowNumber } of same) {
      problems.set(rowNumber, { column: null, columnIndex: null, value: '', reason, suggestion: null, unknown: null });
    }
  }
  return problems;
}
