export type CellValue = string | number | null;

export interface Sort {
  readonly columnId: string;
  readonly descending: boolean;
}

interface Readable<Row> {
  readonly id: string;
  readonly numeric?: boolean;
  readonly value: (row: Row) => CellValue;
  readonly text?: (row: Row) => string;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Rows whose shown cells hold every word of `filterText`, sorted; unknown values last in both directions. */
export function arrangeRows<Row>(
  rows: readonly Row[],
  columns: readonly Readable<Row>[],
  filterText: string,
  sort: Sort | undefined,
): readonly Row[] {
  const words = filterText.toLowerCase().split(/\s+/).filter(Boolean);
  const kept =
    words.length === 0
      ? rows
      : rows.filter(row => {
          const text = columns
            .map(column => column.text?.(row) ?? column.value(row) ?? '')
            .join('\n')
            .toLowerCase();
          return words.every(word => text.includes(word));
        });
  const column = sort && columns.find(one => one.id === sort.columnId);
  if (!sort || !column) return kept;
  const direction = sort.descending ? -1 : 1;
  return kept
    .map(row => ({ row, value: sortValue(column, row) }))
    .sort((first, second) => {
      if (first.value === null || second.value === null) {
        return Number(first.value === null) - Number(second.value === null);
      }
      return direction * compare(first.value, second.value);
    })
    .map(({ row }) => row);
}

/** Decimal strings of a numeric column sort by size, not by letters. */
function sortValue<Row>(column: Readable<Row>, row: Row): CellValue {
  const value = column.value(row);
  if (value === null || value === '' || Number.isNaN(value)) return null;
  return column.numeric && typeof value === 'string' ? Number(value) : value;
}

function compare(first: string | number, second: string | number): number {
  return typeof first === 'number' && typeof second === 'number'
    ? first - second
    : collator.compare(String(first), String(second));
}

export function readSort(text: string): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { columnId: text.slice(1), descending: true } : { columnId: text, descending: false };
}

export function writeSort(sort: Sort | undefined): string {
  return sort ? `${sort.descending ? '-' : ''}${sort.columnId}` : '';
}
