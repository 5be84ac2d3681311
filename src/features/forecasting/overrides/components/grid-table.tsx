// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are typed in is a grid
import { Tooltip } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { absent } from '../../../../client/format.ts';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import type { GridRow } from '../use-overrides.ts';
import { columnSum, decimalsOf, type Edits, edited, parseColumn, parseFigure } from './grid-edits.ts';
import classes from './grid-table.module.css';

interface GridTableProps {
  readonly label: string;
  readonly rows: readonly GridRow[];
  readonly edits: Edits;
  readonly editable: boolean;
  readonly onEdit: (edits: Edits) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onSave: () => void;
}

const rowHeight = 34;
const columns = ['Week', 'Actual', 'Baseline', 'Override', 'Final', 'Last cycle'] as const;

/**
 * Weeks as rows, the override as the column to type in: arrows move, Enter or a digit edits, Escape keeps the old
 * figure, Delete takes an override back, a pasted column fills the weeks below.
 */
export function GridTable(props: GridTableProps) {
  const { rows, edits, editable } = props;
  const format = useFormat();
  const viewport = useRef<HTMLDivElement>(null);
  const firstOpen = rows.findIndex(row => row.open);
  const [active, setActive] = useState<number | null>(null);
  const [typing, setTyping] = useState<string | null>(null);
  const focusNext = useRef(false);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const current = active !== null && rows[active]?.open ? active : firstOpen;

  // The row that is moved to may have been scrolled away: it takes the focus once it is there.
  useEffect(() => {
    if (!focusNext.current) return;
    const cell = viewport.current?.querySelector<HTMLElement>(`[data-cell="${current}"]`);
    if (!cell) return;
    focusNext.current = false;
    cell.focus();
  });

  const moveTo = (index: number) => {
    const to = Math.min(rows.length - 1, Math.max(firstOpen, index));
    focusNext.current = true;
    setTyping(null);
    setActive(to);
    virtualizer.scrollToIndex(to);
  };
  const set = (from: number, quantities: readonly (number | null)[]) => {
    const changed = quantities.flatMap((quantity, place) => {
      const row = rows[from + place];
      if (!row?.open || edited(row, edits.get(row.week)).override === quantity) return [];
      return [[row.week, { quantity, revision: edits.get(row.week)?.revision ?? row.revision }] as const];
    });
    if (changed.length > 0) props.onEdit(new Map(changed));
  };
  const commit = (index: number, next: number) => {
    const quantity = parseFigure(typing ?? '');
    if (quantity === undefined) return;
    set(index, [quantity]);
    moveTo(next);
  };
  const paste = (event: ClipboardEvent, index: number) => {
    event.preventDefault();
    const figures = parseColumn(event.clipboardData.getData('text'));
    const wrong = figures.indexOf(undefined);
    const room = rows.length - index;
    if (wrong >= 0) {
      notifyFailed('Nothing was pasted', `Line ${wrong + 1} of the column is no quantity of 0 or more.`);
    } else if (figures.length > room) {
      const text = `The column has ${figures.length} figures; ${room} weeks follow from here. Paste a shorter one.`;
      notifyFailed('Nothing was pasted', text);
    } else set(index, figures as (number | null)[]);
  };
  const onCellKey = (event: KeyboardEvent, index: number) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      return event.shiftKey ? props.onRedo() : props.onUndo();
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return props.onSave();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowUp: index - 1, ArrowDown: index + 1, PageUp: index - 10, PageDown: index + 10 }[event.key];
    const end = { Home: firstOpen, End: rows.length - 1 }[event.key];
    const row = edited(rows[index]!, edits.get(rows[index]!.week));
    if (next !== undefined || end !== undefined) moveTo(next ?? end!);
    else if (event.key === 'Enter' || event.key === 'F2') setTyping(row.override === null ? '' : String(row.override));
    else if (event.key === 'Delete' || event.key === 'Backspace') set(index, [null]);
    else if (/^[\d.]$/.test(event.key)) setTyping(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onInputKey = (event: KeyboardEvent, index: number) => {
    event.stopPropagation();
    if (event.key === 'Escape') moveTo(index);
    else if (event.key === 'Enter' || event.key === 'ArrowDown') commit(index, index + 1);
    else if (event.key === 'ArrowUp') commit(index, index - 1);
    else return;
    event.preventDefault();
  };

  const open = rows.filter(row => row.open).map(row => edited(row, edits.get(row.week)));
  const sums = {
    baseline: columnSum(open.map(row => row.baseline)),
    override: columnSum(open.map(row => row.override)),
    final: columnSum(open.map(row => row.final)),
    last: open.every(row => row.last !== null) ? columnSum(open.map(row => row.last)) : null,
  };
  // Points stand below each other, and no digit of a sum is hidden.
  const decimals = {
    actual: decimalsOf(rows.map(row => row.actual)),
    ahead: decimalsOf([...rows, ...open].flatMap(row => [row.baseline, row.final, row.last])),
  };
  const figure = (value: number | null, column: keyof typeof decimals = 'ahead') =>
    value === null ? <span className={classes.none}>{absent}</span> : format.decimal(value, decimals[column]);
  const overrideCell = (row: GridRow, index: number) => {
    const edit = edits.get(row.week);
    const shown = edited(row, edit);
    const changed = edit !== undefined && edit.revision !== row.revision;
    if (!row.open || !editable) return <td>{figure(shown.override)}</td>;
    if (typing !== null && index === current) {
      const wrong = parseFigure(typing) === undefined;
      return (
        <td className={classes.cell} data-edited>
          <Tooltip opened={wrong} label="A quantity of 0 or more" color="red" withArrow>
            <input
              // biome-ignore lint/a11y/noAutofocus: it stands where the focus already is
              autoFocus
              className={classes.input}
              aria-label={`Override for the week of ${format.day(row.week)}`}
              aria-invalid={wrong}
              inputMode="decimal"
              value={typing}
              onChange={event => setTyping(event.currentTarget.value)}
              onKeyDown={event => onInputKey(event, index)}
              onPaste={event => {
                if (!event.clipboardData.getData('text').trim().includes('\n')) return;
                setTyping(null);
                paste(event, index);
              }}
              onBlur={() => {
                // Enter and Escape have decided already.
                if (focusNext.current) return;
                const quantity = parseFigure(typing);
                if (quantity !== undefined) set(index, [quantity]);
                setTyping(null);
              }}
            />
          </Tooltip>
        </td>
      );
    }
    return (
      <td
        role="gridcell"
        className={classes.cell}
        data-cell={index}
        data-edited={edit !== undefined || undefined}
        data-changed={changed || undefined}
        tabIndex={index === current ? 0 : -1}
        aria-label={`Override for the week of ${format.day(row.week)}: ${shown.override === null ? 'none' : format.quantity(shown.override, undefined, 3)}`}
        title={overrideTitle(row, format)}
        onFocus={() => setActive(index)}
        onDoubleClick={() => setTyping(shown.override === null ? '' : String(shown.override))}
        onKeyDown={event => onCellKey(event, index)}
        onPaste={event => paste(event, index)}
      >
        {figure(shown.override)}
        {row.overriddenSeries > 0 && row.overriddenSeries < row.series && edit === undefined && '*'}
      </td>
    );
  };

  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className={classes.scroll} ref={viewport}>
      <table
        className={classes.table}
        role={editable ? 'grid' : undefined}
        aria-label={props.label}
        aria-rowcount={rows.length + 2}
      >
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} />}
          {items.map(({ index, key }) => {
            const row = rows[index]!;
            const shown = edited(row, edits.get(row.week));
            return (
              <tr
                key={key}
                aria-rowindex={index + 2}
                className={row.open ? (index === firstOpen ? classes.first : undefined) : classes.past}
              >
                <th scope="row">{format.day(row.week)}</th>
                <td>{figure(row.actual, 'actual')}</td>
                <td>{figure(row.baseline)}</td>
                {overrideCell(row, index)}
                <td>{figure(shown.final)}</td>
                <td>{figure(row.last)}</td>
              </tr>
            );
          })}
          {after > 0 && <Spacer height={after} />}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{open.length} weeks ahead</th>
            <td />
            <td>{figure(sums.baseline)}</td>
            <td>{figure(sums.override)}</td>
            <td>{figure(sums.final)}</td>
            <td>{figure(sums.last)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function overrideTitle({ by, overriddenSeries, series }: GridRow, format: ReturnType<typeof useFormat>) {
  if (!by) return undefined;
  const where = overriddenSeries < series ? ` (${overriddenSeries} of ${series} SKU × warehouse)` : '';
  return `${by.author}, ${format.instant(by.at)}${where}: ${by.reason}. Counts until ${format.day(by.expiresOn)}.`;
}

/** Stands for the rows that are scrolled away. */
function Spacer({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}
