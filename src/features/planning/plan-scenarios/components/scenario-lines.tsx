import { SegmentedControl, Stack, Text } from '@mantine/core';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import type { PlanScenarios, PricedScenario } from '../use-plan-scenarios.ts';

interface ScenarioLinesProps {
  readonly scenarios: readonly PricedScenario[];
  readonly baseline: PricedScenario;
  readonly lines: PlanScenarios['lines'];
}

interface LineRow {
  readonly index: number;
  readonly line: PlanScenarios['lines'][number];
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** One figure of a line in one scenario. */
const measures = {
  now: { label: 'Order now', of: (scenario: PricedScenario, index: number) => scenario.orders[index]?.[0] ?? 0 },
  all: { label: 'Orders in all', of: (scenario: PricedScenario, index: number) => sum(scenario.orders[index] ?? []) },
  served: {
    label: 'Demand served',
    of: (scenario: PricedScenario, index: number) => scenario.figures.lines[index]!.expectedFillRate,
  },
  stock: {
    label: 'Average stock',
    of: (scenario: PricedScenario, index: number) => {
      const { closing } = scenario.figures.lines[index]!;
      return sum(closing) / Math.max(1, closing.length);
    },
  },
};
type Measure = keyof typeof measures;

/** The same figure of every line in each scenario, with its difference; lines that differ come first. */
export function ScenarioLines({ scenarios, baseline, lines }: ScenarioLinesProps) {
  const format = useFormat();
  const [chosen, setChosen] = useUrlState('measure', 'now');
  const measure: Measure = chosen in measures ? (chosen as Measure) : 'now';
  const { of } = measures[measure];
  const text = (value: number) => (measure === 'served' ? format.percent(value) : format.quantity(value, undefined, 1));
  const changeText = (change: number) =>
    measure === 'served'
      ? format.percentChange(change)
      : `${change > 0 ? '+' : ''}${format.quantity(change, undefined, 1)}`;
  const spread = (index: number) =>
    Math.max(...scenarios.map(scenario => Math.abs(of(scenario, index) - of(baseline, index))));

  const columns: Column<LineRow>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: row => row.line.skuName,
      text: row => `${row.line.skuName} ${row.line.skuCode} ${row.line.warehouseName}`,
      width: 140,
    },
    { id: 'warehouse', header: 'Warehouse', value: row => row.line.warehouseName, width: 180 },
    ...scenarios.map(
      (scenario): Column<LineRow> => ({
        id: scenario.id,
        header: scenario.label,
        value: row => of(scenario, row.index),
        numeric: true,
        width: 150,
        cell: ({ index }) => {
          const change = of(scenario, index) - of(baseline, index);
          return (
            <>
              {text(of(scenario, index))}
              {Math.abs(change) > 1e-9 && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  ({changeText(change)})
                </Text>
              )}
            </>
          );
        },
      }),
    ),
    {
      id: 'difference',
      header: 'Most it differs',
      value: row => spread(row.index),
      numeric: true,
      width: 120,
      cell: row => text(spread(row.index)),
    },
  ];
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Figure of each line"
        mx="md"
        w="fit-content"
        maw="calc(100% - 2rem)"
        value={measure}
        onChange={setChosen}
        data={Object.entries(measures).map(([value, { label }]) => ({ value, label }))}
      />
      <DataTable
        name="scenario-lines"
        label="Lines of each scenario"
        rows={lines.map((line, index): LineRow => ({ index, line }))}
        rowId={row => row.line.id}
        columns={columns}
        initialSort={{ columnId: 'difference', descending: true }}
      />
    </Stack>
  );
}
