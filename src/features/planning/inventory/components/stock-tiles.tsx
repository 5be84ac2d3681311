import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { StockRow } from '../use-stock.ts';
import { coverState } from './cover-state.ts';
import { sumOf } from './stock-table.tsx';

/** What the stock is worth and what needs a hand today. */
export function StockTiles({
  rows,
  planningDate,
}: {
  readonly rows: readonly StockRow[];
  readonly planningDate: string;
}) {
  const format = useFormat();
  const states = rows.map(coverState);
  const count = (...wanted: string[]) => states.filter(state => wanted.includes(state)).length;
  const valued = rows.filter(row => row.value !== null).length;
  const oldest = rows.flatMap(row => row.stock?.asOf ?? []).sort()[0] ?? null;
  return (
    <div className="tile-grid">
      <StatTile
        label="Stock at cost"
        value={valued === 0 ? null : format.money(sumOf(rows), 'GBP', 0)}
        note={
          valued < rows.length
            ? `${rows.length - valued} of ${rows.length} not known`
            : `${rows.length} SKU × warehouse`
        }
        asOf={oldest}
      />
      <StatTile
        label="Will run out before an order arrives"
        value={format.quantity(count('out', 'late'))}
        unit={`of ${rows.length}`}
        note="stock and open orders against the lead time"
        asOf={planningDate}
      />
      <StatTile
        label="At or below the reorder point"
        value={format.quantity(count('order', 'late', 'out'))}
        unit={`of ${rows.length}`}
        note="position against demand over lead time and review"
        asOf={planningDate}
      />
      <StatTile
        label="Cannot be judged"
        value={format.quantity(count('unknown'))}
        unit={`of ${rows.length}`}
        note={count('unknown') > 0 ? 'open them to see what is missing' : 'every input is there'}
        asOf={planningDate}
      />
    </div>
  );
}
