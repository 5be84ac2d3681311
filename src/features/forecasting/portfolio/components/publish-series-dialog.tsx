import { Alert, Stack, Text } from '@mantine/core';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { useFormat } from '../../../../client/session.ts';

interface PublishSeriesDialogProps {
  /** Series that can be published, and those among them that do worse than seasonal naive. */
  readonly count: number;
  readonly negative: number;
  readonly onClose: () => void;
  readonly onPublish: (reason: string | undefined) => Promise<unknown>;
}

/** Says what will be published, and asks for the reason that doubtful forecasts need. */
export function PublishSeriesDialog({ count, negative, onClose, onPublish }: PublishSeriesDialogProps) {
  const format = useFormat();
  return (
    <ReasonDialog
      onClose={onClose}
      title="Use in the order plan"
      confirmLabel="Publish"
      closeLabel="Not now"
      failedTitle="Not published"
      reasonLabel="Reason (optional)"
      minimumLength={5}
      withoutReason="Without one, forecasts that do worse than seasonal naive or rest on too few or poor sales are left out."
      onConfirm={reason => onPublish(reason || undefined)}
    >
      <Stack gap="sm">
        <Text>
          {format.quantity(count)} {count === 1 ? 'forecast becomes the one' : 'forecasts become those'} that orders are
          planned on, reconciled with forecasts of their channels and sums, each as a new version. Earlier versions
          stay.
        </Text>
        {negative > 0 && (
          <Alert color="yellow" title={`${format.quantity(negative)} of them do worse than seasonal naive`}>
            Their forecast value added is negative.
          </Alert>
        )}
      </Stack>
    </ReasonDialog>
  );
}
