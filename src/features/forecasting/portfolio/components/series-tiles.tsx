import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { SeriesSummary } from '../use-series.ts';

/** What the series under the filter come to: the same rows as the table, summed. */
export function SeriesTiles({ summary }: { readonly summary: SeriesSummary }) {
  const format = useFormat();
  const { series, failed, withoutValue, unpublished } = summary;
  const valueNote = withoutValue > 0 ? `${format.quantity(withoutValue)} without recorded revenue` : undefined;
  return (
    <div className="tile-grid">
      <StatTile
        label="Series"
        value={format.quantity(series)}
        note={failed > 0 ? `${format.quantity(failed)} without a forecast` : 'all with a forecast'}
      />
      <StatTile
        label="Expected sales"
        value={summary.valueGbp === null ? null : format.moneyShort(summary.valueGbp, 'GBP')}
        note={valueNote ?? 'over the horizon, at recent prices'}
      />
      <StatTile
        label="Expected error"
        value={summary.attentionGbp === null ? null : format.moneyShort(summary.attentionGbp, 'GBP')}
        note="value × error, summed over the series"
      />
      <StatTile
        label="WAPE"
        value={summary.wape === null ? null : format.percent(summary.wape)}
        note="all held-out weeks together"
      />
      <StatTile
        label="FVA"
        value={
          summary.forecastValueAdded === null
            ? null
            : format.percentChange(summary.forecastValueAdded).replace('%', ' pp')
        }
        note={`${format.quantity(summary.negative)} ${summary.negative === 1 ? 'series does' : 'series do'} worse than seasonal naive`}
      />
      <StatTile
        label="To publish"
        value={format.quantity(unpublished)}
        note={`of ${format.quantity(series - failed)} forecasts`}
      />
    </div>
  );
}
