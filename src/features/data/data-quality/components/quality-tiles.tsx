import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { QualityReport } from '../use-data-quality.ts';

/** The sales of the selection as a whole. */
export function QualityTiles({ report, stockOuts }: { readonly report: QualityReport; readonly stockOuts: number }) {
  const format = useFormat();
  const { overall, rows, until } = report;
  const known = rows.length > 0;
  const claiming = rows.filter(row => row.claim === 'full').length;
  return (
    <div className="tile-grid">
      <StatTile
        label="Data quality"
        value={known ? String(overall.score) : null}
        unit="of 100"
        note={overall.reason ? `together ${overall.reason}` : 'completeness × freshness, weighted by units sold'}
        asOf={until}
      />
      <StatTile
        label="Completeness"
        value={known ? format.percent(overall.completeness, 0) : null}
        note="weeks since the first sale that the channel reported"
      />
      <StatTile
        label="Freshness"
        value={known ? format.percent(overall.freshness, 0) : null}
        note="10% less for each week that the newest report is late"
      />
      <StatTile
        label="Forecasts may claim accuracy"
        value={known ? format.quantity(claiming) : null}
        unit={`of ${rows.length}`}
        note="80 points and a year of sales; an indication from 50 points and half a year"
      />
      <StatTile
        label="Stock-outs"
        value={format.quantity(stockOuts)}
        note={stockOuts > 0 ? 'sales then count as a lower bound of demand' : 'none is known'}
      />
    </div>
  );
}
