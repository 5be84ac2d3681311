import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import { type SupplierPerformance, usePerformance } from '../use-performance.ts';
import { DeliveryDrawer } from './delivery-drawer.tsx';

interface StatedTerms {
  readonly id: string;
  readonly name: string;
  readonly leadTimeDays: number;
  readonly leadTimeDeviationDays: number;
}

interface DeliveryRow {
  readonly supplier: StatedTerms;
  readonly performance: SupplierPerformance | undefined;
}

/** How each supplier delivers, and whether plans rest on that or on what it states. */
export function SupplierDeliveries({ suppliers }: { readonly suppliers: readonly StatedTerms[] }) {
  const format = useFormat();
  const query = usePerformance();
  const [openId, setOpenId] = useUrlState('deliveries', '');
  const least = query.data?.leadTimeDeliveries;
  const days = (value: number | undefined) => format.quantity(value, 'days', 1);
  const share = (
    id: string,
    header: string,
    of: (performance: SupplierPerformance) => number,
    width: number,
  ): Column<DeliveryRow> => {
    const value = ({ performance }: DeliveryRow) =>
      performance && performance.dueLines > 0 ? of(performance) / performance.dueLines : null;
    return { id, header, value, numeric: true, width, cell: row => format.percent(value(row), 0) };
  };
  const columns: Column<DeliveryRow>[] = [
    { id: 'name', header: 'Supplier', value: row => row.supplier.name, width: 180 },
    {
      id: 'used',
      header: 'Plans use',
      value: row => (row.performance?.inUse ? 'Measured' : 'Stated'),
      width: 224,
      cell: ({ supplier, performance }) => (
        <span title={performance?.inUse ? undefined : `Fewer than ${least} deliveries`}>
          <StatusBadge tone={performance?.inUse ? 'good' : 'neutral'}>
            {performance?.inUse
              ? `Measured: ${days(performance.leadTime?.mean)} ± ${format.quantity(performance.leadTime?.deviation, undefined, 1)}`
              : `Stated: ${days(supplier.leadTimeDays)} ± ${format.quantity(supplier.leadTimeDeviationDays, undefined, 1)}`}
          </StatusBadge>
        </span>
      ),
    },
    {
      id: 'count',
      header: 'Deliveries',
      value: row => row.performance?.leadTime?.count ?? 0,
      numeric: true,
      width: 92,
    },
    {
      id: 'mean',
      header: 'Mean',
      value: row => row.performance?.leadTime?.mean ?? null,
      numeric: true,
      width: 84,
      cell: row => days(row.performance?.leadTime?.mean),
    },
    {
      id: 'deviation',
      header: 'Deviation',
      value: row => row.performance?.leadTime?.deviation ?? null,
      numeric: true,
      width: 92,
      cell: row => days(row.performance?.leadTime?.deviation),
    },
    {
      id: 'ninetieth',
      header: 'Nine of ten within',
      value: row => row.performance?.leadTime?.ninetiethPercentile ?? null,
      numeric: true,
      width: 132,
      cell: row => days(row.performance?.leadTime?.ninetiethPercentile),
    },
    {
      id: 'due',
      header: 'Lines due',
      value: row => row.performance?.dueLines ?? 0,
      numeric: true,
      width: 84,
    },
    share('onTime', 'On time', row => row.onTimeLines, 80),
    share('inFull', 'In full', row => row.inFullLines, 76),
    share('otif', 'On time in full', row => row.onTimeInFullLines, 116),
  ];
  return (
    <SectionCard
      title="How they deliver"
      asOf={query.data?.asOf ?? null}
      description={
        least === undefined
          ? 'From receipts of purchase orders.'
          : `From receipts of purchase orders. From ${least} deliveries on, plans use the measured lead time; the threshold is in Admin, Planning. A row opens its distribution.`
      }
      flush
    >
      <QueryBoundary query={query} what="the deliveries" loading={<TableSkeleton rows={4} />}>
        {({ suppliers: performances }) => {
          const performanceOf = new Map(performances.map(one => [one.supplierId, one]));
          const rows = suppliers.map(
            (supplier): DeliveryRow => ({ supplier, performance: performanceOf.get(supplier.id) }),
          );
          const open = rows.find(row => row.supplier.id === openId);
          return (
            <>
              <DataTable
                name="deliveries"
                label="How suppliers deliver"
                rows={rows}
                rowId={row => row.supplier.id}
                columns={columns}
                openId={openId}
                onOpen={row => row.performance?.leadTime && setOpenId(row.supplier.id)}
                maxHeight={420}
              />
              <DeliveryDrawer
                name={open?.supplier.name ?? ''}
                performance={open?.performance ?? null}
                onClose={() => setOpenId('')}
              />
            </>
          );
        }}
      </QueryBoundary>
    </SectionCard>
  );
}
