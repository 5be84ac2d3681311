import { Anchor, Group, Text, Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import type { Column } from '../../../../client/components/data-table-column.ts';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import type { Format } from '../../../../client/format.ts';
import type { SeriesRow } from '../use-series.ts';

/** Columns of the portfolio; their ids are the orders that the server knows. */
export function seriesColumns(format: Format, linkOf: (row: SeriesRow) => string): Column<SeriesRow>[] {
  return [
    {
      id: 'sku',
      header: 'SKU',
      value: row => row.skuName,
      cell: row => (
        <Group gap={6} wrap="nowrap">
          <Anchor component={Link} to={linkOf(row)} inherit>
            {row.skuName}
          </Anchor>
          <Text span size="xs" c="dimmed">
            {row.skuCode}
          </Text>
        </Group>
      ),
      width: 200,
    },
    { id: 'warehouse', header: 'Warehouse', value: row => row.warehouseCode, width: 95 },
    {
      id: 'attention',
      header: 'Expected error',
      value: row => row.attentionGbp,
      cell: row => format.money(row.attentionGbp, 'GBP', 0),
      numeric: true,
      width: 135,
    },
    {
      id: 'value',
      header: 'Value',
      value: row => row.valueGbp,
      cell: row => format.money(row.valueGbp, 'GBP', 0),
      numeric: true,
      width: 105,
    },
    {
      id: 'wape',
      header: 'WAPE',
      value: row => row.wape,
      cell: row => format.percent(row.wape),
      numeric: true,
      width: 80,
    },
    {
      id: 'mase',
      header: 'MASE',
      value: row => row.mase,
      cell: row => format.decimal(row.mase),
      numeric: true,
      width: 75,
    },
    {
      id: 'bias',
      header: 'Bias',
      value: row => row.bias,
      cell: row => format.percentChange(row.bias),
      numeric: true,
      width: 85,
    },
    {
      id: 'forecastValueAdded',
      header: 'FVA',
      value: row => row.forecastValueAdded,
      cell: row => <ValueAdded value={row.forecastValueAdded} format={format} />,
      numeric: true,
      width: 95,
    },
    {
      id: 'units',
      header: 'Units ahead',
      value: row => row.units,
      cell: row => format.quantity(row.units),
      numeric: true,
      width: 105,
    },
    {
      id: 'state',
      header: 'State',
      value: row => row.warnings.length,
      cell: row => <State row={row} />,
      sortable: false,
      width: 150,
    },
    {
      id: 'model',
      header: 'Model weights',
      value: row => row.description,
      cell: row =>
        row.description && (
          <Tooltip label={row.description} multiline maw={360}>
            <span>{row.description}</span>
          </Tooltip>
        ),
      sortable: false,
      width: 220,
    },
  ];
}

function ValueAdded({ value, format }: { readonly value: number | null; readonly format: Format }) {
  const text = format.percentChange(value).replace('%', ' pp');
  if (value === null || value >= 0) return text;
  return (
    <Text span inherit c="red">
      {text}
    </Text>
  );
}

/** The most telling state of a series; the rest is in its tooltip. */
function State({ row }: { readonly row: SeriesRow }) {
  if (row.failureReason) return <Told label={row.failureReason} tone="bad" text="No forecast" />;
  if (row.classAverage) return <Told label={row.warnings.join(' ')} tone="warning" text="New: class average" />;
  if (row.warnings.length > 0) {
    const words = row.warnings.length === 1 ? '1 warning' : `${row.warnings.length} warnings`;
    return <Told label={row.warnings.join(' ')} tone="warning" text={row.published ? `Published, ${words}` : words} />;
  }
  return row.published ? (
    <StatusBadge tone="good">Published</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">To publish</StatusBadge>
  );
}

function Told({
  label,
  tone,
  text,
}: {
  readonly label: string;
  readonly tone: 'bad' | 'warning';
  readonly text: string;
}) {
  return (
    <Tooltip label={label} multiline maw={360}>
      <span>
        <StatusBadge tone={tone}>{text}</StatusBadge>
      </span>
    </Tooltip>
  );
}
