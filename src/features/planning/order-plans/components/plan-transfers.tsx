import { addDays } from '../../../../../shared/business-day.ts';
import type { PlanTransfer, TransferLane } from '../../../../../shared/contracts/inventory.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { OrderPlan } from '../use-order-plan.ts';

interface PlanTransfersProps {
  readonly planningDate: string;
  readonly summary: NonNullable<OrderPlan['summary']>;
}

/** What to move between warehouses; nothing where the plan moves nothing. */
export function PlanTransfers({ planningDate, summary }: PlanTransfersProps) {
  const format = useFormat();
  const { transfers, lanes = [], totals } = summary;
  if (transfers.length === 0) return null;
  const rows = transfers.map(transfer => rowOf(transfer, lanes, planningDate));
  const columns: Column<(typeof rows)[number]>[] = [
    { id: 'sku', header: 'SKU', value: row => row.itemId, width: 160 },
    { id: 'from', header: 'From', value: row => row.fromWarehouseId, width: 140 },
    { id: 'to', header: 'To', value: row => row.toWarehouseId, width: 140 },
    {
      id: 'units',
      header: 'Units',
      value: row => row.quantity,
      numeric: true,
      cell: row => format.quantity(row.quantity),
      width: 100,
    },
    {
      id: 'leaves',
      header: 'Leaves in the week of',
      value: row => row.leavesOn,
      cell: row => format.day(row.leavesOn),
      width: 170,
    },
    {
      id: 'arrives',
      header: 'There in the week of',
      value: row => row.arrivesOn,
      cell: row => format.day(row.arrivesOn),
      width: 170,
    },
    {
      id: 'cost',
      header: 'Moving the units',
      value: row => row.unitsCostMinor,
      numeric: true,
      cell: row => format.money(row.unitsCostMinor === null ? null : row.unitsCostMinor / 100, 'GBP'),
      width: 140,
    },
  ];
  return (
    <SectionCard
      title="Transfers proposed"
      description={`Each saves more shortage at its destination than moving and missing the units costs. All together ${format.money(totals.transferCostMinor / 100, 'GBP')}, shipments included.`}
      flush
    >
      <DataTable
        name="transfers"
        label="Transfers proposed"
        rows={rows}
        rowId={row => `${row.itemId}/${row.fromWarehouseId}/${row.toWarehouseId}/${row.week}`}
        columns={columns}
      />
    </SectionCard>
  );
}

function rowOf(transfer: PlanTransfer, lanes: readonly TransferLane[], planningDate: string) {
  const { fromWarehouseId, toWarehouseId, week, quantity } = transfer;
  const lane = lanes.find(one => one.fromWarehouseId === fromWarehouseId && one.toWarehouseId === toWarehouseId);
  return {
    ...transfer,
    leavesOn: addDays(planningDate, 7 * week),
    arrivesOn: lane ? addDays(planningDate, 7 * (week + Math.ceil(lane.leadTimeDays / 7))) : null,
    unitsCostMinor: lane ? Math.round(quantity * lane.unitCostMinor) : null,
  };
}
