import { ActionIcon, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react';
import { useFormat } from '../session.ts';
import { ChartLegend, seriesColor } from './chart-legend.tsx';
import { ChartPlot } from './chart-plot.tsx';
import { dayTicks, linearScale, niceTicks } from './chart-scale.ts';
import { ChartTable } from './chart-table.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';
import classes from './time-series-chart.module.css';

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** One for each of `days`; null where nothing is known. */
  readonly values: readonly (number | null)[];
  /** `history` is the strong neutral line; `dashed` a reference such as the last forecast; `columns` bars. Default `line`. */
  readonly kind?: 'history' | 'line' | 'dashed' | 'columns';
  /** Drawn faintly, behind the others: context for the one that matters. */
  readonly quiet?: boolean;
  /** 1–10 in the palette, or grey; by order when absent, so give it where a series must keep its colour. */
  readonly color?: number | 'neutral';
}

export interface ChartBand {
  /** The series it belongs to: shares its colour, hides with it. */
  readonly seriesId: string;
  /** Nominal coverage, 0–1; 1 for a band that is no interval. */
  readonly coverage: number;
  /** Names a band that is no prediction interval, e.g. "Safety stock". */
  readonly label?: string;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

export interface ChartMarker {
  readonly day: string;
  readonly label: string;
  /** A tick on the axis only: there are many of its kind. */
  readonly quiet?: boolean;
}

export interface ChartLimit {
  readonly value: number;
  readonly label: string;
  readonly tone?: 'neutral' | 'bad' | 'warning';
}

export interface TimeSeriesChartProps {
  /** What the chart shows, for screen readers and the CSV's name. */
  readonly label: string;
  /** e.g. "units per week" or "GBP". */
  readonly unit: string;
  /** Business days, ascending: the start of each period. */
  readonly days: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly bands?: readonly ChartBand[];
  /** Events: promotions, launches, stock-outs. */
  readonly markers?: readonly ChartMarker[];
  /** Horizontal lines: safety stock, cash floor. */
  readonly limits?: readonly ChartLimit[];
  /** The planning date: the line between what was and what is expected. */
  readonly today?: string;
  /** Pixels. Default 300. */
  readonly height?: number;
  /** Full figure, in the tooltip and table. Default a quantity without decimals. */
  readonly formatValue?: (value: number) => string;
  /** Short figure, on the axis. */
  readonly formatAxis?: (value: number) => string;
  /** Series that start hidden. */
  readonly initiallyHidden?: readonly string[];
  /** Whether the axis starts at zero; default true. */
  readonly fromZero?: boolean;
}

const margin = { top: 14, right: 12, bottom: 22, left: 48 };

/**
 * Lines over time with fan bands, event markers and limits. Series toggle in the legend; pointer or arrow keys move
 * the crosshair; the table view holds every figure. One focus stop, read as "14 Nov 2026: Actual 1,204, ETS 1,180".
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { label, unit, days, series, bands = [], limits = [], markers = [], height = 300, fromZero = true } = props;
  const format = useFormat();
  const formatValue = props.formatValue ?? (value => format.quantity(value));
  const formatAxis = props.formatAxis ?? (value => format.quantityShort(value));
  const { ref, width } = useElementSize();
  const hintId = useId();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(props.initiallyHidden));
  const [cursor, setCursor] = useState<number | null>(null);
  const [view, setView] = useState<'chart' | 'table'>('chart');

  const colored = useMemo(
    () => series.map((one, index) => ({ ...one, paint: seriesColor(one, index, series) })),
    [series],
  );
  const shown = colored.filter(one => !hidden.has(one.id));
  const shownBands = bands.filter(band => shown.some(one => one.id === band.seriesId));

  const frame = useMemo(() => {
    const figures = [
      ...shown.flatMap(one => one.values),
      ...shownBands.flatMap(band => [...band.lower, ...band.upper]),
      ...limits.map(limit => limit.value),
    ].filter((value): value is number => value !== null && Number.isFinite(value));
    let low = fromZero ? 0 : Number.POSITIVE_INFINITY;
    let high = fromZero ? 0 : Number.NEGATIVE_INFINITY;
    for (const value of figures) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const ticks = niceTicks(low, high, height > 220 ? 5 : 3);
    // Columns stand on their period and need half a slot at either end.
    const room = shown.some(one => one.kind === 'columns')
      ? (width - margin.left - margin.right) / (2 * Math.max(1, days.length))
      : 0;
    const x = linearScale(
      [0, Math.max(1, days.length - 1)],
      [margin.left + room, Math.max(margin.left + room + 1, width - margin.right - room)],
    );
    const y = linearScale([ticks[0]!, ticks.at(-1)!], [height - margin.bottom, margin.top]);
    return { ticks, x, y };
  }, [shown, shownBands, limits, fromZero, height, width, days.length]);

  const indexAt = (event: PointerEvent<HTMLElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const [first, last] = [frame.x(0), frame.x(Math.max(1, days.length - 1))];
    const share = (left - first) / Math.max(1, last - first);
    return Math.min(days.length - 1, Math.max(0, Math.round(share * (days.length - 1))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = days.length - 1;
    const current = cursor ?? last;
    const next = {
      ArrowLeft: current - 1,
      ArrowRight: current + 1,
      PageUp: current - 10,
      PageDown: current + 10,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') setCursor(null);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.min(last, Math.max(0, next)));
  };

  const readOut = (index: number) => {
    const parts = shown.flatMap(one => {
      const value = one.values[index];
      return value === null || value === undefined ? [] : [`${one.label} ${formatValue(value)}`];
    });
    return `${format.day(days[index])}: ${parts.length > 0 ? `${parts.join(', ')} ${unit}` : 'no figures'}`;
  };

  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };

  return (
    <figure className={classes.root} aria-label={label}>
      <div className={classes.bar}>
        <ChartLegend series={colored} hidden={hidden} onToggle={toggle} bands={bands} unit={unit} />
        <Tooltip label={view === 'chart' ? 'Show as a table' : 'Show as a chart'}>
          <ActionIcon
            aria-label={view === 'chart' ? `Show ${label} as a table` : `Show ${label} as a chart`}
            onClick={() => setView(view === 'chart' ? 'table' : 'chart')}
          >
            {view === 'chart' ? <IconTable size={16} /> : <IconChartLine size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {view === 'table' ? (
        <ChartTable
          label={label}
          days={days}
          series={shown}
          bands={shownBands}
          formatValue={formatValue}
          height={height}
        />
      ) : (
        <div className={classes.plot} ref={ref} style={{ height }}>
          <div
            className={classes.surface}
            role="slider"
            tabIndex={0}
            aria-label={`${label}, ${unit}`}
            aria-describedby={hintId}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, days.length - 1)}
            aria-valuenow={cursor ?? Math.max(0, days.length - 1)}
            aria-valuetext={days.length > 0 ? readOut(cursor ?? days.length - 1) : 'no figures'}
            onPointerMove={event => setCursor(indexAt(event))}
            onPointerLeave={() => setCursor(null)}
            onBlur={() => setCursor(null)}
            onKeyDown={onKeyDown}
          >
            {width > 0 && (
              <ChartPlot
                {...frame}
                width={width}
                height={height}
                margin={margin}
                days={days}
                dayTicks={dayTicks(days, Math.floor((width - margin.left) / 56))}
                series={shown}
                bands={shownBands}
                markers={markers}
                limits={limits}
                today={props.today}
                cursor={cursor}
                formatAxis={formatAxis}
              />
            )}
          </div>
          <span id={hintId} className="visually-hidden">
            Arrow keys move through the periods. The table view holds every figure.
          </span>
          {cursor !== null && width > 0 && (
            <ChartTooltip
              left={frame.x(cursor)}
              chartWidth={width}
              day={days[cursor]!}
              series={shown}
              bands={shownBands}
              markers={markers}
              index={cursor}
              formatValue={formatValue}
            />
          )}
        </div>
      )}
    </figure>
  );
}
