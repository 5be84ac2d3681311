import { Alert, Button, Code, Group, Modal, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Evaluation, forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { RunSummary } from '../service.ts';
import { periodWords } from './period-words.ts';

interface PublishDialogProps {
  readonly run: RunSummary;
  readonly evaluation: Evaluation;
  /** What the run forecast, e.g. "Red · UK · All channels". */
  readonly description: string;
  /** Whether a reason is asked for although the run itself needs none: some series were held back without one. */
  readonly heldBack: boolean;
  readonly onClose: () => void;
  readonly onPublish: (reason: string | undefined) => Promise<unknown>;
}

const shortestReason = 5;
const codesShown = 12;

/** Says what "Use in order plan" will publish, and asks for the reason where the model does not beat seasonal naive. */
export function PublishDialog({ run, evaluation, description, heldBack, onClose, onPublish }: PublishDialogProps) {
  const format = useFormat();
  const preview = useQuery(trpc.forecasts.publishPreview.queryOptions({ runId: run.id }));
  const [reason, setReason] = useState('');
  const [publishing, setPublishing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = forecasterNames[evaluation.forecasterId];
  const valueAdded = evaluation.forecastValueAdded;
  const worse = valueAdded !== null && valueAdded < 0;
  const quality = preview.data?.quality;
  const poor = quality?.claim === 'none';
  const required = worse || heldBack || poor;
  const given = reason.trim();
  const ready = preview.data !== undefined && (given ? given.length >= shortestReason : !required);

  const publish = async () => {
    setPublishing(true);
    setError(null);
    try {
      await onPublish(given || undefined);
      onClose();
    } catch (failure) {
      setError(failure);
      setPublishing(false);
    }
  };
  const failure = error ? errorMessageOf(error) : undefined;
  const count = preview.data?.seriesCount ?? 0;
  return (
    <Modal opened onClose={onClose} title={`Use ${name} in the order plan`} size="lg" closeOnEscape={!publishing}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (ready && !publishing) void publish();
        }}
      >
        <Stack gap="sm">
          {preview.error && !preview.data ? (
            <ErrorState error={preview.error} what="what would be published" onRetry={() => void preview.refetch()} />
          ) : !preview.data ? (
            <Skeleton height={64} />
          ) : (
            <Text component="div">
              Orders are planned for each SKU and warehouse. {name} will be fitted to{' '}
              <b>
                {count} {count === 1 ? 'series' : 'series of its own'}
              </b>{' '}
              under <b>{description}</b>, {run.horizonPeriods} {periodWords[run.period].many} ahead, each on the whole
              demand of its warehouse, reconciled with forecasts of its channels and sums, and published as a new
              version. Earlier versions stay.
              {run.period !== 'week' && ` It covers ${preview.data.weeks} whole weeks of an order plan.`}
              <Group gap={4} mt={8}>
                {preview.data.pairs.slice(0, codesShown).map(({ sku, warehouse }) => (
                  <Code key={`${sku} ${warehouse}`}>
                    {sku} @ {warehouse}
                  </Code>
                ))}
                {count > codesShown && (
                  <Text size="xs" c="dimmed">
                    and {count - codesShown} more
                  </Text>
                )}
              </Group>
            </Text>
          )}
          {worse && (
            <Alert color="red" title={`${name} does worse than seasonal naive here`}>
              Its value added is {format.percentChange(valueAdded).replace('%', ' percentage points')} of WAPE.
              Publishing it needs a reason, which stays with the forecast and in the audit trail.
            </Alert>
          )}
          {quality && quality.claim !== 'full' && (
            <Alert
              color={poor ? 'red' : 'yellow'}
              title={`Data quality ${quality.score} of 100: ${poor ? 'no accuracy can be claimed' : 'an indication only'}`}
            >
              Of the sales behind it {quality.reason} {poor && 'Publishing it needs a reason. '}
              <Link to="/data-quality">See what is missing</Link>
            </Alert>
          )}
          <Textarea
            label={required ? 'Why use it all the same?' : 'Reason (optional)'}
            description={
              required
                ? `At least ${shortestReason} characters.`
                : 'Without one, series on which it does worse than seasonal naive are held back for you to decide.'
            }
            required={required}
            data-autofocus={required || undefined}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          {failure && (
            <Alert color="red" role="alert" title="Not published">
              {failure.text}
              {failure.referenceId && ` Reference ${failure.referenceId}.`}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={publishing}>
              Not now
            </Button>
            <Button type="submit" loading={publishing} disabled={!ready} data-autofocus={!required || undefined}>
              Publish {count > 0 ? `${count} ${count === 1 ? 'forecast' : 'forecasts'}` : ''}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
