import { Checkbox, Text } from '@mantine/core';
import { useDebouncedCallback, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { toCsv } from '../../../shared/csv.ts';
import { useUrlState } from '../use-url-filters.ts';
import { arrangeRows, readSort, writeSort } from './arrange-rows.ts';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';
import { DataTableFoot } from './data-table-foot.tsx';
import { DataTableToolbar } from './data-table-toolbar.tsx';
import { download } from './download.ts';
import type { RowKey } from './use-row-keys.ts';
import { type RowSelection, VirtualTable } from './virtual-table.tsx';

export type { Column };

export interface DataTableProps<Row> {
  /** Slug, unique on the page: names the CSV file, the address keys `<name>.sort`, `<name>.q` and the kept columns. */
  readonly name: string;
  /** What the rows are, for screen readers, e.g. "Stock positions". */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly initialSort?: { readonly columnId: string; readonly descending: boolean };
  /** Enter or a click on the row. */
  readonly onOpen?: (row: Row) => void;
  /** Marks the row whose detail is open. */
  readonly openId?: string | null;
  /** Further keys on the active row, e.g. E edits, U undoes. */
  readonly keys?: readonly RowKey<Row>[];
  readonly selection?: RowSelection;
  /** Shown when `rows` is empty; a filter without matches has its own words. */
  readonly empty?: ReactNode;
  /** Further controls in the toolbar. */
  readonly actions?: ReactNode;
  /** Small tables go without filter, columns and CSV. */
  readonly toolbar?: boolean;
  /** Pixels the body may take before it scrolls; default 560. */
  readonly maxHeight?: number;
}

/** On a phone, so many cards grow with the page: scrolling inside a scrolling page is awkward under a thumb. */
const mostCardsInPage = 25;

/**
 * Sortable, filterable table of rows that are all at hand: column choice, CSV of what is shown, selection, `/` to
 * filter. Rows of which only some are loaded take a `VirtualTable`.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, label, rows, rowId, columns, selection, empty, toolbar = true, maxHeight = 560 } = props;
  const [sortText, setSortText] = useUrlState(`${name}.sort`, writeSort(props.initialSort));
  const [urlFilter, setUrlFilter] = useUrlState(`${name}.q`, '');
  const [filterText, setFilterText] = useState(urlFilter);
  const keepFilter = useDebouncedCallback(setUrlFilter, 400);
  const [hiddenIds, setHiddenIds] = useLocalStorage<string[]>({
    key: `table-columns:${name}`,
    defaultValue: columns.filter(column => column.hidden).map(column => column.id),
    getInitialValueInEffect: false,
  });
  const shownColumns = useMemo(() => columns.filter(column => !hiddenIds.includes(column.id)), [columns, hiddenIds]);
  const sort = readSort(sortText);
  const deferredFilter = useDeferredValue(filterText);
  const shownRows = useMemo(
    () => arrangeRows(rows, shownColumns, deferredFilter, readSort(sortText)),
    [rows, shownColumns, deferredFilter, sortText],
  );
  const phone = useMediaQuery('(max-width: 36em)', undefined, { getInitialValueInEffect: false });

  const exportCsv = () =>
    download(
      `${name}.csv`,
      toCsv(
        shownColumns.map(column => column.header),
        shownRows.map(row => shownColumns.map(column => column.value(row))),
      ),
      'text/csv;charset=utf-8',
    );

  if (rows.length === 0 && empty) return empty;

  const allSelected =
    selection !== undefined && shownRows.length > 0 && shownRows.every(row => selection.ids.has(rowId(row)));
  return (
    <div className={classes.root}>
      {toolbar && (
        <DataTableToolbar
          filterText={filterText}
          onFilterText={text => {
            setFilterText(text);
            keepFilter(text);
          }}
          columns={columns}
          hiddenIds={hiddenIds}
          onHiddenIds={setHiddenIds}
          sort={sort}
          onSort={next => setSortText(writeSort(next))}
          shownCount={shownRows.length}
          totalCount={rows.length}
          selectedCount={selection?.ids.size ?? 0}
          onCsv={exportCsv}
        >
          {props.actions}
        </DataTableToolbar>
      )}
      <VirtualTable
        label={label}
        columns={shownColumns}
        count={shownRows.length}
        rowAt={index => shownRows[index]}
        rowId={rowId}
        sort={sort}
        onSort={next => setSortText(writeSort(next))}
        onOpen={props.onOpen}
        openId={props.openId}
        keys={props.keys}
        selection={selection}
        selectAll={
          selection && (
            <Checkbox
              aria-label={allSelected ? 'Select none' : 'Select all rows shown'}
              checked={allSelected}
              indeterminate={!allSelected && selection.ids.size > 0}
              onChange={() => selection.onChange(new Set(allSelected ? [] : shownRows.map(rowId)))}
            />
          )
        }
        foot={<DataTableFoot columns={shownColumns} rows={shownRows} selectable={selection !== undefined} />}
        maxHeight={phone && shownRows.length <= mostCardsInPage ? undefined : maxHeight}
      >
        <Text c="dimmed" ta="center" py="xl">
          {rows.length === 0 ? 'No rows.' : `None of the ${rows.length} rows holds “${filterText}”.`}
        </Text>
      </VirtualTable>
    </div>
  );
}
