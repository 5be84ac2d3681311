import type { RowOutcome } from '../../shared/contracts/import-file.ts';

/** Lines named in one message; what is repeated a thousand times needs no thousand numbers. */
const linesNamed = 5;

/** "lines 2, 5", "lines 2, 3, 4, 5, 6 and 94 more". */
export function namedLines(rows: readonly Pick<RowOutcome, 'rowNumber'>[]): string {
  const named = rows.slice(0, linesNamed).map(row => row.rowNumber);
  const rest = rows.length - named.length;
  return `line${rows.length === 1 ? '' : 's'} ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
