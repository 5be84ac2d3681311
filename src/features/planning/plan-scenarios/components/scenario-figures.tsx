import { Table, Text } from '@mantine/core';
import type { ScenarioFigures as Figures } from '../../../../../shared/planning/price-scenario.ts';
import { useFormat } from '../../../../client/session.ts';
import type { PricedScenario } from '../use-plan-scenarios.ts';

interface ScenarioFiguresProps {
  readonly scenarios: readonly PricedScenario[];
  readonly baseline: PricedScenario;
  readonly boundMinor: number | null;
}

interface FigureRow {
  readonly label: string;
  readonly of: (figures: Figures) => number;
  readonly kind: 'money' | 'share' | 'count';
  readonly strong?: boolean;
}

const peak = (weeks: readonly number[]) => Math.max(0, ...weeks);
const average = (weeks: readonly number[]) => weeks.reduce((sum, minor) => sum + minor, 0) / Math.max(1, weeks.length);

const rows: readonly FigureRow[] = [
  { label: 'Cost of the plan', kind: 'money', strong: true, of: figures => figures.totals.objectiveMinor },
  { label: 'Ordering', kind: 'money', of: figures => figures.totals.orderCostMinor },
  { label: 'Holding', kind: 'money', of: figures => figures.totals.holdingCostMinor },
  { label: 'Transfers', kind: 'money', of: figures => figures.totals.transferCostMinor },
  { label: 'Shortage', kind: 'money', of: figures => figures.totals.shortageCostMinor },
  { label: 'Price above the cheapest', kind: 'money', of: figures => figures.premiumMinor },
  { label: 'Demand served', kind: 'share', strong: true, of: figures => figures.totals.expectedFillRate },
  { label: 'Cash for orders now', kind: 'money', strong: true, of: figures => figures.totals.orderNowMinor },
  { label: 'Highest cash of a week', kind: 'money', of: figures => peak(figures.cashByWeekMinor) },
  { label: 'Cash for all orders', kind: 'money', of: figures => figures.totals.purchaseMinor },
  { label: 'Average stock at cost', kind: 'money', strong: true, of: figures => average(figures.stockByWeekMinor) },
  { label: 'Most stock at cost', kind: 'money', of: figures => peak(figures.stockByWeekMinor) },
  { label: 'Orders', kind: 'count', of: figures => figures.orderCount },
  { label: 'Units ordered', kind: 'count', of: figures => figures.unitsOrdered },
  { label: 'Limits broken', kind: 'count', of: figures => figures.breaches.length },
];

/** Cost by component, service, cash, stock and orders of each scenario, with the difference from one of them. */
export function ScenarioFigures({ scenarios, baseline, boundMinor }: ScenarioFiguresProps) {
  const format = useFormat();
  const valueText = (kind: FigureRow['kind'], value: number) =>
    kind === 'money'
      ? format.money(value / 100, 'GBP', 0)
      : kind === 'share'
        ? format.percent(value, 2)
        : format.quantity(value);
  const changeText = (kind: FigureRow['kind'], change: number) =>
    kind === 'money'
      ? format.moneyChange(change / 100, 'GBP')
      : kind === 'share'
        ? format.percentChange(change, 2)
        : `${change > 0 ? '+' : ''}${format.quantity(change)}`;
  return (
    <div>
      <Table.ScrollContainer minWidth={180 + 150 * scenarios.length}>
        <Table verticalSpacing={6} className="tabular" aria-label="Scenarios side by side">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Over the plan’s weeks</Table.Th>
              {scenarios.map(scenario => (
                <Table.Th key={scenario.id} ta="right">
                  {scenario.label}
                  <Text size="xs" c="dimmed" fw={400}>
                    {noteOf(scenario, baseline, format)}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ label, of, kind, strong }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={strong ? 600 : 400} pl={strong ? 'xs' : 'xl'}>
                  {label}
                </Table.Th>
                {scenarios.map(({ id, figures }) => {
                  const change = of(figures) - of(baseline.figures);
                  return (
                    <Table.Td key={id} ta="right" fw={strong ? 600 : 400}>
                      {valueText(kind, of(figures))}
                      {id !== baseline.id && (
                        <Text size="xs" c="dimmed" fw={400}>
                          {Math.abs(change) < 1e-9 ? 'the same' : changeText(kind, change)}
                        </Text>
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {boundMinor !== null && (
        <Text size="xs" c="dimmed" px="md" pt="xs">
          No plan that keeps every limit can cost less than {format.money(boundMinor / 100, 'GBP', 0)}. Every scenario
          is priced by the same measure from the same inputs; one that breaks limits may cost less.
        </Text>
      )}
    </div>
  );
}

function noteOf(scenario: PricedScenario, baseline: PricedScenario, format: ReturnType<typeof useFormat>): string {
  if (scenario.id === baseline.id) return 'differences against this';
  if (scenario.kind === 'no-orders') return 'nothing more is ordered';
  if (scenario.kind === 'policy') return 'line by line, not optimised';
  return `${scenario.madeBy}, ${format.instant(scenario.madeAt)}`;
}
