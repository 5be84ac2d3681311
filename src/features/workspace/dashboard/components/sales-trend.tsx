import { SectionCard } from '../../../../client/components/section-card.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import type { SalesSummary } from '../use-sales-summary.ts';

/** Units sold by week beside the same weeks a year before. */
export function SalesTrend({ summary }: { readonly summary: SalesSummary }) {
  const { weekly } = summary;
  return (
    <SectionCard title="Weekly sales" description="Against the same weeks a year before" asOf={summary.until}>
      <TimeSeriesChart
        label="Weekly sales"
        unit={`${summary.unit ?? 'unit'}s per week`}
        days={weekly.days}
        series={[
          { id: 'now', label: 'Sales', values: weekly.quantity, kind: 'history' },
          { id: 'before', label: 'A year before', values: weekly.quantityYearBefore, kind: 'dashed' },
        ]}
        height={260}
      />
    </SectionCard>
  );
}
