import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { errorMessageOf } from '../../../client/error-message.ts';
import { useFormat } from '../../../client/session.ts';

interface PublishSeriesDialogProps {
  /** Series that can be published, and those among them that do worse than seasonal naive. */
  readonly count: number;
  readonly negative: number;
  readonly onClose: () => void;
  readonly onPublish: (reason: string | undefined) => Promise<unknown>;
}

const shortestReason = 5;

/** Says what will be published, and asks for the reason that series worse than seasonal naive need. */
export function PublishSeriesDialog({ count, negative, onClose, onPublish }: PublishSeriesDialogProps) {
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [publishing, setPublishing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const given = reason.trim();
  const published = given ? count : count - negative;
  const ready = published > 0 && (given === '' || given.length >= shortestReason);

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
            are planned on, each as a new version. Earlier versions stay.
          </Text>
          {negative > 0 && (
            <>
              <Alert color="yellow" title={`${format.quantity(negative)} of them do worse than seasonal naive`}>
                Their forecast value added is negative. Without a reason they are left out; with one it stays with each
                of them and in the audit trail.
              </Alert>
              <Textarea
                label="Why use them all the same?"
                description={`At least ${shortestReason} characters, or leave it empty to leave them out.`}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={500}
                value={reason}
                onChange={event => setReason(event.currentTarget.value)}
              />
            </>
          )}
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
              Publish {format.quantity(published)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
