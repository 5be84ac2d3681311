import { useFormat } from '../session.ts';
import type { PaintedSeries } from './chart-legend.tsx';
import classes from './time-series-chart.module.css';
import type { ChartBand, ChartMarker } from './time-series-chart.tsx';

interface ChartTooltipProps {
  readonly left: number;
  readonly chartWidth: number;
  readonly day: string;
  readonly index: number;
  readonly series: readonly PaintedSeries[];
  readonly bands: readonly ChartBand[];
  readonly markers: readonly ChartMarker[];
  readonly formatValue: (value: number) => string;
}

/** Figures of the period under the crosshair. Screen readers get the same words from the slider's value. */
export function ChartTooltip({ left, chartWidth, day, index, series, bands, markers, formatValue }: ChartTooltipProps) {
  const format = useFormat();
  const onRight = left < chartWidth / 2;
  return (
    <div
      className={classes.tooltip}
      aria-hidden="true"
      style={onRight ? { left: left + 12 } : { right: chartWidth - left + 12 }}
    >
      <div className={classes.tooltipDay}>{format.day(day)}</div>
      {series.map(one => {
        const value = one.values[index];
        if (value === null || value === undefined) return null;
        return (
          <div key={one.id}>
            <div className={classes.tooltipRow}>
              <span className={classes.swatch} style={{ background: one.paint }} />
              <span className={classes.tooltipLabel}>{one.label}</span>
              <span className={classes.tooltipValue}>{formatValue(value)}</span>
            </div>
            {bands
              .filter(band => band.seriesId === one.id)
              .map(({ coverage, label, lower, upper }) => {
                const [from, to] = [lower[index], upper[index]];
                if (typeof from !== 'number' || typeof to !== 'number') return null;
                return (
                  <div key={coverage} className={classes.tooltipBand}>
                    {label ?? `${Math.round(coverage * 100)}%`}: {formatValue(from)} to {formatValue(to)}
                  </div>
                );
              })}
          </div>
        );
      })}
      {markers
        .filter(marker => marker.day === day)
        .map(marker => (
          <div key={marker.label} className={classes.tooltipBand}>
            ▲ {marker.label}
          </div>
        ))}
    </div>
  );
}
