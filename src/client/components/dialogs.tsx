import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { errorMessageOf } from '../error-message.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** A verb, e.g. "Undo import". */
  readonly confirmLabel: string;
  readonly danger?: boolean;
}

export interface ConfirmDialogProps extends DialogProps {
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before something that is hard to take back. Stays open while the promise runs and shows the words when it fails. */
export function ConfirmDialog({ onConfirm, ...dialog }: ConfirmDialogProps) {
  return <ActionDialog {...dialog} ready run={onConfirm} />;
}

export interface ReasonDialogProps extends DialogProps {
  /** e.g. "Why do you override the forecast?" */
  readonly reasonLabel: string;
  /** Shortest reason accepted, in characters. Default 10. */
  readonly minimumLength?: number;
  readonly onConfirm: (reason: string) => Promise<unknown>;
}

/** Asks for the reason that the audit trail will keep. Otherwise as `ConfirmDialog`. */
export function ReasonDialog({ onConfirm, reasonLabel, minimumLength = 10, children, ...dialog }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const length = reason.trim().length;
  const close = () => {
    setReason('');
    dialog.onClose();
  };
  return (
    <ActionDialog {...dialog} onClose={close} ready={length >= minimumLength} run={() => onConfirm(reason.trim())}>
      {children}
      <Textarea
        data-autofocus
        required
        autosize
        minRows={3}
        maxRows={8}
        label={reasonLabel}
        description={`At least ${minimumLength} characters. Kept in the audit trail.`}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}

interface ActionDialogProps extends DialogProps {
  readonly ready: boolean;
  readonly run: () => Promise<unknown>;
}

function ActionDialog({ opened, onClose, title, children, confirmLabel, danger, ready, run }: ActionDialogProps) {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const confirm = async () => {
    setRunning(true);
    setError(null);
    try {
      await run();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  const failure = error ? errorMessageOf(error) : undefined;
  return (
    <Modal opened={opened} onClose={close} title={title} closeOnEscape={!running} closeOnClickOutside={!running}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (ready && !running) void confirm();
        }}
      >
        <Stack gap="sm">
          <Text component="div">{children}</Text>
          {failure && (
            <Alert color="red" role="alert" title="Not done">
              {failure.text}
              {failure.referenceId && ` Reference ${failure.referenceId}.`}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs" mt={4}>
            <Button variant="default" onClick={close} disabled={running}>
              Keep as it is
            </Button>
            <Button type="submit" {...(danger && { color: 'red' })} loading={running} disabled={!ready}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
