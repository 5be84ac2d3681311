import { DataTable } from '../../../../client/components/data-table.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Level, SalesGroup, SalesSummary } from '../use-sales-summary.ts';

const headings: Record<Level, { one: string; many: string; hint: string }> = {
  region: { one: 'Market', many: 'Markets', hint: 'Open a market to see its channels' },
  channel: { one: 'Channel', many: 'Channels', hint: 'Open a channel to see its products' },
  product: { one: 'Product', many: 'Products', hint: 'Open a product to see its weeks above' },
};

interface SalesBreakdownProps {
  readonly summary: SalesSummary;
  readonly level: Level;
  readonly onOpen: (group: SalesGroup) => void;
}

/** The next level down: market → channel → product, each row beside its year before. */
export function SalesBreakdown({ summary, level, onOpen }: SalesBreakdownProps) {
  const format = useFormat();
  const { one, many, hint } = headings[level];
  const unit = summary.unit ? `${summary.unit}s` : 'units';
  return (
    <SectionCard title={many} description={hint} asOf={summary.until} flush>
      <DataTable<SalesGroup>
        name="sales"
        label={`Sales by ${one.toLowerCase()}`}
        rows={summary.groups}
        rowId={row => row.id}
        onOpen={onOpen}
        toolbar={false}
        initialSort={{ columnId: 'quantity', descending: true }}
        columns={[
          { id: 'name', header: one, value: row => row.name },
          {
            id: 'quantity',
            header: `Sales (${unit})`,
            numeric: true,
            value: row => row.quantity,
            cell: row => format.quantity(row.quantity),
            width: 140,
          },
          {
            id: 'change',
            header: 'On a year before',
            numeric: true,
            value: row => changeOf(row.quantity, row.quantityYearBefore),
            cell: row => format.percentChange(changeOf(row.quantity, row.quantityYearBefore)),
            width: 150,
          },
          {
            id: 'share',
            header: 'Share',
            numeric: true,
            value: row => shareOf(row, summary),
            cell: row => format.percent(shareOf(row, summary)),
            width: 100,
          },
          {
            id: 'revenue',
            header: 'Revenue',
            numeric: true,
            value: row => (row.revenue.length === 1 ? row.revenue[0]!.amount : null),
            cell: row =>
              row.revenue.map(({ amount, currency }) => format.money(amount, currency, 0)).join(' + ') || '—',
            width: 160,
          },
        ]}
      />
    </SectionCard>
  );
}

export function changeOf(now: number, before: number): number | null {
  return before > 0 ? now / before - 1 : null;
}

function shareOf(row: SalesGroup, summary: SalesSummary): number | null {
  return summary.total.quantity > 0 ? row.quantity / summary.total.quantity : null;
}
