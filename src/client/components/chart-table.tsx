import { useMemo } from 'react';
import { useFormat } from '../session.ts';
import { type Column, DataTable } from './data-table.tsx';
import type { ChartBand, ChartSeries } from './time-series-chart.tsx';

interface ChartTableProps {
  readonly label: string;
  readonly days: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly bands: readonly ChartBand[];
  readonly formatValue: (value: number) => string;
  readonly height: number;
}

interface PeriodRow {
  readonly index: number;
  readonly day: string;
}

/** The chart's figures as rows: one period a row, one column a series, and two for each band. */
export function ChartTable({ label, days, series, bands, formatValue, height }: ChartTableProps) {
  const format = useFormat();
  const rows = useMemo(() => days.map((day, index) => ({ index, day })), [days]);
  const figure = (id: string, header: string, values: readonly (number | null)[]): Column<PeriodRow> => ({
    id,
    header,
    numeric: true,
    width: 84 + 6 * header.length,
    value: row => values[row.index] ?? null,
    cell: row => {
      const value = values[row.index];
      return value === null || value === undefined ? '—' : formatValue(value);
    },
  });
  const columns: Column<PeriodRow>[] = [
    { id: 'day', header: 'Period from', value: row => row.day, cell: row => format.day(row.day), width: 120 },
    ...series.flatMap(one => [
      figure(one.id, one.label, one.values),
      ...bands
        .filter(band => band.seriesId === one.id)
        .flatMap(band => {
          const name = band.label ?? `${one.label} ${Math.round(band.coverage * 100)}%`;
          return [
            figure(`${one.id}-${name}-lower`, `${name} low`, band.lower),
            figure(`${one.id}-${name}-upper`, `${name} high`, band.upper),
          ];
        }),
    ]),
  ];
  const name = label.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return (
    <DataTable
      name={name}
      label={label}
      rows={rows}
      rowId={row => row.day}
      columns={columns}
      maxHeight={Math.max(240, height - 40)}
    />
  );
}
