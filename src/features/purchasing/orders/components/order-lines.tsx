import { ActionIcon, Button, Group, NumberInput, Table, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { lineTotal, sumOfMoney } from '../../../../../shared/purchasing/order-money.ts';
import { nearestOrderable } from '../../../../../shared/purchasing/order-quantity.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useShortcut } from '../../../../client/keyboard.ts';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import { type Order, type OrderLine, useOrderSteps } from '../use-order.ts';

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
  const total = sumOfMoney(kept.map(line => lineTotal(quantityOf(line) || '0', line.unitCost)));
  const problems = new Map(kept.flatMap(line => problemOf(line, quantityOf(line))));
  const changed =
    removed.size > 0 ||
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
      description={editing ? 'Minimum and multiple of the supplier hold; the total follows as you type.' : undefined}
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
      {editing ? (
        <EditTable
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
    {
      id: 'sku',
      header: 'SKU',
      value: line => line.skuCode,
      text: line => `${line.skuCode} ${line.skuName}`,
      cell: line => (
        <>
          <b>{line.skuCode}</b>{' '}
          <Text span c="dimmed" size="sm">
            {line.skuName}
          </Text>
        </>
      ),
    },
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
      cell: line => format.money(line.unitCost, order.currency, 4),
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
    ...(received
      ? [
          {
            id: 'received',
            header: 'Received',
            value: (line: OrderLine) => line.receivedQuantity,
            cell: (line: OrderLine) => (
              <Tooltip
                disabled={line.receipts.length === 0}
                label={line.receipts
                  .map(
                    receipt =>
                      `${format.quantity(receipt.quantity, line.unit, 3)} on ${format.day(receipt.receivedOn)}, ${receipt.by}`,
                  )
                  .join('; ')}
              >
                <span>{format.quantity(line.receivedQuantity, line.unit, 3)}</span>
              </Tooltip>
            ),
            numeric: true,
            width: 130,
          },
        ]
      : []),
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

interface EditTableProps {
  readonly order: Order;
  readonly total: string;
  readonly removed: ReadonlySet<string>;
  readonly problems: ReadonlyMap<string, string>;
  readonly quantityOf: (line: OrderLine) => string;
  readonly onQuantity: (line: OrderLine, quantity: string) => void;
  readonly onToggle: (line: OrderLine) => void;
}

function EditTable({ order, total, removed, problems, quantityOf, onQuantity, onToggle }: EditTableProps) {
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing="xs" horizontalSpacing="md" className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>SKU</Table.Th>
            <Table.Th>Warehouse</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">Unit cost</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th aria-label="Remove" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.lines.map(line => {
            const quantity = quantityOf(line);
            const gone = removed.has(line.id);
            return (
              <Table.Tr key={line.id} {...(gone && { td: 'line-through', c: 'dimmed' })}>
                <Table.Td>
                  <b>{line.skuCode}</b>
                  <Text size="xs" c="dimmed">
                    {line.skuName}
                  </Text>
                </Table.Td>
                <Table.Td>{line.warehouse}</Table.Td>
                <Table.Td ta="right">
                  {gone ? (
                    'removed'
                  ) : (
                    <NumberInput
                      aria-label={`Quantity of ${line.skuCode} for ${line.warehouse}, ${line.unit}`}
                      w={150}
                      ml="auto"
                      min={0}
                      step={Number(line.orderMultiple ?? 1)}
                      decimalScale={3}
                      value={quantity}
                      onChange={value => onQuantity(line, String(value))}
                      error={problems.get(line.id)}
                      suffix={` ${line.unit}`}
                    />
                  )}
                  {line.minimumOrderQuantity && (
                    <Text size="xs" c="dimmed">
                      {`at least ${format.quantity(line.minimumOrderQuantity, undefined, 3)}, multiples of ${format.quantity(line.orderMultiple, undefined, 3)}`}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right">{format.money(line.unitCost, order.currency, 4)}</Table.Td>
                <Table.Td ta="right">
                  {format.money(gone ? '0.00' : lineTotal(quantity || '0', line.unitCost), order.currency)}
                </Table.Td>
                <Table.Td>
                  <Tooltip label={gone ? 'Keep this line' : 'Remove this line'}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${gone ? 'Keep' : 'Remove'} ${line.skuCode} for ${line.warehouse}`}
                      onClick={() => onToggle(line)}
                    >
                      {gone ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
                    </ActionIcon>
                  </Tooltip>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={4}>Total</Table.Th>
            <Table.Th ta="right">{format.money(total, order.currency)}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

function problemOf(line: OrderLine, quantity: string): [string, string][] {
  if (!/^\d{1,11}(\.\d{1,3})?$/.test(quantity)) return [[line.id, 'Enter a quantity']];
  if (line.minimumOrderQuantity === null || line.orderMultiple === null) return [];
  const { minimumOrderQuantity, orderMultiple } = line;
  const nearest = nearestOrderable(quantity, { minimumOrderQuantity, orderMultiple });
  return nearest.length > 0 ? [[line.id, `Use ${nearest.join(' or ')}`]] : [];
}
