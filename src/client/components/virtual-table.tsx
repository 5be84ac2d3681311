// biome-ignore-all lint/a11y/noRedundantRoles: the phone layout turns the table into blocks, which drops the implicit roles
import { Checkbox, ScrollArea, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { absent } from '../format.ts';
import type { Sort } from './arrange-rows.ts';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';
import { DataTableHead } from './data-table-head.tsx';
import { type RowKey, useRowKeys } from './use-row-keys.ts';

export interface RowSelection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

interface VirtualTableProps<Row> {
  /** What the rows are, for screen readers, e.g. "Stock positions". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Rows there are in all, loaded or not. */
  readonly count: number;
  /** The row at a place, or undefined while it loads. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  /** The owner of the rows sorts them. */
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort) => void;
  /** Told of the rows about to be shown, both places included: their owner may have to load them. */
  readonly onRange?: ((first: number, last: number) => void) | undefined;
  /** Enter or a click on the row. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Marks the row whose detail is open. */
  readonly openId?: string | null | undefined;
  /** Further keys on the active row, e.g. E edits, U undoes. */
  readonly keys?: readonly RowKey<Row>[] | undefined;
  readonly selection?: RowSelection | undefined;
  /** In the head of the column of boxes. */
  readonly selectAll?: ReactNode;
  /** Below the rows. */
  readonly foot?: ReactNode;
  /** Pixels the body may take before it scrolls; undefined grows with the page. */
  readonly maxHeight: number | undefined;
  /** In the place of rows where there are none. */
  readonly children?: ReactNode;
}

const rowHeight = 36;

/**
 * A table of which only the rows in sight are drawn, and need be loaded. J/K or arrows move, Enter opens, X or Space
 * selects. On a phone each row becomes a card.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, count, rowAt, rowId, sort, onSort, onRange, onOpen, openId, selection, maxHeight } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: index => {
      const row = rowAt(index);
      return row === undefined ? index : rowId(row);
    },
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const toggle = (row: Row) => {
    if (!selection) return;
    const next = new Set(selection.ids);
    if (!next.delete(rowId(row))) next.add(rowId(row));
    selection.onChange(next);
  };
  const { active, setActive, onKeyDown } = useRowKeys({
    count,
    rowAt,
    viewport,
    scrollTo: index => virtualizer.scrollToIndex(index),
    onOpen,
    onToggle: selection && toggle,
    keys: props.keys,
  });
  const firstFocusable = items.some(item => item.index === active) ? active : first;
  const onRowClick = (event: MouseEvent<HTMLElement>, row: Row | undefined, index: number) => {
    const onControl = (event.target as HTMLElement).closest(
      'a, button, input, label, [role="button"], [data-keep-row]',
    );
    if (onControl) return;
    setActive(index);
    if (row !== undefined) onOpen?.(row);
  };

  const columnCount = columns.length + (selection ? 1 : 0);
  const minWidth = columns.reduce(
    (sum, column, index) => sum + (column.width ?? (index === 0 ? 200 : 120)),
    selection ? 36 : 0,
  );
  return (
    <ScrollArea.Autosize
      mah={maxHeight}
      viewportRef={viewport}
      type="auto"
      scrollbarSize={8}
      offsetScrollbars="present"
    >
      <table
        className={classes.table}
        role="table"
        aria-label={label}
        aria-rowcount={count + 1}
        style={{ '--table-min-width': `${minWidth}px` } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {selection && <col style={{ width: 36 }} />}
          {columns.map((column, index) => (
            <col key={column.id} style={index === 0 ? undefined : { width: column.width ?? 120 }} />
          ))}
        </colgroup>
        <DataTableHead columns={columns} sort={sort} onSort={onSort} selectAll={selection && props.selectAll} />
        <tbody role="rowgroup">
          <Gap height={items[0]?.start ?? 0} columnCount={columnCount} />
          {items.map(({ key, index }) => {
            const row = rowAt(index);
            const id = row === undefined ? undefined : rowId(row);
            const selected = id !== undefined && selection?.ids.has(id);
            return (
              <tr
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={row === undefined || undefined}
                aria-selected={selection ? Boolean(selected) : undefined}
                tabIndex={index === firstFocusable ? 0 : -1}
                data-openable={onOpen ? true : undefined}
                data-open={(id !== undefined && openId === id) || undefined}
                data-selected={selected || undefined}
                onClick={event => onRowClick(event, row, index)}
                onFocus={event => event.target === event.currentTarget && setActive(index, false)}
              >
                {selection && (
                  <td role="cell" className={classes.check}>
                    {row !== undefined && (
                      <Checkbox
                        tabIndex={-1}
                        aria-label="Select row"
                        checked={Boolean(selected)}
                        onChange={() => toggle(row)}
                      />
                    )}
                  </td>
                )}
                {columns.map((column, place) => (
                  <Cell key={column.id} column={column} row={row} isName={place === 0} />
                ))}
              </tr>
            );
          })}
          <Gap height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} columnCount={columnCount} />
        </tbody>
        {props.foot}
      </table>
      {count === 0 && props.children}
    </ScrollArea.Autosize>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row | undefined;
  readonly isName: boolean;
}

function Cell<Row>({ column, row, isName }: CellProps<Row>) {
  const value = row === undefined ? null : column.value(row);
  const shown = () => (row !== undefined && column.cell ? column.cell(row) : (value ?? absent));
  return (
    <td
      role="cell"
      data-label={column.header}
      data-numeric={column.numeric || undefined}
      className={isName ? classes.name : undefined}
    >
      <div className={classes.cell} title={typeof value === 'string' && !column.numeric ? value : undefined}>
        {row === undefined ? <Skeleton height={9} width={isName ? '60%' : '80%'} /> : shown()}
      </div>
    </td>
  );
}

/** Stands for the rows that are scrolled away. */
function Gap({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={columnCount} style={{ height }} />
    </tr>
  );
}
