import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { QualityReport } from '../use-data-quality.ts';

type Silence = QualityReport['silences'][number];

/** When channels reported no sale of anything, and what forecasts make of it. */
export function SilenceTable({ silences }: { readonly silences: readonly Silence[] }) {
  const format = useFormat();
  const columns: Column<Silence>[] = [
    {
      id: 'channel',
      header: 'Channel',
      value: row => row.channel.name,
      text: row => `${row.channel.name} ${row.channel.code}`,
    },
    { id: 'from', header: 'From', value: row => row.firstDay, width: 116, cell: row => format.day(row.firstDay) },
    { id: 'to', header: 'To', value: row => row.lastDay, width: 116, cell: row => format.day(row.lastDay) },
    { id: 'weeks', header: 'Weeks', value: row => row.weeks, numeric: true, width: 80 },
    {
      id: 'taken',
      header: 'Forecasts take it as',
      value: row => (row.missing ? 'Missing' : 'No sale'),
      width: 160,
      cell: row => (
        <StatusBadge tone={row.missing ? 'warning' : 'neutral'}>{row.missing ? 'Missing' : 'No sale'}</StatusBadge>
      ),
    },
  ];
  return (
    <DataTable
      name="silences"
      label="Weeks without a report"
      rows={silences}
      rowId={row => `${row.channelId}/${row.firstDay}`}
      columns={columns}
      maxHeight={320}
      empty={
        <EmptyState
          title="Every channel reported every week"
          description="A week in which a channel reports no sale of anything would be listed here: its file may not have been delivered."
        />
      }
    />
  );
}
