import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { editableColumn } from '../../../../client/components/editable-column.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { rowActionColumn } from '../../../../client/components/row-action.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { sourceColumn } from '../../../../client/components/source.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { type LaneChange, type TransferLane, useTransferLanes } from '../use-transfer-lanes.ts';
import { AddLane } from './add-lane.tsx';

const days = numberProblem({ min: 0, max: 365, decimals: 0 });
const unitAmount = numberProblem({ min: 0, max: 9_999_999_999, decimals: 4 });
const shipmentAmount = numberProblem({ min: 0, max: 9_999_999_999, decimals: 2 });
const nameOf = (lane: TransferLane) => `${lane.fromWarehouseName} → ${lane.toWarehouseName}`;

/** The ways to move stock between warehouses, edited where they stand. */
export function TransferLanes() {
  const format = useFormat();
  const mayEdit = useHasRole('MANAGER');
  const { lanes, warehouses, add, edit, remove } = useTransferLanes();
  const figure = (
    field: 'leadTimeDays' | 'unitCost' | 'shipmentCost',
    header: string,
    shown: (lane: TransferLane) => string,
    problem: (text: string) => string | null,
    changeOf: (text: string) => LaneChange,
  ) =>
    editableColumn<TransferLane>(
      { id: field, header, value: lane => lane[field], width: 140, cell: shown },
      {
        label: lane => `${header} of ${nameOf(lane)}`,
        editable: mayEdit,
        problem,
        onSave: (lane, text) => edit(lane, changeOf(text)),
      },
    );
  const columns: Column<TransferLane>[] = [
    { id: 'from', header: 'From', value: lane => lane.fromWarehouseName, width: 160 },
    { id: 'to', header: 'To', value: lane => lane.toWarehouseName, width: 200 },
    figure(
      'leadTimeDays',
      'Lead time',
      lane => format.quantity(lane.leadTimeDays, 'days'),
      days,
      text => ({
        leadTimeDays: Number(text),
      }),
    ),
    figure(
      'unitCost',
      'Cost of a unit',
      lane => format.unitPrice(lane.unitCost, 'GBP'),
      unitAmount,
      unitCost => ({ unitCost }),
    ),
    figure(
      'shipmentCost',
      'Cost of a shipment',
      lane => format.money(lane.shipmentCost, 'GBP'),
      shipmentAmount,
      shipmentCost => ({ shipmentCost }),
    ),
    sourceColumn({
      of: lane => `the terms of ${nameOf(lane)}`,
      editable: mayEdit,
      onSave: (lane, source) => edit(lane, { source }),
    }),
    ...(mayEdit
      ? [
          rowActionColumn<TransferLane>({
            label: 'Remove',
            describe: lane => `Remove the lane ${nameOf(lane)}`,
            run: remove,
            done: lane => `Lane ${nameOf(lane)} removed`,
            failedTitle: 'The lane was not removed',
          }),
        ]
      : []),
  ];
  const adding = mayEdit && <AddLane warehouses={warehouses} onAdd={add} />;
  return (
    <SectionCard
      title="Transfer lanes"
      description="Ways to move stock from one warehouse to another, one way each. Optimised plans propose transfers along them."
      flush
    >
      <QueryBoundary query={lanes} what="the transfer lanes" loading={<TableSkeleton rows={3} />}>
        {rows => (
          <DataTable
            name="lanes"
            label="Transfer lanes"
            rows={rows}
            rowId={lane => lane.id}
            columns={columns}
            actions={rows.length > 0 && adding}
            empty={
              <EmptyState
                title="No lane has been entered yet"
                description="Along a lane, an optimised plan moves what one warehouse has too much of to another that would run short, where that costs less than the shortage."
              >
                {adding}
              </EmptyState>
            }
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
