// biome-ignore-all lint/a11y/noRedundantRoles: the phone layout turns the table into blocks, which drops the implicit roles
import { Checkbox, ScrollArea, Text } from '@mantine/core';
import { useDebouncedCallback, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { toCsv } from '../../../shared/csv.ts';
import { absent } from '../format.ts';
import { useUrlState } from '../use-url-filters.ts';
import { arrangeRows, readSort, writeSort } from './arrange-rows.ts';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';
import { DataTableHead } from './data-table-head.tsx';
import { DataTableToolbar } from './data-table-toolbar.tsx';
import { download } from './download.ts';
import { type RowKey, useRowKeys } from './use-row-keys.ts';

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
  readonly selection?: { readonly ids: ReadonlySet<string>; readonly onChange: (ids: ReadonlySet<string>) => void };
  /** Shown when `rows` is empty; a filter without matches has its own words. */
  readonly empty?: ReactNode;
  /** Further controls in the toolbar. */
  readonly actions?: ReactNode;
  /** Small tables go without filter, columns and CSV. */
  readonly toolbar?: boolean;
  /** Pixels the body may take before it scrolls; default 560. */
  readonly maxHeight?: number;
}

const rowHeight = 36;
/** On a phone, so many cards grow with the page: scrolling inside a scrolling page is awkward under a thumb. */
const mostCardsInPage = 25;

