import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockExclamation,
  type TablerIcon,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useFormat } from '../../../../client/session.ts';
import type { StockRow } from '../use-stock.ts';
import classes from './cover-heat-map.module.css';
import { type CoverState, coverLabels, coverShare, coverState, coverStates } from './cover-state.ts';

interface CoverHeatMapProps {
  readonly rows: readonly StockRow[];
  readonly openId: string;
  readonly onOpen: (row: StockRow) => void;
}

const icons: Record<CoverState, TablerIcon> = {
  out: IconCircleX,
  late: IconClockExclamation,
  order: IconAlertTriangle,
  enough: IconCircleCheck,
  unknown: IconCircleDashed,
};

/** More lines than a reader can take in at one look; the table below holds all. */
const lineLimit = 40;

interface HeatLine {
  readonly key: string;
  readonly name: string;
  /** By warehouse. */
  readonly cells: ReadonlyMap<string, StockRow>;
}

/**
 * Days of cover of each product (or SKU, where a warehouse keeps several of one product) in each warehouse, the most
 * urgent line first. Arrow keys move between the cells.
 */
export function CoverHeatMap({ rows, openId, onOpen }: CoverHeatMapProps) {
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const warehouses = [...new Map(rows.map(row => [row.warehouseId, row.warehouseName]))].sort((a, b) =>
    a[1].localeCompare(b[1]),
  );
  const lines = heatLines(rows);
  const shown = lines.slice(0, lineLimit);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-line]');
    if (!step || !cell || !body.current) return;
    event.preventDefault();
    let line = Number(cell.dataset.line);
    let column = Number(cell.dataset.column);
    // Empty cells are stepped over.
    for (;;) {
      line += step[0]!;
      column += step[1]!;
      if (line < 0 || line >= shown.length || column < 0 || column >= warehouses.length) return;
      const next = body.current.querySelector<HTMLElement>(`[data-line="${line}"][data-column="${column}"]`);
      if (next) return next.focus();
    }
  };

  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.grid}>
          <caption className="visually-hidden">Days of cover by product and warehouse</caption>
          <thead>
            <tr>
              <td />
              {warehouses.map(([id, name]) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {shown.map((line, lineIndex) => (
              <tr key={line.key}>
                <th scope="row">{line.name}</th>
                {warehouses.map(([warehouseId], column) => {
                  const row = line.cells.get(warehouseId);
                  if (!row) {
                    return (
                      <td key={warehouseId}>
                        <div className={classes.empty} title="Not kept here" />
                      </td>
                    );
                  }
                  const state = coverState(row);
                  const { label, tone } = coverLabels[state];
                  const Icon = icons[state];
                  return (
                    <td key={warehouseId}>
                      <button
                        type="button"
                        className={classes.cell}
                        data-tone={tone}
                        data-line={lineIndex}
                        data-column={column}
                        data-open={openId === row.id || undefined}
                        onClick={() => onOpen(row)}
                      >
                        <span className="visually-hidden">
                          {row.skuName} in {row.warehouseName}, cover:{' '}
                        </span>
                        <span className={classes.days}>
                          {daysText(row, format)}{' '}
                          {row.outlook && (
                            <span className={classes.of}>of {format.quantity(row.outlook.protectedDays)} d</span>
                          )}
                        </span>
                        <Icon className={classes.icon} size={16} stroke={1.8} aria-hidden />
                        <span className={classes.state}>{label}</span>
                        <span className="visually-hidden">. Open</span>
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.legend}>
        {coverStates.map(state => {
          const Icon = icons[state];
          return (
            <span key={state}>
              <Icon size={14} stroke={1.8} aria-hidden /> {coverLabels[state].label}: {coverLabels[state].meaning}
            </span>
          );
        })}
        {lines.length > shown.length && (
          <span>
            The {format.quantity(shown.length)} most urgent of {format.quantity(lines.length)} lines; the table holds
            all.
          </span>
        )}
      </div>
    </>
  );
}

type Format = ReturnType<typeof useFormat>;

function daysText(row: StockRow, format: Format): string {
  if (!row.outlook) return '—';
  return row.outlook.daysOfCover === null ? '> forecast' : `${format.quantity(Math.floor(row.outlook.daysOfCover))} d`;
}

function heatLines(rows: readonly StockRow[]): HeatLine[] {
  const places = new Set<string>();
  const oneOfEach = rows.every(row => {
    const place = `${row.productId} ${row.warehouseId}`;
    const isNew = !places.has(place);
    places.add(place);
    return isNew;
  });
  const groups = Map.groupBy(rows, row => (oneOfEach ? row.productId : row.skuId));
  const lines = [...groups].map(([key, members]) => ({
    key,
    name: oneOfEach ? members[0]!.productName : members[0]!.skuName,
    cells: new Map(members.map(row => [row.warehouseId, row])),
    urgency: Math.min(...members.map(urgency)),
  }));
  return lines.sort((a, b) => a.urgency - b.urgency || a.name.localeCompare(b.name));
}

/** The state decides, cover ranks within it. */
function urgency(row: StockRow): number {
  const share = coverShare(row);
  const within = Number.isNaN(share) ? 0 : Math.min(share, 50) / 100;
  return coverStates.indexOf(coverState(row)) + within;
}
