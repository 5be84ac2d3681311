import classes from './bar-chart.module.css';

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** Where the bar starts; default 0. With `to` this draws waterfalls and tornados. */
  readonly from?: number;
  readonly to: number;
  readonly tone?: 'accent' | 'good' | 'bad' | 'warning' | 'neutral';
  /** The words at the end; the formatted `to` when absent. */
  readonly text?: string;
}

export interface BarChartProps {
  readonly label: string;
  /** Heading of the first column, e.g. "Supplier". */
  readonly categoryLabel: string;
  /** Heading of the figures, with their unit, e.g. "Value (GBP)". */
  readonly valueLabel: string;
  readonly bars: readonly Bar[];
  readonly formatValue: (value: number) => string;
  readonly onOpen?: (bar: Bar) => void;
}

/** Horizontal bars: ranking, Pareto, waterfall, tornado. It is a table underneath, so that nothing is told by length alone. */
export function BarChart({ label, categoryLabel, valueLabel, bars, formatValue, onOpen }: BarChartProps) {
  const ends = bars.flatMap(bar => [bar.from ?? 0, bar.to]);
  const low = Math.min(0, ...ends);
  const span = Math.max(0, ...ends) - low || 1;
  const share = (value: number) => ((value - low) / span) * 100;

  return (
    <table className={classes.root} aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{categoryLabel}</th>
          <th scope="col">{valueLabel}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(bar => {
          const start = share(Math.min(bar.from ?? 0, bar.to));
          const end = share(Math.max(bar.from ?? 0, bar.to));
          return (
            <tr key={bar.id} className={classes.row}>
              <th scope="row" className={classes.label}>
                {onOpen ? (
                  <button type="button" onClick={() => onOpen(bar)}>
                    {bar.label}
                  </button>
                ) : (
                  bar.label
                )}
              </th>
              <td className={classes.cell}>
                <span className={classes.track}>
                  {low < 0 && <span className={classes.zero} style={{ left: `${share(0)}%` }} />}
                  <span
                    className={classes.bar}
                    data-tone={bar.tone ?? 'accent'}
                    style={{ left: `${start}%`, width: `${Math.max(0.4, end - start)}%` }}
                  />
                </span>
                <span className={classes.value}>{bar.text ?? formatValue(bar.to)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
