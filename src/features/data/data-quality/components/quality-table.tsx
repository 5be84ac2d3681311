import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { QualityRow } from '../use-data-quality.ts';
import { ClaimBadge } from './claim-badge.tsx';

/** How fresh and complete the sales of each SKU × channel are, the poorest first. */
export function QualityTable({ rows }: { readonly rows: readonly QualityRow[] }) {
  const format = useFormat();
  const columns: Column<QualityRow>[] = [
    {
      id: 'series',
      header: 'SKU × channel',
      value: row => `${row.sku.name} · ${row.channel.name}`,
      text: row => `${row.sku.name} ${row.sku.code} ${row.channel.name} ${row.channel.code}`,
    },
    { id: 'score', header: 'Score', value: row => row.score, numeric: true, width: 76 },
    {
      id: 'claim',
      header: 'Forecasts may claim',
      value: row => row.claim,
      width: 184,
      cell: row => <ClaimBadge claim={row.claim} />,
    },
    {
      id: 'newest',
      header: 'Newest sale',
      value: row => row.newestWeek,
      width: 116,
      cell: row => format.day(row.newestWeek),
    },
    { id: 'behind', header: 'Weeks behind', value: row => row.weeksBehind, numeric: true, width: 110 },
    {
      id: 'completeness',
      header: 'Complete',
      value: row => row.completeness,
      numeric: true,
      width: 96,
      cell: row => format.percent(row.completeness, 0),
    },
    {
      id: 'reported',
      header: 'Weeks reported',
      value: row => row.reportedWeeks,
      numeric: true,
      hidden: true,
      width: 128,
      cell: row => `${row.reportedWeeks} of ${row.weeks}`,
    },
    {
      id: 'quantity',
      header: 'Sold in all',
      value: row => row.quantity,
      numeric: true,
      width: 132,
      cell: row => format.quantity(row.quantity, `${row.unitOfMeasure}s`),
    },
    { id: 'reason', header: 'Why', value: row => row.reason ?? 'Nothing is missing', width: 260 },
  ];
  return (
    <DataTable
      name="quality"
      label="Data quality of each SKU and channel"
      rows={rows}
      rowId={row => `${row.skuId}/${row.channelId}`}
      columns={columns}
      initialSort={{ columnId: 'score', descending: false }}
      empty={
        <EmptyState
          title="No sales here"
          description="Quality is judged on sales; import some, or choose a wider selection."
          fix={{ label: 'Import sales', to: '/import' }}
        />
      }
    />
  );
}