/**
 * Sortable, filterable, virtualised table: sticky header, column choice, CSV of what is shown, selection, J/K or
 * arrows to move, Enter to open, X or Space to select, `/` to filter. On a phone each row becomes a card.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    name,
    label,
    rows,
    rowId,
    columns,
    onOpen,
    openId,
    selection,
    empty,
    toolbar = true,
    maxHeight = 560,
  } = props;
  const [sortText, setSortText] = useUrlState(`${name}.sort`, writeSort(props.initialSort));
  const [urlFilter, setUrlFilter] = useUrlState(`${name}.q`, '');
  const [filterText, setFilterText] = useState(urlFilter);
  const keepFilter = useDebouncedCallback(setUrlFilter, 400);
  const [hiddenIds, setHiddenIds] = useLocalStorage<string[]>({
    key: `table-columns:${name}`,
    defaultValue: columns.filter(column => column.hidden).map(column => column.id),
    getInitialValueInEffect: false,
  });
  const shownColumns = columns.filter(column => !hiddenIds.includes(column.id));
  const sort = readSort(sortText);
  const deferredFilter = useDeferredValue(filterText);
  const shownRows = useMemo(
    () =>
      arrangeRows(
        rows,
        columns.filter(column => !hiddenIds.includes(column.id)),
        deferredFilter,
        readSort(sortText),
      ),
    [rows, columns, hiddenIds, deferredFilter, sortText],
  );

  const phone = useMediaQuery('(max-width: 36em)', undefined, { getInitialValueInEffect: false });
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: shownRows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: index => rowId(shownRows[index]!),
  });
  const items = virtualizer.getVirtualItems();

  const toggleSelected = (row: Row) => {
    if (!selection) return;
    const next = new Set(selection.ids);
    if (!next.delete(rowId(row))) next.add(rowId(row));
    selection.onChange(next);
  };
  const { active, setActive, onKeyDown } = useRowKeys({
    rows: shownRows,
    viewport,
    scrollTo: index => virtualizer.scrollToIndex(index),
    onOpen,
    onToggle: selection && toggleSelected,
    keys: props.keys,
  });
  const firstFocusable = items.some(item => item.index === active) ? active : items[0]?.index;

  const onRowClick = (event: MouseEvent<HTMLElement>, row: Row, index: number) => {
    const onControl = (event.target as HTMLElement).closest(
      'a, button, input, label, [role="button"], [data-keep-row]',
    );
    if (onControl) return;
    setActive(index);
    onOpen?.(row);
  };

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
  const hasTotals = shownColumns.some(column => column.total);
  const columnCount = shownColumns.length + (selection ? 1 : 0);
  const minWidth = shownColumns.reduce(
    (sum, column, index) => sum + (column.width ?? (index === 0 ? 200 : 120)),
    selection ? 36 : 0,
  );
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

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
      <ScrollArea.Autosize
        mah={phone && shownRows.length <= mostCardsInPage ? undefined : maxHeight}
        viewportRef={viewport}
        type="auto"
        scrollbarSize={8}
        offsetScrollbars="present"
      >
        <table
          className={classes.table}
          role="table"
          aria-label={label}
          aria-rowcount={shownRows.length + 1}
          style={{ '--table-min-width': `${minWidth}px` } as React.CSSProperties}
          onKeyDown={onKeyDown}
        >
          <colgroup>
            {selection && <col style={{ width: 36 }} />}
            {shownColumns.map((column, index) => (
              <col key={column.id} style={index === 0 ? undefined : { width: column.width ?? 120 }} />
            ))}
          </colgroup>
          <DataTableHead
            columns={shownColumns}
            sort={sort}
            onSort={next => setSortText(writeSort(next))}
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
          />
          <tbody role="rowgroup">
            {before > 0 && <SpacerRow height={before} columnCount={columnCount} />}
            {items.map(item => {
              const row = shownRows[item.index]!;
              const id = rowId(row);
              return (
                <tr
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={selection ? selection.ids.has(id) : undefined}
                  tabIndex={item.index === firstFocusable ? 0 : -1}
                  data-openable={onOpen ? true : undefined}
                  data-open={openId === id || undefined}
                  data-selected={selection?.ids.has(id) || undefined}
                  onClick={event => onRowClick(event, row, item.index)}
                  onFocus={event => event.target === event.currentTarget && setActive(item.index, false)}
                >
                  {selection && (
                    <td role="cell" className={classes.check}>
                      <Checkbox
                        tabIndex={-1}
                        aria-label="Select row"
                        checked={selection.ids.has(id)}
                        onChange={() => toggleSelected(row)}
                      />
                    </td>
                  )}
                  {shownColumns.map((column, index) => (
                    <DataTableCell key={column.id} column={column} row={row} isName={index === 0} />
                  ))}
                </tr>
              );
            })}
            {after > 0 && <SpacerRow height={after} columnCount={columnCount} />}
          </tbody>
          {hasTotals && shownRows.length > 0 && (
            <tfoot role="rowgroup">
              <tr role="row">
                {selection && <td role="cell" className={classes.check} />}
                {shownColumns.map((column, index) => (
                  <td
                    key={column.id}
                    role="cell"
                    data-label={column.header}
                    data-numeric={column.numeric || undefined}
                    className={index === 0 ? classes.name : undefined}
                  >
                    <div className={classes.cell}>{column.total?.(shownRows) ?? (index === 0 ? 'Total' : null)}</div>
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
        {shownRows.length === 0 && (
          <Text c="dimmed" ta="center" py="xl">
            {rows.length === 0 ? 'No rows.' : `None of the ${rows.length} rows holds “${filterText}”.`}
          </Text>
        )}
      </ScrollArea.Autosize>
    </div>
  );
}

interface DataTableCellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isName: boolean;
}

function DataTableCell<Row>({ column, row, isName }: DataTableCellProps<Row>) {
  const value = column.value(row);
  return (
    <td
      role="cell"
      data-label={column.header}
      data-numeric={column.numeric || undefined}
      className={isName ? classes.name : undefined}
    >
      <div className={classes.cell} title={typeof value === 'string' && !column.numeric ? value : undefined}>
        {column.cell ? column.cell(row) : (value ?? absent)}
      </div>
    </td>
  );
}

/** Stands for the rows that are scrolled away. */
function SpacerRow({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={columnCount} style={{ height }} />
    </tr>
  );
}
