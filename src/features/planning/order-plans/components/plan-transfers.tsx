import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { addDays } from '../../../../../shared/business-day.ts';
import type { PlanTransfer, TransferLane } from '../../../../../shared/contracts/inventory.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import { CoverageNotice, CoveredBy, LeftOver } from '../../plan-coverage/components/covered-by.tsx';
import { transferKey } from '../../plan-coverage/schema.ts';
import { usePlanCoverage } from '../../plan-coverage/use-plan-coverage.ts';
import { transferStatusNames } from '../../transfer-orders/components/transfer-status.tsx';
import { shipmentKey, type TakenShipment, usePlanTransfers } from '../../transfer-orders/use-plan-transfers.ts';
import type { OrderPlan } from '../use-order-plan.ts';

interface PlanTransfersProps {
  readonly planId: string;
  readonly planningDate: string;
  readonly summary: NonNullable<OrderPlan['summary']>;
}

/** What to move between warehouses; nothing where the plan moves nothing. */
export function PlanTransfers(props: PlanTransfersProps) {
  return props.summary.transfers.length === 0 ? null : <ProposedTransfers {...props} />;
}

/** Chosen shipments, that is all that one lane carries in one week, become transfer orders. */
function ProposedTransfers({ planId, planningDate, summary }: PlanTransfersProps) {
  const format = useFormat();
  const carried = useCarriedSearch();
  const mayOrder = useHasRole('MANAGER');
  const { taken, takeUp, busy } = usePlanTransfers(planId);
  const { transfers, lanes = [], totals } = summary;
  const takenBy = new Map(taken.data?.map(order => [shipmentKey(order), order]));
  const { transfers: coverage } = usePlanCoverage(planId);
  const rows = transfers.map(transfer => ({
    ...rowOf(transfer, lanes, planningDate, takenBy),
    net: coverage.get(transferKey(transfer)),
  }));
  const left = new Set(rows.filter(row => Number(row.net?.remaining ?? row.quantity) > 0).map(row => row.shipment));
  const free = rows.filter(row => taken.data !== undefined && row.order === null && left.has(row.shipment));
  // Later weeks are planned again before they come.
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const selected = free.filter(row => chosen?.has(row.shipment) ?? row.week === 0);
  const shipments = [...new Map(selected.map(row => [row.shipment, row])).values()];
  const choose = (ids: ReadonlySet<string>) => {
    const before = new Set(selected.map(row => row.id));
    const next = new Set(shipments.map(row => row.shipment));
    for (const row of free) {
      if (ids.has(row.id) && !before.has(row.id)) next.add(row.shipment);
      if (!ids.has(row.id) && before.has(row.id)) next.delete(row.shipment);
    }
    setChosen(next);
  };

  const columns: Column<(typeof rows)[number]>[] = [
    { id: 'sku', header: 'SKU', value: row => row.itemId, width: 160 },
    { id: 'from', header: 'From', value: row => row.fromWarehouseCode, width: 120 },
    { id: 'to', header: 'To', value: row => row.toWarehouseCode, width: 120 },
    {
      id: 'units',
      header: 'Units',
      value: row => row.quantity,
      numeric: true,
      cell: row => (
        <>
          {format.quantity(row.quantity)}
          <LeftOver net={row.net} />
        </>
      ),
      width: 90,
    },
    {
      id: 'leaves',
      header: 'Leaves in the week of',
      value: row => row.leavesOn,
      cell: row => format.day(row.leavesOn),
      width: 160,
    },
    {
      id: 'arrives',
      header: 'There in the week of',
      value: row => row.arrivesOn,
      cell: row => format.day(row.arrivesOn),
      width: 160,
    },
    {
      id: 'cost',
      header: 'Moving the units',
      value: row => row.unitsCostMinor,
      numeric: true,
      cell: row => format.money(row.unitsCostMinor === null ? null : row.unitsCostMinor / 100, 'GBP'),
      width: 130,
    },
    {
      id: 'order',
      header: 'Taken up as',
      value: row => row.order?.number ?? null,
      cell: row =>
        row.order ? (
          <>
            <Anchor component={Link} to={`/transfers/${row.order.id}${carried}`} inherit>
              {row.order.number}
            </Anchor>
            {` · ${transferStatusNames[row.order.status]}`}
          </>
        ) : row.net ? (
          <CoveredBy net={row.net} path="/transfers" />
        ) : (
          '—'
        ),
      width: 200,
    },
  ];
  return (
    <SectionCard
      title="Transfers proposed"
      description={`Planned together with the orders, where that costs less than any plan found without them. All together ${format.money(totals.transferCostMinor / 100, 'GBP')}, shipments included. What one lane carries in one week is taken up together, as one transfer order.`}
      flush
    >
      <CoverageNotice coverage={coverage} noun="transfer" made="moved" />
      <DataTable
        name="transfers"
        label="Transfers proposed"
        rows={rows}
        rowId={row => row.id}
        columns={columns}
        {...(mayOrder && {
          selection: { ids: new Set(selected.map(row => row.id)), onChange: choose },
          actions: (
            <Button disabled={shipments.length === 0} loading={busy} onClick={() => takeUp(shipments.map(shipmentOf))}>
              {shipments.length === 0
                ? 'Make transfer orders'
                : `Make ${shipments.length} transfer ${shipments.length === 1 ? 'order' : 'orders'}`}
            </Button>
          ),
        })}
      />
    </SectionCard>
  );
}

function rowOf(
  transfer: PlanTransfer,
  lanes: readonly TransferLane[],
  planningDate: string,
  takenBy: ReadonlyMap<string, TakenShipment>,
) {
  const { itemId, fromWarehouseId, toWarehouseId, week, quantity } = transfer;
  const lane = lanes.find(one => one.fromWarehouseId === fromWarehouseId && one.toWarehouseId === toWarehouseId);
  const shipment = { fromWarehouseCode: fromWarehouseId, toWarehouseCode: toWarehouseId, week };
  const key = shipmentKey(shipment);
  return {
    ...shipment,
    id: `${itemId}/${key}`,
    shipment: key,
    itemId,
    quantity,
    order: takenBy.get(key) ?? null,
    leavesOn: addDays(planningDate, 7 * week),
    arrivesOn: lane ? addDays(planningDate, 7 * (week + Math.ceil(lane.leadTimeDays / 7))) : null,
    unitsCostMinor: lane ? Math.round(quantity * lane.unitCostMinor) : null,
  };
}

function shipmentOf({ fromWarehouseCode, toWarehouseCode, week }: ReturnType<typeof rowOf>) {
  return { fromWarehouseCode, toWarehouseCode, week };
}
