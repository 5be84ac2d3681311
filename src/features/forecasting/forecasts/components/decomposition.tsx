import { Stack } from '@mantine/core';
import type { Evaluation } from '../../../../../shared/contracts/forecast.ts';
import { addPeriods } from '../../../../../shared/periods.ts';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { type EvaluatedSpan, endOf, modelColor } from './forecast-chart-data.ts';

interface DecompositionProps {
  readonly evaluation: Evaluation;
  readonly run: EvaluatedSpan;
  readonly unit: string;
  readonly name: string;
}

/** One small chart for each part that the model knows, over history and horizon; the parts add up to its fit. */
export function Decomposition({ evaluation, run, unit, name }: DecompositionProps) {
  const { components, forecasterId } = evaluation;
  if (components.length === 0) {
    return (
      <EmptyState
        title={`${name} has no parts to show`}
        description="It does not split demand into trend and season. Models that do, such as ETS, show their parts here."
      />
    );
  }
  return (
    <Stack gap="md">
      {components.map(component => (
        <TimeSeriesChart
          key={`${forecasterId} ${component.name}`}
          label={`${component.name} of ${name}`}
          unit={unit}
          days={component.values.map((_, index) => addPeriods(run.historyStart, index, run.period))}
          series={[
            { id: component.name, label: component.name, values: component.values, color: modelColor(forecasterId) },
          ]}
          today={endOf(run)}
          height={150}
          fromZero={false}
        />
      ))}
    </Stack>
  );
}
