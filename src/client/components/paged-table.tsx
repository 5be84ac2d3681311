// biome-ignore-all lint/a11y/noRedundantRoles: the phone layout turns the table into blocks, which drops the implicit roles
import { Checkbox, ScrollArea, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { absent } from '../format.ts';
import type { Sort } from './arrange-rows.ts';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';
import { DataTableHead } from './data-table-head.tsx';

export interface PagedTableProps<Row> {
  /** What the rows are, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Rows there are in all, loaded or not. */
  readonly count: number;
  /** The row at a place, or undefined while it loads. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  /** Asks for the rows that are about to be shown; both places included. */
  readonly onRange: (first: number, last: number) => void;
  /** The owner of the rows sorts them. */
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onOpen: (row: Row) => void;
  readonly selection?: { readonly ids: ReadonlySet<string>; readonly onChange: (ids: ReadonlySet<string>) => void };
  /** Pixels the body may take before it scrolls; default 560. */
  readonly maxHeight?: number;
}

const rowHeight = 36;

/**
 * A table of which only the rows in sight are loaded and drawn, for lists that are sorted and filtered elsewhere.
 * Arrows move between rows, Enter opens, Space selects.
 */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { label, columns, count, rowAt, rowId, onRange, sort, onSort, onOpen, selection, maxHeight = 560 } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);

  const toggle = (row: Row) => {
    if (!selection) return;
    const ids = new Set(selection.ids);
    if (!ids.delete(rowId(row))) ids.add(rowId(row));
    selection.onChange(ids);
  };
  const focusRow = (index: number) => {
    const target = Math.min(count - 1, Math.max(0, index));
    virtualizer.scrollToIndex(target);
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        viewport.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`)?.focus({ preventScroll: true }),
      ),
    );
  };
  const onKey = (event: React.KeyboardEvent<HTMLElement>, index: number, row: Row | undefined) => {
    // A key pressed on a control inside a row belongs to that control.
    if (!(event.target as HTMLElement).matches('tr')) return;
    const moves: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 };
    const target = moves[event.key];
    if (target !== undefined) focusRow(target);
    else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key === ' ' && row) toggle(row);
    else return;
    event.preventDefault();
  };
  const columnCount = columns.length + (selection ? 1 : 0);
  const minWidth = columns.reduce((sum, column, index) => sum + (column.width ?? (index === 0 ? 200 : 120)), 36);
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
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
        style={{ '--table-min-width': `${minWidth}px` } as React.CSSProperties}
      >
        <colgroup>
          {selection && <col style={{ width: 36 }} />}
          {columns.map((column, index) => (
            <col key={column.id} style={index === 0 ? undefined : { width: column.width ?? 120 }} />
          ))}
        </colgroup>
        <DataTableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          selectAll={selection && <span className="visually-hidden">Selected</span>}
        />
        <tbody role="rowgroup">
          <Gap height={items[0]?.start ?? 0} columnCount={columnCount} />
          {items.map(({ index }) => {
            const row = rowAt(index);
            const selected = row !== undefined && selection?.ids.has(rowId(row));
            return (
              <tr
                key={index}
                ref={virtualizer.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={row === undefined || undefined}
                aria-selected={selection ? Boolean(selected) : undefined}
                tabIndex={index === first ? 0 : -1}
                data-openable
                data-selected={selected || undefined}
                onKeyDown={event => onKey(event, index, row)}
                onClick={event => {
                  const onControl = (event.target as HTMLElement).closest('a, button, input, label');
                  if (row && !onControl) onOpen(row);
                }}
              >
                {selection && (
                  <td role="cell" className={classes.check}>
                    {row && (
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
                  <td
                    key={column.id}
                    role="cell"
                    data-label={column.header}
                    data-numeric={column.numeric || undefined}
                    className={place === 0 ? classes.name : undefined}
                  >
                    <div className={classes.cell}>
                      {row === undefined ? (
                        <Skeleton height={9} width={place === 0 ? '60%' : '80%'} />
                      ) : (
                        (column.cell?.(row) ?? column.value(row) ?? absent)
                      )}
                    </div>
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap height={after} columnCount={columnCount} />
        </tbody>
      </table>
    </ScrollArea.Autosize>
  );
}

/** Stands for the rows that are scrolled away. */
function Gap({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  if (height <= 0) return null;
  return (
    <tr className={classes.spacer} aria-hidden>
      <td colSpan={columnCount} style={{ height }} />
    </tr>
  );
}
