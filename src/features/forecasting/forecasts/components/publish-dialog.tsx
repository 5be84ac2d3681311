import { Alert, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Evaluation, forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { ErrorState } from '../../../../client/components/error-state.tsx';
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

const codesShown = 12;

/** Says what "Use in order plan" will publish, and asks for the reason where the model does not beat seasonal naive. */
export function PublishDialog({ run, evaluation, description, heldBack, onClose, onPublish }: PublishDialogProps) {
  const format = useFormat();
  const preview = useQuery(trpc.forecasts.publishPreview.queryOptions({ runId: run.id }));
  const name = forecasterNames[evaluation.forecasterId];
  const valueAdded = evaluation.forecastValueAdded;
  const worse = valueAdded !== null && valueAdded < 0;
  const quality = preview.data?.quality;
  const poor = quality?.claim === 'none';
  const required = worse || heldBack || poor;
  const count = preview.data?.seriesCount ?? 0;
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Use ${name} in the order plan`}
      size="lg"
      confirmLabel={count > 0 ? `Publish ${count} ${count === 1 ? 'forecast' : 'forecasts'}` : 'Publish'}
      closeLabel="Not now"
      failedTitle="Not published"
      ready={preview.data !== undefined}
      reasonLabel={required ? 'Why use it all the same?' : 'Reason (optional)'}
      minimumLength={5}
      withoutReason={
        required
          ? undefined
          : 'Without one, series on which it does worse than seasonal naive are held back for you to decide.'
      }
      onConfirm={reason => onPublish(reason || undefined)}
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
            demand of its warehouse, reconciled with forecasts of its channels and sums, and published as a new version.
            Earlier versions stay.
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
            Its value added is {format.percentChange(valueAdded).replace('%', ' percentage points')} of WAPE. Publishing
            it needs a reason, which stays with the forecast and in the audit trail.
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
      </Stack>
    </ReasonDialog>
  );
}
