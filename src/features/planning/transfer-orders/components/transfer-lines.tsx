import { Decimal } from 'decimal.js';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { receivedColumn, skuColumn } from '../../../../client/components/line-columns.tsx';
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
    skuColumn(),
    figure('quantity', 'To move', line => line.quantity),
    ...(draft ? [figure('onHand', 'On hand at source', line => line.onHandAtSource, 160)] : []),
    ...(order.dispatchedOn !== null
      ? [figure('dispatched', 'Dispatched', line => line.dispatchedQuantity), receivedColumn<TransferLine>(format)]
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
