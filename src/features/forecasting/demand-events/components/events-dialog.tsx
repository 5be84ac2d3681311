import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../../client/components/data-table.tsx';
import { RowAction } from '../../../../client/components/row-action.tsx';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { EventKind, eventKindNames } from '../schema.ts';
import { type DemandEvent, type SaveEvent, useEventChanges } from '../use-demand-events.ts';

interface EventsDialogProps {
  readonly selection: Selection;
  /** In words, e.g. "Red · UK · All channels". */
  readonly description: string;
  readonly events: readonly DemandEvent[];
  /** First open week: what a new event begins with. */
  readonly today: string;
  readonly onClose: () => void;
}

/** What planners know about the demand of a selection: listed, added, changed and removed. */
export function EventsDialog({ selection, description, events, today, onClose }: EventsDialogProps) {
  const format = useFormat();
  const mayEdit = useHasRole('MANAGER');
  const { remove } = useEventChanges();
  const [opened, setOpened] = useState<DemandEvent | 'new' | null>(events.length === 0 && mayEdit ? 'new' : null);
  return (
    <Modal opened onClose={onClose} title={`Events: ${description}`} size="xl">
      <Stack gap="md">
        {events.length === 0 ? (
          <Text size="sm" c="dimmed">
            No event touches this selection yet. Promotions, price changes and listings won or lost explain what models
            cannot know; they are marked on the chart.
          </Text>
        ) : (
          <DataTable
            name="demand-events"
            label={`Events of ${description}`}
            rows={events}
            rowId={event => event.id}
            toolbar={false}
            maxHeight={300}
            columns={[
              { id: 'label', header: 'Event', value: event => event.label, width: 180 },
              { id: 'kind', header: 'Kind', value: event => eventKindNames[event.kind], width: 130 },
              {
                id: 'days',
                header: 'Days',
                value: event => event.firstDay,
                cell: event => daysOf(event, format),
                width: 190,
              },
              { id: 'scope', header: 'Where', value: event => event.description, width: 170 },
              { id: 'author', header: 'By', value: event => event.author, width: 110 },
              {
                id: 'change',
                header: '',
                value: () => null,
                sortable: false,
                cell: event =>
                  mayEdit && (
                    <Group gap={4} wrap="nowrap">
                      <Button variant="default" size="compact-xs" onClick={() => setOpened(event)}>
                        Edit
                      </Button>
                      <RowAction
                        label="Remove"
                        description={`Remove “${event.label}”`}
                        run={() => remove({ id: event.id, version: event.version })}
                        done={`“${event.label}” removed from the charts`}
                        failedTitle="The event was not removed"
                      />
                    </Group>
                  ),
                width: 150,
              },
            ]}
          />
        )}
        {opened ? (
          <EventForm
            key={opened === 'new' ? 'new' : opened.id}
            event={opened === 'new' ? null : opened}
            selection={selection}
            description={description}
            today={today}
            onClose={() => setOpened(null)}
          />
        ) : mayEdit ? (
          <Group>
            <Button onClick={() => setOpened('new')}>Add event</Button>
          </Group>
        ) : (
          <Text size="xs" c="dimmed">
            Adding and changing events needs the role MANAGER.
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

interface EventFormProps extends Pick<EventsDialogProps, 'selection' | 'description' | 'today' | 'onClose'> {
  readonly event: DemandEvent | null;
}

function EventForm({ event, selection, description, today, onClose }: EventFormProps) {
  const { save } = useEventChanges();
  const [draft, setDraft] = useState<SaveEvent>(
    () =>
      event ?? {
        id: crypto.randomUUID(),
        kind: 'PROMOTION',
        label: '',
        firstDay: today,
        lastDay: today,
        selection,
        version: null,
      },
  );
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (change: Partial<SaveEvent>) => setDraft({ ...draft, ...change });
  const backwards = draft.firstDay > draft.lastDay;
  const ready = draft.label.trim().length >= 2 && draft.firstDay !== '' && draft.lastDay !== '' && !backwards;
  const submit = async () => {
    setSaving(true);
    setError(null);
    try {
      const { id, kind, label, firstDay, lastDay, version } = draft;
      await save({ id, kind, label, firstDay, lastDay, version, selection: draft.selection });
      notifyDone(`“${label.trim()}” is marked on the chart`);
      onClose();
    } catch (caught) {
      setError(caught);
      setSaving(false);
    }
  };
  return (
    <form
      onSubmit={submitted => {
        submitted.preventDefault();
        if (ready && !saving) void submit();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          required
          label="What happens?"
          placeholder="Listing lost, price rise, summer promotion"
          maxLength={120}
          value={draft.label}
          onChange={change => set({ label: change.currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <Select
            label="Kind"
            data={EventKind.options.map(value => ({ value, label: eventKindNames[value] }))}
            value={draft.kind}
            allowDeselect={false}
            onChange={kind => kind && set({ kind: EventKind.parse(kind) })}
          />
          <TextInput
            required
            type="date"
            label="First day"
            value={draft.firstDay}
            onChange={change => set({ firstDay: change.currentTarget.value })}
          />
          <TextInput
            required
            type="date"
            label="Last day"
            value={draft.lastDay}
            error={backwards && 'It ends before it begins'}
            onChange={change => set({ lastDay: change.currentTarget.value })}
          />
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {event ? `Holds for ${event.description}.` : `Holds for what is selected now: ${description}.`}
        </Text>
        {error !== null && (
          <Alert color="red" role="alert" title="Not saved">
            {errorMessageOf(error).text}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={saving}>
            Cancel
          </Button>
          <Button type="submit" loading={saving} disabled={!ready}>
            {event ? 'Save event' : 'Add event'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function daysOf({ firstDay, lastDay }: DemandEvent, format: ReturnType<typeof useFormat>): string {
  return firstDay === lastDay ? format.day(firstDay) : `${format.day(firstDay)} – ${format.day(lastDay)}`;
}
