import { Alert, Button, Group, Text } from '@mantine/core';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { lineTotal, sumOfMoney } from '../../../../../shared/purchasing/order-money.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { receivedColumn, skuColumn } from '../../../../client/components/line-columns.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useShortcut } from '../../../../client/keyboard.ts';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import { type Order, type OrderLine, useOrderSteps } from '../use-order.ts';
import { draftPrice, EditOrderLines, quantityProblem } from './edit-order-lines.tsx';

interface OrderLinesProps {
  readonly order: Order;
  /** The reader is the requester and the order is a draft. */
  readonly editable: boolean;
}

/** The lines of an order; in a draft, quantities are edited in place and priced at once. */
export function OrderLines({ order, editable }: OrderLinesProps) {
  const format = useFormat();
  const [edits, setEdits] = useState<ReadonlyMap<string, string>>();
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const { take, busy } = useOrderSteps(order);
  const editing = edits !== undefined && editable;
  const start = () => {
    setEdits(new Map());
    setRemoved(new Set());
  };
  useShortcut('e', 'Edit the quantities', start, 'This order', editable && !editing);

  const quantityOf = (line: OrderLine) => edits?.get(line.id) ?? line.quantity;
  const kept = order.lines.filter(line => !removed.has(line.id));
  const total = sumOfMoney(kept.map(line => lineTotal(quantityOf(line) || '0', draftPrice(line, quantityOf(line)))));
  const problems = new Map(
    kept.flatMap(line => {
      const problem = quantityProblem(line, quantityOf(line));
      return problem === null ? [] : [[line.id, problem] as const];
    }),
  );
  const repriced = order.lines.some(line => draftPrice(line, line.quantity) !== line.unitCost);
  const changed =
    removed.size > 0 ||
    repriced ||
    [...(edits ?? [])].some(([id, quantity]) => {
      const line = order.lines.find(one => one.id === id);
      return line !== undefined && quantity !== line.quantity;
    });

  const save = async () => {
    const quantities = kept
      .filter(line => quantityOf(line) !== line.quantity)
      .map(line => ({ lineId: line.id, quantity: quantityOf(line) }));
    try {
      await take('editLines', { quantities, removedLineIds: [...removed] });
      setEdits(undefined);
    } catch (error) {
      notifyFailed('The lines were not changed', error);
    }
  };

  return (
    <SectionCard
      title={`${order.lines.length} ${order.lines.length === 1 ? 'line' : 'lines'}`}
      description={
        editing
          ? 'Minimum, multiple and price breaks of the supplier hold; prices and total follow as you type.'
          : undefined
      }
      flush
      actions={
        editable &&
        (editing ? (
          <>
            <Button variant="default" onClick={() => setEdits(undefined)} disabled={busy}>
              Discard
            </Button>
            <Button
              onClick={() => void save()}
              loading={busy}
              disabled={!changed || problems.size > 0 || kept.length === 0}
            >
              Save lines
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={start}>
            Edit lines
          </Button>
        ))
      }
    >
      {editable && repriced && !editing && (
        <Alert color="yellow" title="The supplier’s prices have changed since this draft" mx="md" mb="sm">
          Edit the lines and save them to take the prices of today; until then it cannot be submitted.
        </Alert>
      )}
      {editing ? (
        <EditOrderLines
          order={order}
          total={total}
          removed={removed}
          problems={problems}
          quantityOf={quantityOf}
          onQuantity={(line, quantity) => setEdits(new Map(edits).set(line.id, quantity))}
          onToggle={line => {
            const next = new Set(removed);
            if (!next.delete(line.id)) next.add(line.id);
            setRemoved(next);
          }}
        />
      ) : (
        <ReadTable order={order} />
      )}
      {editing && changed && (
        <Group px="md" pb="md">
          <Text size="sm" c="dimmed">
            {`Change of the total: ${format.moneyChange(new Decimal(total).minus(order.total).toFixed(2), order.currency, 2)}`}
          </Text>
        </Group>
      )}
    </SectionCard>
  );
}

function ReadTable({ order }: { readonly order: Order }) {
  const format = useFormat();
  const received = order.lines.some(line => line.receivedQuantity !== '0');
  const columns: Column<OrderLine>[] = [
    skuColumn(),
    { id: 'warehouse', header: 'Warehouse', value: line => line.warehouse, width: 220 },
    {
      id: 'quantity',
      header: 'Quantity',
      value: line => line.quantity,
      cell: line => format.quantity(line.quantity, line.unit, 3),
      numeric: true,
      width: 130,
    },
    {
      id: 'unitCost',
      header: 'Unit cost',
      value: line => line.unitCost,
      cell: line => format.unitPrice(line.unitCost, order.currency),
      numeric: true,
      width: 120,
    },
    {
      id: 'amount',
      header: 'Amount',
      value: line => line.lineTotal,
      cell: line => format.money(line.lineTotal, order.currency),
      numeric: true,
      width: 140,
      total: lines => format.money(sumOfMoney(lines.map(line => line.lineTotal)), order.currency),
    },
    ...(received ? [receivedColumn<OrderLine>(format)] : []),
  ];
  return (
    <DataTable
      name="order-lines"
      label={`Lines of ${order.number}`}
      rows={order.lines}
      rowId={line => line.id}
      columns={columns}
      toolbar={order.lines.length > 12}
    />
  );
}
