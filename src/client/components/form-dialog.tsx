import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react';
import { errorMessageOf } from '../error-message.ts';

export interface FormDialogProps {
  /** Absent where the dialog is only there while it is open. */
  readonly opened?: boolean;
  /** Nothing more to do: it was done, or the reader left. */
  readonly onClose: () => void;
  readonly title: string;
  readonly size?: 'md' | 'lg';
  /** The fields, and what they are for. */
  readonly children: ReactNode;
  /** A verb, e.g. "Undo import". */
  readonly confirmLabel: string;
  /** On the button that leaves everything as it was. Default "Cancel". */
  readonly closeLabel?: string;
  /** Heads the words of a refusal, e.g. "Nothing was booked". Default "Not done". */
  readonly failedTitle?: string;
  /** What a refusal says beyond its words. */
  readonly failureDetails?: (error: unknown) => ReactNode;
  readonly danger?: boolean;
  /** Whether there is enough to go on. Default true. */
  readonly ready?: boolean;
  /** Something was typed that a click beside the dialog must not lose. */
  readonly typed?: boolean;
  /** `form.onSubmit` of a Mantine form: its fields are checked first. */
  readonly check?: (run: () => void) => (event?: SyntheticEvent<HTMLFormElement>) => void;
  /** Rejects with the refusal. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks, then acts: stays open while the promise runs and, with all that was typed, shows the words when it fails. */
export function FormDialog(props: FormDialogProps) {
  const { opened = true, onClose, title, size = 'md', children, confirmLabel, danger, check } = props;
  const { closeLabel = 'Cancel', failedTitle = 'Not done', failureDetails, ready = true, typed, onConfirm } = props;
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const run = async () => {
    if (!ready || running) return;
    setRunning(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  // Whoever works without a pointer goes on where they were, also where the dialog is removed as it closes.
  useEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [opened]);
  const submit = check?.(() => void run());
  const failure = error ? errorMessageOf(error) : undefined;
  return (
    <Modal
      opened={opened}
      onClose={close}
      returnFocus={false}
      title={title}
      size={size}
      closeOnEscape={!running}
      closeOnClickOutside={!running && !typed}
    >
      <form
        noValidate={check !== undefined}
        onSubmit={event => {
          event.preventDefault();
          if (submit) submit(event);
          else void run();
        }}
      >
        <Stack gap="sm">
          {children}
          {failure && (
            <Alert color="red" role="alert" title={failedTitle}>
              {failure.text}
              {failure.referenceId && ` Reference ${failure.referenceId}.`}
              {failureDetails?.(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} disabled={running}>
              {closeLabel}
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
