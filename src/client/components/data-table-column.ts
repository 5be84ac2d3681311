import type { ReactNode } from 'react';
import type { CellValue } from './arrange-rows.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** What sorts, filters and exports. Money as its decimal string, with `numeric`. */
  readonly value: (row: Row) => CellValue;
  /** What is shown; the value as it is when absent. Format here. */
  readonly cell?: (row: Row) => ReactNode;
  /** Words to filter by, where the value alone would not do. */
  readonly text?: (row: Row) => string;
  /** Right-aligned tabular figures, sorted by size. */
  readonly numeric?: boolean;
  /** Pixels; default 120. The first column takes what is left. */
  readonly width?: number;
  /** Not shown until the reader chooses it. */
  readonly hidden?: boolean;
  readonly sortable?: boolean;
  /** Bottom row, computed from the rows shown. */
  readonly total?: (rows: readonly Row[]) => ReactNode;
}
