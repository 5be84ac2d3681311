import { importKinds } from '../../../../../shared/contracts/import-kinds.ts';
import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { ImportDetail } from '../use-imports.ts';

/** What the file holds and what it does, in figures. */
export function ImportTiles({ detail }: { readonly detail: ImportDetail }) {
  const format = useFormat();
  const committed = detail.status === 'COMMITTED';
  const { facts } = importKinds[detail.kind];
  const what = committed ? 'was stored' : 'is stored now';
  return (
    <div className="tile-grid">
      <StatTile label="Rows read" value={format.quantity(detail.rowCount)} unit="rows" />
      <StatTile label="Accepted" value={format.quantity(detail.validCount)} unit="rows" />
      <StatTile label="Rejected" value={format.quantity(detail.invalidCount)} unit="rows" />
      <StatTile
        label={committed ? 'Created' : 'Would create'}
        value={format.quantity(detail.createCount)}
        unit={facts.many}
        note={`Of a ${facts.key} not stored before`}
      />
      <StatTile
        label={committed ? 'Changed' : 'Would change'}
        value={format.quantity(detail.updateCount)}
        unit={facts.many}
        note={`Different from what ${what}`}
      />
      <StatTile
        label="Unchanged"
        value={format.quantity(detail.unchangedCount)}
        unit={facts.many}
        note={`Equal to what ${what}`}
      />
    </div>
  );
}
