import { Alert, Button, Checkbox, Group, NumberInput, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { ForecasterId, forecasterNames, forecastLimits } from '../../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../../shared/contracts/series.ts';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';
import { useShortcut } from '../../../../client/keyboard.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { RunSettings, RunStatus } from '../schema.ts';
import type { Comparison, ComparisonRequest } from '../use-comparison.ts';
import classes from './comparison-controls.module.css';
import { HistoryTreatment } from './history-treatment.tsx';
import { periodWords } from './period-words.ts';

interface ComparisonControlsProps {
  /** Whether the history is here: before that there is nothing to compare on. */
  readonly historyKnown: boolean;
  /** What the history is summed by, and what it can be summed by. */
  readonly period: Period;
  readonly periods: readonly Period[];
  readonly onPeriod: (period: Period) => void;
  /** Whether periods without demand are common in the history. */
  readonly rareDemand: boolean;
  /** Periods of the history in which stock was missing. */
  readonly stockOuts: number;
  /** Periods of which reports are missing. */
  readonly unreported: number;
  readonly comparison: Comparison | null;
  readonly starting: boolean;
  readonly cancelling: boolean;
  /** Whether the sales are other ones than those the shown comparison saw. */
  readonly outdated: boolean;
  readonly onCompare: (request: ComparisonRequest) => void;
  readonly onCancel: () => void;
  readonly onResume: () => void;
}

export const runStatusWords: Record<RunStatus, { readonly tone: StatusTone; readonly text: string }> = {
  RUNNING: { tone: 'waiting', text: 'Running' },
  COMPLETED: { tone: 'good', text: 'Completed' },
  CANCELLED: { tone: 'neutral', text: 'Cancelled' },
  INTERRUPTED: { tone: 'warning', text: 'Interrupted' },
  FAILED: { tone: 'bad', text: 'Failed' },
};

/** What becomes of a forecast that is used in the order plan. */
const inOrderPlans: Record<Period, string> = {
  day: ' Orders are planned by weeks: days are added up to them.',
  week: '',
  month: ' Orders are planned by weeks: a month is shared out to them by days.',
};

/** How far ahead, how often tested, which models; then Compare, or the run's progress and Cancel. */
export function ComparisonControls(props: ComparisonControlsProps) {
  const { historyKnown, period, periods, onPeriod, rareDemand, stockOuts, unreported } = props;
  const { comparison, starting, cancelling, outdated, onCompare, onCancel, onResume } = props;
  const { many, horizons } = periodWords[period];
  const mayCompare = useHasRole('MANAGER');
  const [horizonOf, setHorizonOf] = useState<Partial<Record<Period, number>>>({});
  const horizonPeriods = horizonOf[period] ?? horizons[0];
  const setHorizonPeriods = (horizon: number) => setHorizonOf({ ...horizonOf, [period]: horizon });
  const [folds, setFolds] = useState(3);
  const [chosenIds, setChosenIds] = useState<ForecasterId[] | null>(null);
  const forecasterIds = chosenIds ?? ForecasterId.options.filter(id => rareDemand || id !== 'intermittent');
  const [settings, setSettings] = useState<RunSettings>({
    correctStockOuts: true,
    leaveOutUnreported: true,
    correctOutliers: true,
    saturation: null,
  });
  const { saturation } = settings;
  const running = comparison?.run?.status === 'RUNNING' || starting;
  const complete = forecasterIds.length > 0 && horizonPeriods > 0 && folds > 0;
  const possible = saturation === null || saturation.floor < saturation.capacity;
  const ready = mayCompare && historyKnown && !running && complete && possible;
  const compare = () => ready && onCompare({ period, horizonPeriods, folds, forecasterIds, settings });
  useShortcut('c', 'Compare models', compare, 'This screen', ready);

  return (
    <SectionCard
      title="Compare models"
      description={`Each model is tested on ${many} it has not seen, then forecasts the ${many} ahead.${
        inOrderPlans[period]
      }`}
    >
      <div className={classes.controls}>
        {periods.length > 1 && (
          <div>
            <Text size="xs" fw={500} mb={2} id="period-label">
              Sum by
            </Text>
            <SegmentedControl
              aria-labelledby="period-label"
              data={periods.map(value => ({ value, label: periodWords[value].choice }))}
              value={period}
              onChange={onPeriod}
            />
          </div>
        )}
        <div>
          <Text size="xs" fw={500} mb={2} id="horizon-label">
            Horizon, {many}
          </Text>
          <Group gap={6} wrap="nowrap">
            <SegmentedControl
              aria-labelledby="horizon-label"
              data={horizons.toSorted((a, b) => a - b).map(String)}
              value={String(horizonPeriods)}
              onChange={value => setHorizonPeriods(Number(value))}
            />
            <NumberInput
              aria-label={`Horizon, ${many}`}
              w={68}
              min={1}
              max={forecastLimits.horizonPeriods}
              allowDecimal={false}
              clampBehavior="strict"
              value={horizonPeriods}
              onChange={value => setHorizonPeriods(Number(value))}
            />
          </Group>
        </div>
        <Tooltip
          multiline
          w={260}
          label="Rolling origins: the model forecasts from this many points of the past, each one horizon further back, and is measured on what then happened."
        >
          <NumberInput
            label="Folds"
            w={72}
            min={1}
            max={forecastLimits.folds}
            allowDecimal={false}
            clampBehavior="strict"
            value={folds}
            onChange={value => setFolds(Number(value))}
          />
        </Tooltip>
        {mayCompare ? (
          <Tooltip label="Choose at least one model" disabled={forecasterIds.length > 0}>
            <Button
              className={classes.compare}
              leftSection={<IconPlayerPlay size={14} />}
              onClick={compare}
              loading={starting}
              disabled={!ready && !starting}
            >
              Compare
            </Button>
          </Tooltip>
        ) : (
          <Text size="xs" c="dimmed" className={classes.compare}>
            Comparing needs the role Manager.
          </Text>
        )}
      </div>
      <Checkbox.Group
        mt="sm"
        label="Models"
        description={
          historyKnown && !rareDemand
            ? 'Intermittent demand is meant for series with many periods without sales; this one has few.'
            : undefined
        }
        value={forecasterIds}
        onChange={ids => setChosenIds(ForecasterId.options.filter(id => ids.includes(id)))}
      >
        <div className={classes.models}>
          {ForecasterId.options.map(id => (
            <Checkbox key={id} value={id} label={forecasterNames[id]} />
          ))}
        </div>
      </Checkbox.Group>
      {mayCompare && (
        <HistoryTreatment
          settings={settings}
          onChange={setSettings}
          period={period}
          stockOuts={stockOuts}
          unreported={unreported}
        />
      )}
      {comparison && (
        <RunState
          comparison={comparison}
          running={running}
          cancelling={cancelling}
          outdated={outdated}
          mayCompare={mayCompare}
          onCancel={onCancel}
          onResume={onResume}
        />
      )}
    </SectionCard>
  );
}

interface RunStateProps extends Pick<ComparisonControlsProps, 'cancelling' | 'outdated' | 'onCancel' | 'onResume'> {
  readonly comparison: Comparison;
  readonly running: boolean;
  readonly mayCompare: boolean;
}

function RunState({ comparison, running, cancelling, outdated, mayCompare, onCancel, onResume }: RunStateProps) {
  const format = useFormat();
  const { run, rows, progress } = comparison;
  if (running) {
    const asked = run?.forecasterIds ?? [];
    const missing = asked.filter(id => !rows.some(row => row.forecasterId === id));
    const working = missing.filter(id => progress[id]).map(id => forecasterNames[id]);
    const done = rows.length + missing.reduce((sum, id) => sum + (progress[id]?.done ?? 0), 0);
    return (
      <div className={classes.state}>
        <ProgressPanel
          title={`Comparing ${asked.length || ''} models`}
          share={asked.length > 0 ? done / asked.length : null}
          detail={`${rows.length} of ${asked.length} have landed${working.length > 0 ? ` · working on ${working.join(', ')}` : ''}`}
          {...(mayCompare && run && { onCancel })}
          cancelling={cancelling}
        />
      </div>
    );
  }
  if (!run) return null;
  const words = runStatusWords[run.status];
  return (
    <Stack gap="xs" className={classes.state}>
      <Group gap="xs">
        <StatusBadge tone={words.tone}>{words.text}</StatusBadge>
        <Text size="xs" c="dimmed">
          {run.horizonPeriods} {periodWords[run.period].many} ahead · {run.folds} folds · on {run.historyPeriods}{' '}
          {periodWords[run.period].many} of sales · by {run.requestedBy.name}, {format.instant(run.createdAt)}
          {!run.settings.correctStockOuts && ' · stock-outs as sold'}
          {!run.settings.leaveOutUnreported && ' · no report read as no sale'}
          {!run.settings.correctOutliers && ' · outliers kept'}
          {run.settings.saturation &&
            ` · growth from ${format.quantity(run.settings.saturation.floor)} towards ${format.quantity(run.settings.saturation.capacity)} a ${periodWords[run.period].one}`}
        </Text>
      </Group>
      {run.status === 'INTERRUPTED' && (
        <Alert color="yellow" title="The server stopped before every model had landed">
          <Group justify="space-between" gap="xs">
            <span>
              {rows.length} of {run.forecasterIds.length} models are kept. Resuming computes only what is missing.
            </span>
            {mayCompare && (
              <Button variant="default" onClick={onResume}>
                Resume
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {outdated && (
        <Alert color="yellow" title="Sales have changed since this comparison">
          It saw the sales up to {format.day(run.historyStart)} + {run.historyPeriods} {periodWords[run.period].many} as
          they were on {format.instant(run.createdAt)}. Compare again before you plan on it.
        </Alert>
      )}
    </Stack>
  );
}
