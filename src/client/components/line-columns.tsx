import { Text, Tooltip } from '@mantine/core';
import type { Format } from '../format.ts';
import type { Column } from './data-table-column.ts';

interface SkuLine {
  readonly skuCode: string;
  readonly skuName: string;
}

interface ReceivedLine {
  readonly unit: string;
  /** Decimal text, as are the quantities of the receipts. */
  readonly receivedQuantity: string;
  readonly receipts: readonly { readonly quantity: string; readonly receivedOn: string; readonly by: string }[];
}

/** The SKU of a document's line: its code, then its name. */
export function skuColumn<Line extends SkuLine>(): Column<Line> {
  return {
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
  };
}

/** What has arrived of a document's line; its tooltip lists the receipts. */
export function receivedColumn<Line extends ReceivedLine>(format: Format): Column<Line> {
  return {
    id: 'received',
    header: 'Received',
    value: line => line.receivedQuantity,
    numeric: true,
    width: 130,
    cell: ({ unit, receivedQuantity, receipts }) => (
      <Tooltip
        disabled={receipts.length === 0}
        label={receipts
          .map(
            ({ quantity, receivedOn, by }) =>
              `${format.quantity(quantity, unit, 3)} on ${format.day(receivedOn)}, ${by}`,
          )
          .join('; ')}
      >
        <span>{format.quantity(receivedQuantity, unit, 3)}</span>
      </Tooltip>
    ),
  };
}
