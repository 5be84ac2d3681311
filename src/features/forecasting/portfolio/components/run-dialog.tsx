import { Group, NumberInput, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { forecastLimits } from '../../../../../shared/contracts/forecast.ts';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { useSession } from '../../../../client/session.ts';
import type { ScheduleInput, StartRunInput } from '../schema.ts';

interface RunDialogProps {
  readonly schedule: ScheduleInput['schedule'];
  readonly onClose: () => void;
  readonly onStart: (request: StartRunInput) => Promise<unknown>;
  readonly onSchedule: (schedule: ScheduleInput['schedule']) => Promise<unknown>;
  /** What the dialog is for. */
  readonly purpose: 'start' | 'schedule';
}

/** Long enough for plans of 26 weeks; three origins measure without taking too much history. */
const usual = { horizonPeriods: 26, folds: 3, time: '02:00' };

/** What a run forecasts, and for the daily one when: starts it now or keeps the schedule. */
export function RunDialog({ schedule, purpose, onClose, onStart, onSchedule }: RunDialogProps) {
  const { timeZone } = useSession().workspace;
  // One for the dialog: sent again after a broken answer, it is the same run.
  const [runId] = useState(() => crypto.randomUUID());
  const [daily, setDaily] = useState(schedule !== null);
  const [time, setTime] = useState(schedule?.time ?? usual.time);
  const [horizonPeriods, setHorizonPeriods] = useState<number | string>(
    schedule?.horizonPeriods ?? usual.horizonPeriods,
  );
  const [folds, setFolds] = useState<number | string>(schedule?.folds ?? usual.folds);
  const scheduling = purpose === 'schedule';
  const known = Number(horizonPeriods) >= 1 && Number(folds) >= 1 && (!scheduling || !daily || time !== '');

  return (
    <FormDialog
      onClose={onClose}
      title={scheduling ? 'Daily run' : 'Forecast all series'}
      confirmLabel={scheduling ? 'Keep' : 'Forecast all'}
      closeLabel="Not now"
      ready={known}
      onConfirm={() => {
        const request = { horizonPeriods: Number(horizonPeriods), folds: Number(folds) };
        return scheduling ? onSchedule(daily ? { time, ...request } : null) : onStart({ runId, ...request });
      }}
    >
      {scheduling ? (
        <>
          <Switch
            label="Forecast all series every day"
            checked={daily}
            onChange={event => setDaily(event.currentTarget.checked)}
            data-autofocus
          />
          <TextInput
            type="time"
            label="At"
            description={`Local time of ${timeZone}. A run missed because nothing was running starts as soon as it can.`}
            value={time}
            onChange={event => setTime(event.currentTarget.value)}
            disabled={!daily}
          />
        </>
      ) : (
        <Text>
          Forecasts every SKU and warehouse that has sales, with the ensemble of models and its bands. Nothing is
          published by it.
        </Text>
      )}
      <Group grow>
        <NumberInput
          label="Weeks ahead"
          min={1}
          max={forecastLimits.horizonPeriods}
          clampBehavior="strict"
          value={horizonPeriods}
          onChange={setHorizonPeriods}
          disabled={scheduling && !daily}
        />
        <NumberInput
          label="Rolling origins"
          min={1}
          max={forecastLimits.folds}
          clampBehavior="strict"
          value={folds}
          onChange={setFolds}
          disabled={scheduling && !daily}
        />
      </Group>
    </FormDialog>
  );
}
