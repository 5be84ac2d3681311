import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { useFormat } from '../../../../client/session.ts';

interface PublishSeriesDialogProps {
  /** Series that can be published, and those among them that do worse than seasonal naive. */
  readonly count: number;
  readonly negative: number;
  readonly onClose: () => void;
  readonly onPublish: (reason: string | undefined) => Promise<unknown>;
}

const shortestReason = 5;

/** Says what will be published, and asks for the reason that doubtful forecasts need. */
export function PublishSeriesDialog({ count, negative, onClose, onPublish }: PublishSeriesDialogProps) {
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [publishing, setPublishing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const given = reason.trim();
  const ready = given === '' || given.length >= shortestReason;

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
  return (
    <Modal opened onClose={onClose} title="Use in the order plan" closeOnEscape={!publishing}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (ready && !publishing) void publish();
        }}
      >
        <Stack gap="sm">
          <Text>
            {format.quantity(count)} {count === 1 ? 'forecast becomes the one' : 'forecasts become those'} that orders
            are planned on, reconciled with forecasts of their channels and sums, each as a new version. Earlier
            versions stay.
          </Text>
          {negative > 0 && (
            <Alert color="yellow" title={`${format.quantity(negative)} of them do worse than seasonal naive`}>
              Their forecast value added is negative.
            </Alert>
          )}
          <Textarea
            label="Reason"
            description={`Without one, forecasts that do worse than seasonal naive or rest on too few or poor sales are left out. At least ${shortestReason} characters, kept with each forecast and in the audit trail.`}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          {error !== null && (
            <Alert color="red" role="alert" title="Not published">
              {errorMessageOf(error).text}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={publishing}>
              Not now
            </Button>
            <Button type="submit" loading={publishing} disabled={!ready}>
              Publish
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
