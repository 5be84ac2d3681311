import { Button, type ButtonProps } from '@mantine/core';
import type { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { notifyDone } from '../notify.ts';
import { FormDialog } from './form-dialog.tsx';

interface AddDialogProps<Values extends Record<string, unknown>> {
  /** On the button that opens it, as its title and on the button that sends it, e.g. "Add supplier". */
  readonly label: string;
  readonly form: Pick<ReturnType<typeof useForm<Values>>, 'onSubmit' | 'reset' | 'values'>;
  /** @param id  stays the same until it has been added, so that a repeated attempt adds one */
  readonly onAdd: (values: Values, id: string) => Promise<unknown>;
  /** Said once it is done. */
  readonly done: (values: Values) => string;
  readonly variant?: ButtonProps['variant'];
  readonly disabled?: boolean;
  readonly size?: 'md' | 'lg';
  /** The fields. */
  readonly children: ReactNode;
}

/** A button that opens a form for something new. A refusal is shown inside, with all that was typed still there. */
export function AddDialog<Values extends Record<string, unknown>>(props: AddDialogProps<Values>) {
  const { label, form, onAdd, done, variant = 'filled', disabled = false, size = 'md', children } = props;
  const [id, setId] = useState<string | null>(null);
  return (
    <>
      <Button
        variant={variant}
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={disabled}
        onClick={() => setId(crypto.randomUUID())}
      >
        {label}
      </Button>
      <FormDialog
        opened={id !== null}
        onClose={() => {
          setId(null);
          form.reset();
        }}
        title={label}
        size={size}
        check={form.onSubmit}
        confirmLabel={label}
        failedTitle="Nothing was added"
        onConfirm={async () => {
          if (id === null) return;
          await onAdd(form.values, id);
          notifyDone(done(form.values));
        }}
      >
        {children}
      </FormDialog>
    </>
  );
}
