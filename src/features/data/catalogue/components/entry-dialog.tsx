import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
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
  const { mutateAsync: save } = useMutation(trpc.catalogue.save.mutationOptions());
  return (
    <FormDialog
      onClose={onClose}
      title={`${isNew ? 'Add' : 'Change'} ${one}`}
      confirmLabel={isNew ? `Add ${one}` : 'Save'}
      failedTitle="Not saved"
      typed={form.isDirty()}
      check={form.onSubmit}
      onConfirm={async () => {
        const parsed = CatalogueEntry.parse(entryOf(form.values));
        await save(parsed);
        notifyDone(`${parsed.name} ${isNew ? 'added' : 'changed'}`);
      }}
    >
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
    </FormDialog>
  );
}
