import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog, type FormDialogProps } from './form-dialog.tsx';

const keep = 'Keep as it is';

export type ConfirmDialogProps = Omit<FormDialogProps, 'check' | 'typed'>;

/** Asks before something that is hard to take back: what will happen, and whether it can be undone. */
export function ConfirmDialog({ children, ...dialog }: ConfirmDialogProps) {
  return (
    <FormDialog closeLabel={keep} {...dialog}>
      <Text component="div">{children}</Text>
    </FormDialog>
  );
}

export interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'onConfirm'> {
  /** e.g. "Why do you override the forecast?" */
  readonly reasonLabel: string;
  /** Shortest reason accepted, in characters. Default 10. */
  readonly minimumLength?: number;
  /** What happens without a reason, where it goes without one. */
  readonly withoutReason?: string | undefined;
  /** @param reason  '' where it goes without one and none is given */
  readonly onConfirm: (reason: string) => Promise<unknown>;
}

/** Asks for the reason that the audit trail will keep. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    reasonLabel,
    minimumLength = 10,
    withoutReason,
    ready = true,
    children,
    onClose,
    onConfirm,
    ...dialog
  } = props;
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const optional = withoutReason !== undefined;
  return (
    <FormDialog
      closeLabel={keep}
      {...dialog}
      ready={ready && (given.length >= minimumLength || (optional && given === ''))}
      onClose={() => {
        setReason('');
        onClose();
      }}
      onConfirm={() => onConfirm(given)}
    >
      <Text component="div">{children}</Text>
      <Textarea
        data-autofocus
        required={!optional}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={500}
        label={reasonLabel}
        description={`${optional ? `${withoutReason} ` : ''}At least ${minimumLength} characters. Kept in the audit trail.`}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
