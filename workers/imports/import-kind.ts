import type { RowOutcome, RowProblem } from '../../shared/contracts/import-file.ts';
import type { RowCounts, RowRules } from './read-cells.ts';
import type { TableRow } from './read-table.ts';

/** How rows of one kind are understood; everything else of an import is the same for all kinds. */
export interface ImportKindCheck<Row extends RowOutcome = RowOutcome> {
  /** By field, names under which exports know it, most telling first; compared without case, blanks and punctuation. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Checks rows one by one; remembers what it has read, because files repeat their names and dates. */
  createRowCheck(rules: RowRules, counts: RowCounts): (row: TableRow) => Row;
  /** By line, what is wrong with rows beside each other that are right by themselves. */
  problemsTogether(rows: readonly Row[], rules: RowRules): ReadonlyMap<number, RowProblem>;
}
