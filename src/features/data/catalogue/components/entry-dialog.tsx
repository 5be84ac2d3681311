import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { trpc } from '../../../../client/trpc.ts';
import { CatalogueEntry, type EntryKind } from '../schema.ts';
import {
  type Catalogue,
  choicesOf,
  type Entry,
  entryValues,
  fieldHints,
  fieldLabels,
  isRequired,
  kinds,
} from './entry-fields.ts';

interface EntryDialogProps {
  readonly kind: EntryKind;
  readonly catalogue: Catalogue;
  /** The entry to change; a fresh id and empty words to add one. */
  readonly entry: Entry;
  readonly isNew: boolean;
  readonly onClose: () => void;
}

/** Adds or changes one entry. What was typed stays when saving fails. */
export function EntryDialog({ kind, catalogue, entry, isNew, onClose }: EntryDialogProps) {
  const { one, fields } = kinds[kind];
  const entryOf = (typed: Record<string, string>) => ({ kind, id: entry.id, ...entryValues(fields, typed) });
  const form = useForm<Record<string, string>>({
    initialValues: {
      code: entry.code,
      name: entry.name,
      ...Object.fromEntries(fields.map(field => [field, String(entry[field] ?? '')])),
    },
    validate: values => {
      const parsed = CatalogueEntry.safeParse(entryOf(values));
      return parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(issue => [String(issue.path[0]), issue.message]));
    },
  });
  const save = useMutation(
    trpc.catalogue.save.mutationOptions({
      onSuccess: (_, saved) => {
        notifyDone(`${saved.name} ${isNew ? 'added' : 'changed'}`);
        onClose();
      },
    }),
  );
  const failure = save.error && errorMessageOf(save.error);
  return (
    <Modal opened onClose={onClose} title={`${isNew ? 'Add' : 'Change'} ${one}`} closeOnClickOutside={!form.isDirty()}>
      <form onSubmit={form.onSubmit(values => save.mutate(CatalogueEntry.parse(entryOf(values))))}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            required
            label="Code"
            description="Short, unique; files name it by this"
            {...form.getInputProps('code')}
          />
          <TextInput required label="Name" {...form.getInputProps('name')} />
          {fields.map(field => {
            const choices = choicesOf(catalogue, field);
            const shared = {
              required: isRequired(field),
              label: fieldLabels[field],
              description: fieldHints[field],
              ...form.getInputProps(field),
            };
            return choices ? (
              <Select
                key={field}
                {...shared}
                searchable
                data={choices.map(choice => ({ value: choice.id, label: `${choice.name} (${choice.code})` }))}
                nothingFoundMessage="Nothing here yet: add one first"
              />
            ) : (
              <TextInput key={field} {...shared} />
            );
          })}
          {failure && (
            <Alert color="red" role="alert" title="Not saved">
              {failure.text}
              {failure.referenceId && ` Reference ${failure.referenceId}.`}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={save.isPending}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {isNew ? `Add ${one}` : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
