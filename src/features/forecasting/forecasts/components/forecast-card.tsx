import { Button, Menu, SegmentedControl, Text } from '@mantine/core';
import { IconDownload, IconFlag } from '@tabler/icons-react';
import { useRef } from 'react';
import { addDays } from '../../../../../shared/business-day.ts';
import { type Evaluation, type ForecasterId, forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { toCsv } from '../../../../../shared/csv.ts';
import { addPeriods } from '../../../../../shared/periods.ts';
import { download } from '../../../../client/components/download.ts';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { eventMarkers } from '../../demand-events/components/event-markers.ts';
import { type DemandEvent, useHolidays } from '../../demand-events/use-demand-events.ts';
import type { RunSummary } from '../service.ts';
import { chartPicture } from './chart-picture.ts';
import { Decomposition } from './decomposition.tsx';
import { backtestChartData, forecastChartData, forecastTable } from './forecast-chart-data.ts';
import { type History, HistorySources } from './history-sources.tsx';
import { shortName } from './leaderboard.tsx';
import { periodWords } from './period-words.ts';

interface ForecastCardProps {
  readonly selection: Selection | undefined;
  readonly history: History;
  /** Periods of history on the chart; undefined means all. */
  readonly shownPeriods: number | undefined;
  readonly run: RunSummary | null;
  readonly evaluations: readonly Evaluation[];
  /** What planners know about this demand. */
  readonly events: readonly DemandEvent[];
  readonly onEvents: () => void;
  readonly selectedId: ForecasterId | undefined;
}

const views = [
  { value: 'forecast', label: 'Forecast' },
  { value: 'backtest', label: 'Back-test' },
  { value: 'parts', label: 'Decomposition' },
];

/** History and what each model says of the periods ahead; the selected model's back-test and its parts. */
export function ForecastCard({
  selection,
  history,
  shownPeriods,
  run,
  evaluations,
  events,
  onEvents,
  selectedId,
}: ForecastCardProps) {
  const format = useFormat();
  const [view, setView] = useUrlState('view', 'forecast');
  const card = useRef<HTMLDivElement>(null);
  const selected = evaluations.find(evaluation => evaluation.forecasterId === selectedId);
  const { one, many } = periodWords[history.period];
  const unit = `${history.unitOfMeasure ? `${history.unitOfMeasure}s` : 'units'} per ${one}`;
  const fileName = `forecast ${history.description}`.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();

  const chart = forecastChartData(history, shownPeriods, run ?? undefined, evaluations, selectedId);

  const [firstDay, lastDay] = [chart.days[0], chart.days.at(-1)];
  const holidays = useHolidays(selection, firstDay, lastDay && addDays(addPeriods(lastDay, 1, history.period), -1));

  const exportCsv = () => {
    if (!run) return;
    const { header, rows } = forecastTable(history, run, evaluations);
    download(`${fileName}.csv`, toCsv(header, rows), 'text/csv;charset=utf-8');
  };
  const exportPicture = async () => {
    try {
      const title = `${history.description} · ${unit}`;
      if (card.current) download(`${fileName}.png`, await chartPicture(card.current, title), 'image/png');
    } catch (error) {
      notifyFailed('No picture was made', error);
    }
  };

  return (
    <SectionCard
      title={history.description}
      asOf={history.until}
      description={
        !selected || view !== 'forecast'
          ? unit
          : `Bands: 80% and 95% of ${forecasterNames[selected.forecasterId]}, calibrated on its back-test`
      }
      actions={
        <>
          <Button variant="default" leftSection={<IconFlag size={14} />} onClick={onEvents}>
            {events.length > 0 ? `Events (${events.length})` : 'Events'}
          </Button>
          <SegmentedControl aria-label="View" data={views} value={view} onChange={setView} />
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={14} />}>
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={exportCsv} disabled={evaluations.length === 0}>
                Forecasts as CSV
              </Menu.Item>
              <Menu.Item onClick={() => void exportPicture()}>Chart as PNG</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <div ref={card}>
        {view === 'forecast' ? (
          <TimeSeriesChart
            key="forecast"
            label={`Sales and forecasts of ${history.description}`}
            unit={unit}
            {...chart}
            markers={[
              ...chart.markers,
              ...eventMarkers(events, holidays.data ?? [], chart.days, { day: 1, week: 7, month: 31 }[history.period]),
            ]}
            today={history.until}
            height={340}
          />
        ) : !run || !selected ? (
          <EmptyState
            title="No model is selected"
            description="Compare models, then choose one on the leaderboard to see how it did in the past and what it is made of."
          />
        ) : view === 'backtest' ? (
          selected.backtest.length > 0 ? (
            <>
              <TimeSeriesChart
                key={`backtest ${selected.forecasterId}`}
                label={`Back-test of ${forecasterNames[selected.forecasterId]}`}
                unit={unit}
                {...backtestChartData(history, run, selected)}
                height={340}
              />
              <Text size="xs" c="dimmed" mt={6}>
                What {forecasterNames[selected.forecasterId]} said at each origin, knowing only the {many} before it:
                WAPE {format.percent(selected.accuracy.wape)} over {selected.accuracy.points} {many}.
              </Text>
            </>
          ) : (
            <EmptyState
              title="The history is too short for a back-test"
              description={`${forecasterNames[selected.forecasterId]} needs more ${many} before the first origin. Choose fewer folds or a shorter horizon.`}
            />
          )
        ) : (
          <Decomposition evaluation={selected} run={run} unit={unit} name={shortName(selected.forecasterId)} />
        )}
      </div>
      <HistorySources history={history} />
    </SectionCard>
  );
}
