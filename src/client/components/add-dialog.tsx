import { Alert, Button, type ButtonProps, Group, Modal, Stack } from '@mantine/core';
import type { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { errorMessageOf } from '../error-message.ts';
import { notifyDone } from '../notify.ts';

interface AddDialogProps<Values extends Record<string, unknown>> {
  /** On the button that opens it, as its title and on the button that sends it, e.g. "Add supplier". */
  readonly label: string;
  readonly form: Pick<ReturnType<typeof useForm<Values>>, 'onSubmit' | 'reset'>;
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
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const close = () => {
    setId(null);
    setRefusal(null);
    form.reset();
  };
  const submit = form.onSubmit(async values => {
    if (id === null) return;
    setSaving(true);
    try {
      await onAdd(values, id);
      notifyDone(done(values));
      close();
    } catch (error) {
      setRefusal(errorMessageOf(error).text);
    } finally {
      setSaving(false);
    }
  });
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
      <Modal opened={id !== null} onClose={close} title={label} size={size}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            {children}
            {refusal && (
              <Alert color="red" role="alert" title="Nothing was added">
                {refusal}
              </Alert>
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={saving}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
