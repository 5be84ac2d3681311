import { SegmentedControl, Stack } from '@mantine/core';
import { addDays } from '../../../../../shared/business-day.ts';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import type { PricedScenario } from '../use-plan-scenarios.ts';

interface ScenarioCashProps {
  readonly scenarios: readonly PricedScenario[];
  readonly planningDate: string;
}

/** Cash and stock of each scenario, week by week. */
export function ScenarioCash({ scenarios, planningDate }: ScenarioCashProps) {
  const format = useFormat();
  const [shown, setShown] = useUrlState('weeks', 'stock');
  const weeksOf = ({ figures }: PricedScenario) =>
    shown === 'cash' ? cumulated(figures.cashByWeekMinor) : figures.stockByWeekMinor;
  const weeks = scenarios[0]?.figures.cashByWeekMinor.length ?? 0;
  return (
    <Stack gap="xs" px="md">
      <SegmentedControl
        aria-label="What the chart shows"
        w="fit-content"
        value={shown}
        onChange={setShown}
        data={[
          { value: 'stock', label: 'Stock at cost' },
          { value: 'cash', label: 'Cash for orders, added up' },
        ]}
      />
      <TimeSeriesChart
        label={shown === 'cash' ? 'Cash for orders of each scenario' : 'Stock at cost of each scenario'}
        unit="pounds, by week"
        days={Array.from({ length: weeks }, (_, week) => addDays(planningDate, 7 * week))}
        height={220}
        formatValue={pounds => format.money(pounds, 'GBP', 0)}
        series={scenarios.map((scenario, index) => ({
          id: scenario.id,
          label: scenario.label,
          values: weeksOf(scenario).map(minor => minor / 100),
          color: (index % 8) + 1,
        }))}
      />
    </Stack>
  );
}

function cumulated(weeks: readonly number[]): number[] {
  let sum = 0;
  return weeks.map(minor => {
    sum += minor;
    return sum;
  });
}
