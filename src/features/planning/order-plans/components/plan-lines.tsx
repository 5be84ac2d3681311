import { Anchor, Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { notifyDone, notifyFailed } from '../../../../client/notify.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import { useIntentionKeys } from '../../../../client/use-intention-keys.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { PlanLine } from '../use-order-plan.ts';
import { distributionName } from './distribution-words.ts';

interface PlanLinesProps {
  readonly planId: string;
  readonly lines: readonly PlanLine[];
  readonly openId: string;
  readonly onOpen: (line: PlanLine) => void;
}

/** What to order of each SKU for each warehouse; chosen lines become draft purchase orders. */
export function PlanLines({ planId, lines, openId, onOpen }: PlanLinesProps) {
  const format = useFormat();
  const mayOrder = useHasRole('MANAGER');
  const orderable = lines.filter(line => line.orderQuantity > 0 && line.purchaseOrder === null);
  const orderableIds = new Set(orderable.map(line => line.id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => orderableIds);
  const selected = orderable.filter(line => chosen.has(line.id));

  const figure = (id: keyof PlanLine & string, header: string, width: number): Column<PlanLine> => ({
    id,
    header,
    value: line => line[id] as number | null,
    numeric: true,
    width,
    cell: line => format.quantity(line[id] as number | null),
  });
  const columns: Column<PlanLine>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: line => line.skuName,
      text: line => `${line.skuName} ${line.skuCode}`,
      width: 130,
    },
    {
      id: 'why',
      header: 'Why?',
      value: () => null,
      sortable: false,
      width: 92,
      cell: line => (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconHelpCircle size={14} aria-hidden />}
          aria-label={`Why ${format.quantity(line.orderQuantity)} of ${line.skuName}?`}
          onClick={() => onOpen(line)}
        >
          Why?
        </Button>
      ),
    },
    {
      ...figure('orderQuantity', 'Order', 84),
      cell: line => <b>{format.quantity(line.orderQuantity, undefined, 3)}</b>,
    },
    {
      id: 'unitCost',
      header: 'Unit cost',
      value: line => line.unitCost,
      numeric: true,
      width: 88,
      cell: line => format.money(line.unitCost, line.currency, Math.max(2, line.unitCost.split('.')[1]?.length ?? 0)),
    },
    {
      id: 'lineCost',
      header: 'Line cost',
      value: line => line.lineCost,
      numeric: true,
      width: 130,
      cell: line => format.money(line.lineCost, line.currency),
    },
    {
      id: 'lineCostGbp',
      header: 'In pounds',
      value: line => line.lineCostGbp,
      numeric: true,
      width: 128,
      cell: line => format.money(line.lineCostGbp, 'GBP'),
      total: shown => format.money(poundsOf(shown), 'GBP'),
    },
    {
      id: 'arrivesOn',
      header: 'Arrives',
      value: line => line.arrivesOn,
      width: 104,
      cell: line => format.day(line.arrivesOn),
    },
    figure('inventoryPosition', 'Position', 84),
    figure('reorderPoint', 'Reorder point', 108),
    figure('safetyStock', 'Safety stock', 100),
    {
      id: 'cover',
      header: 'Cover',
      value: line => line.daysOfCover ?? 1e9,
      numeric: true,
      width: 84,
      cell: line => (line.daysOfCover === null ? '> plan' : format.quantity(Math.floor(line.daysOfCover), 'days')),
    },
    {
      id: 'service',
      header: 'Served',
      value: line => line.expectedFillRate,
      numeric: true,
      width: 76,
      cell: line => format.percent(line.expectedFillRate),
    },
    {
      id: 'distribution',
      header: 'Priced on',
      value: line => line.demandSkewness,
      text: line => distributionName(line.demandSkewness),
      width: 124,
      cell: line => distributionName(line.demandSkewness),
    },
    {
      id: 'order',
      header: 'Ordered as',
      value: line => line.purchaseOrder?.number ?? null,
      width: 108,
      cell: line =>
        line.purchaseOrder ? (
          <Anchor component={Link} to={`/purchasing/${line.purchaseOrder.id}`} inherit>
            {line.purchaseOrder.number}
          </Anchor>
        ) : (
          '—'
        ),
    },
    { id: 'supplier', header: 'Supplier', value: line => line.supplierName, width: 156 },
    { id: 'warehouse', header: 'Warehouse', value: line => line.warehouseName, width: 200 },
  ];
  return (
    <DataTable
      name="plan-lines"
      label="Lines of the order plan"
      rows={lines}
      rowId={line => line.id}
      columns={columns}
      initialSort={{ columnId: 'lineCostGbp', descending: true }}
      openId={openId}
      onOpen={onOpen}
      {...(mayOrder && {
        selection: {
          ids: new Set(selected.map(line => line.id)),
          // Lines without an order, or ordered already, cannot be chosen.
          onChange: (ids: ReadonlySet<string>) => setChosen(new Set([...ids].filter(id => orderableIds.has(id)))),
        },
        actions: <MakeDrafts key={planId} planId={planId} selected={selected} />,
      })}
      empty={<EmptyState title="This plan has no lines" description="Its limits leave no room for any order." />}
    />
  );
}

function MakeDrafts({ planId, selected }: { readonly planId: string; readonly selected: readonly PlanLine[] }) {
  const format = useFormat();
  const navigate = useNavigate();
  const carried = useCarriedSearch();
  // One key for one choice of lines: pressing again after a broken connection makes the same orders.
  const lineIds = selected.map(line => line.id).sort();
  const { keyOf } = useIntentionKeys();
  const create = useMutation(
    trpc.purchasing.createDrafts.mutationOptions({
      onSuccess: ({ orders }) => {
        notifyDone(`${orders.map(order => order.number).join(', ')} drafted`);
        void queryClient.invalidateQueries(trpc.inventory.pathFilter());
        const [only] = orders;
        navigate(orders.length === 1 && only ? `/purchasing/${only.id}${carried}` : `/purchasing${carried}`);
      },
      onError: error => {
        notifyFailed('No draft was made', error);
        void queryClient.invalidateQueries(trpc.inventory.pathFilter());
      },
    }),
  );
  return (
    <Button
      disabled={selected.length === 0}
      loading={create.isPending}
      onClick={() => create.mutate({ planId, lineIds, idempotencyKey: keyOf(lineIds.join(' ')) })}
    >
      {selected.length === 0
        ? 'Make draft orders'
        : `Make draft orders: ${format.quantity(selected.length)} ${selected.length === 1 ? 'line' : 'lines'}, ${format.money(poundsOf(selected), 'GBP', 0)}`}
    </Button>
  );
}

function poundsOf(lines: readonly PlanLine[]): string {
  return lines.length === 0 ? '0' : Decimal.sum(...lines.map(line => line.lineCostGbp)).toFixed(2);
}
