import classes from './time-series-chart.module.css';
import type { ChartBand, ChartSeries } from './time-series-chart.tsx';

/** A series with the colour it is drawn in, as a CSS value. */
export type PaintedSeries = ChartSeries & { readonly paint: string };

const paletteSize = 10;

export function seriesColor(series: ChartSeries, index: number, all: readonly ChartSeries[]): string {
  if (series.kind === 'history') return 'var(--app-chart-history)';
  if (series.color === 'neutral') return 'var(--app-text-dim)';
  if (series.kind === 'dashed' && series.color === undefined) return 'var(--app-text-dim)';
  const place = all.slice(0, index).filter(one => one.kind !== 'history' && one.kind !== 'dashed').length;
  return `var(--app-chart-${series.color ?? (place % paletteSize) + 1})`;
}

interface ChartLegendProps {
  readonly series: readonly PaintedSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly bands: readonly ChartBand[];
  readonly unit: string;
}

/** Names the lines; each entry is a switch. */
export function ChartLegend({ series, hidden, onToggle, bands, unit }: ChartLegendProps) {
  const coverages = [...new Set(bands.filter(band => !band.label).map(band => band.coverage))].sort();
  const labels = [...new Set(bands.flatMap(band => band.label ?? []))];
  return (
    <div className={classes.legend}>
      {series.map(one => (
        <button
          key={one.id}
          type="button"
          className={classes.entry}
          aria-pressed={!hidden.has(one.id)}
          onClick={() => onToggle(one.id)}
        >
          <svg width="16" height="8" aria-hidden="true">
            {one.kind === 'columns' ? (
              <rect x="3" width="10" height="8" rx="1.5" fill={one.paint} />
            ) : (
              <line
                x1="1"
                x2="15"
                y1="4"
                y2="4"
                stroke={one.paint}
                strokeWidth="2.5"
                strokeLinecap="round"
                strokeDasharray={one.kind === 'dashed' ? '3 4' : undefined}
              />
            )}
          </svg>
          {one.label}
        </button>
      ))}
      {coverages.length > 0 && (
        <span className={classes.note}>
          band: {coverages.map(coverage => `${Math.round(coverage * 100)}%`).join(' and ')} interval
        </span>
      )}
      {labels.length > 0 && <span className={classes.note}>band: {labels.join(', ').toLowerCase()}</span>}
      <span className={classes.note}>{unit}</span>
    </div>
  );
}
