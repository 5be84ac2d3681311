import { Anchor, Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { CoverageNotice, CoveredBy, LeftOver } from '../../plan-coverage/components/covered-by.tsx';
import { usePlanCoverage } from '../../plan-coverage/use-plan-coverage.ts';
import type { PlanLine } from '../use-order-plan.ts';
import { distributionName } from './distribution-words.ts';
import { MakeDrafts } from './make-drafts.tsx';

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
  const { lines: coverage } = usePlanCoverage(planId);
  const leftOf = (line: PlanLine) => Number(coverage.get(line.id)?.remaining ?? line.orderQuantity);
  const orderable = lines.filter(line => line.purchaseOrder === null && leftOf(line) > 0);
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
    { id: 'warehouse', header: 'Warehouse', value: line => line.warehouseName, width: 190 },
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
      cell: line => (
        <>
          <b>{format.quantity(line.orderQuantity, undefined, 3)}</b>
          {line.purchaseOrder === null && <LeftOver net={coverage.get(line.id)} />}
        </>
      ),
    },
    {
      id: 'unitCost',
      header: 'Unit cost',
      value: line => line.unitCost,
      numeric: true,
      width: 88,
      cell: line => format.unitPrice(line.unitCost, line.currency),
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
      value: line => line.purchaseOrder?.number ?? coverage.get(line.id)?.coveredBy[0]?.number ?? null,
      width: coverage.size > 0 ? 230 : 108,
      cell: line =>
        line.purchaseOrder ? (
          <Anchor component={Link} to={`/purchasing/${line.purchaseOrder.id}`} inherit>
            {line.purchaseOrder.number}
          </Anchor>
        ) : coverage.has(line.id) ? (
          <CoveredBy net={coverage.get(line.id)!} path="/purchasing" />
        ) : (
          '—'
        ),
    },
    { id: 'supplier', header: 'Supplier', value: line => line.supplierName, width: 156 },
  ];
  return (
    <>
      <CoverageNotice coverage={coverage} noun="line" made="ordered" />
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
            // Lines without an order, ordered already or held by other orders cannot be chosen.
            onChange: (ids: ReadonlySet<string>) => setChosen(new Set([...ids].filter(id => orderableIds.has(id)))),
          },
          actions: <MakeDrafts key={planId} planId={planId} selected={selected} leftOf={leftOf} />,
        })}
        empty={<EmptyState title="This plan has no lines" description="Its limits leave no room for any order." />}
      />
    </>
  );
}

function poundsOf(lines: readonly PlanLine[]): string {
  return lines.length === 0 ? '0' : Decimal.sum(...lines.map(line => line.lineCostGbp)).toFixed(2);
}
