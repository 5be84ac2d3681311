import { useFormat } from '../session.ts';
import type { PaintedSeries } from './chart-legend.tsx';
import { bandPath, type DayTick, linePath, type Scale } from './chart-scale.ts';
import classes from './time-series-chart.module.css';
import type { ChartBand, ChartLimit, ChartMarker } from './time-series-chart.tsx';

interface ChartPlotProps {
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly x: Scale;
  readonly y: Scale;
  readonly ticks: readonly number[];
  readonly days: readonly string[];
  readonly dayTicks: readonly DayTick[];
  readonly series: readonly PaintedSeries[];
  readonly bands: readonly ChartBand[];
  readonly markers: readonly ChartMarker[];
  readonly limits: readonly ChartLimit[];
  readonly today: string | undefined;
  readonly cursor: number | null;
  readonly formatAxis: (value: number) => string;
}

/** The drawing itself, without behaviour. */
export function ChartPlot(props: ChartPlotProps) {
  const { width, height, margin, x, y, ticks, days, series, bands, limits, cursor } = props;
  const format = useFormat();
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const columnSeries = series.filter(one => one.kind === 'columns');
  const slot = Math.max(1, (x(1) - x(0)) * 0.72);
  const columnWidth = Math.max(1, Math.min(26, slot / Math.max(1, columnSeries.length)));
  const placeOf = (day: string) => {
    const after = days.findIndex(one => one > day);
    return after === -1 ? days.length - 1 : Math.max(0, after - 1);
  };
  const todayX = props.today !== undefined && days.length > 0 ? x(placeOf(props.today)) : undefined;
  // Wider bands first, so that the narrow one lies on top.
  const layered = bands.toSorted((first, second) => second.coverage - first.coverage);

  return (
    <svg width={width} height={height} className={classes.svg} aria-hidden="true">
      {ticks.map(tick => (
        <g key={tick}>
          <line
            x1={margin.left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? classes.zero : classes.grid}
          />
          <text x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className={classes.axis}>
            {props.formatAxis(tick)}
          </text>
        </g>
      ))}
      {props.dayTicks.map(({ index, day, unit }) => (
        <text key={day} x={x(index)} y={height - 5} textAnchor="middle" className={classes.axis}>
          {unit === 'day'
            ? format.dayShort(day)
            : unit === 'year' || day.slice(5, 7) === '01'
              ? day.slice(0, 4)
              : format.month(day).split(' ')[0]}
        </text>
      ))}
      {todayX !== undefined && todayX < right - 1 && (
        <rect x={todayX} y={margin.top} width={right - todayX} height={bottom - margin.top} className={classes.ahead} />
      )}
      {layered.map(band => (
        <path
          key={`${band.seriesId} ${band.coverage}`}
          d={bandPath(band.lower, band.upper, x, y)}
          fill={series.find(one => one.id === band.seriesId)?.paint}
          className={classes.band}
          data-wide={band.coverage > 0.9 || undefined}
        />
      ))}
      {columnSeries.flatMap((one, place) =>
        one.values.map((value, index) =>
          value === null ? null : (
            <rect
              key={`${one.id} ${days[index]}`}
              x={x(index) - (columnWidth * columnSeries.length) / 2 + place * columnWidth}
              y={Math.min(y(value), y(0))}
              width={Math.max(1, columnWidth - 1)}
              height={Math.abs(y(value) - y(0))}
              rx={Math.min(2, columnWidth / 4)}
              fill={one.paint}
              opacity={cursor === null || cursor === index ? 0.9 : 0.5}
            />
          ),
        ),
      )}
      {limits.map(limit => (
        <g key={limit.label} className={classes.limit} data-tone={limit.tone ?? 'neutral'}>
          <line x1={margin.left} x2={right} y1={y(limit.value)} y2={y(limit.value)} />
          <text x={right} y={y(limit.value) - 5} textAnchor="end">
            {limit.label}
          </text>
        </g>
      ))}
      {series
        .filter(one => one.kind !== 'columns')
        .toSorted((first, second) => Number(second.quiet ?? false) - Number(first.quiet ?? false))
        .map(one => (
          <path
            key={one.id}
            d={linePath(one.values, x, y)}
            stroke={one.paint}
            className={classes.line}
            data-kind={one.kind ?? 'line'}
            data-quiet={one.quiet || undefined}
          />
        ))}
      {todayX !== undefined && (
        <line x1={todayX} x2={todayX} y1={margin.top - 6} y2={bottom} className={classes.today} />
      )}
      {props.markers.map(marker => (
        <g
          key={`${marker.day} ${marker.label}`}
          className={classes.marker}
          transform={`translate(${x(placeOf(marker.day))} ${bottom})`}
        >
          {!marker.quiet && <line y1={0} y2={margin.top - bottom} />}
          <path d={marker.quiet ? 'M-2.5 0 0 -4 2.5 0Z' : 'M-4 0 0 -6 4 0Z'} opacity={marker.quiet ? 0.55 : 1} />
        </g>
      ))}
      {cursor !== null && (
        <g>
          <line x1={x(cursor)} x2={x(cursor)} y1={margin.top} y2={bottom} className={classes.crosshair} />
          {series.map(one => {
            const value = one.values[cursor];
            return value === null || value === undefined || one.kind === 'columns' ? null : (
              <circle key={one.id} cx={x(cursor)} cy={y(value)} r={3.5} fill={one.paint} className={classes.dot} />
            );
          })}
        </g>
      )}
    </svg>
  );
}
