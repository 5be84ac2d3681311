import { Text, Tooltip } from '@mantine/core';
import { Decimal } from 'decimal.js';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Transfer, TransferLine } from '../use-transfer.ts';

/** What moves, by SKU: asked for, gone, arrived, and what is on the way or never came. */
export function TransferLines({ order }: { readonly order: Transfer }) {
  const format = useFormat();
  const draft = order.status === 'DRAFT';
  const open = (line: TransferLine) => new Decimal(line.dispatchedQuantity).minus(line.receivedQuantity).toFixed();
  const figure = (
    id: string,
    header: string,
    quantityOf: (line: TransferLine) => string,
    width = 130,
  ): Column<TransferLine> => ({
    id,
    header,
    value: quantityOf,
    numeric: true,
    width,
    cell: line => format.quantity(quantityOf(line), line.unit, 3),
  });
  const columns: Column<TransferLine>[] = [
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
    figure('quantity', 'To move', line => line.quantity),
    ...(draft ? [figure('onHand', `On hand in ${order.fromWarehouse}`, line => line.onHandAtSource, 220)] : []),
    ...(order.dispatchedOn !== null
      ? [
          figure('dispatched', 'Dispatched', line => line.dispatchedQuantity),
          {
            ...figure('received', 'Received', line => line.receivedQuantity),
            cell: (line: TransferLine) => (
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
          },
        ]
      : []),
    ...(order.status === 'DISPATCHED' ? [figure('inTransit', 'In transit', open)] : []),
    ...(order.status === 'RECEIVED' && order.short !== '0' ? [figure('short', 'Short', open)] : []),
  ];
  return (
    <SectionCard title={`${order.lineCount} ${order.lineCount === 1 ? 'line' : 'lines'}`} flush>
      <DataTable
        name="transfer-lines"
        label={`Lines of ${order.number}`}
        rows={order.lines}
        rowId={line => line.id}
        columns={columns}
        toolbar={order.lines.length > 12}
      />
    </SectionCard>
  );
}
