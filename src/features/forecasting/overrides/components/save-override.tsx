import { List, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '../../../../../shared/business-day.ts';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import type { OverrideConflict } from '../schema.ts';
import { type GridRow, useOverrideChanges } from '../use-overrides.ts';
import { columnSum, type Edits, edited } from './grid-edits.ts';

interface SaveOverrideProps {
  readonly selection: Selection;
  readonly description: string;
  readonly rows: readonly GridRow[];
  readonly edits: Edits;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const shortestReason = 5;

/** One reason and one expiry for all edits; all are saved or none. */
export function SaveOverride({ selection, description, rows, edits, onClose, onSaved }: SaveOverrideProps) {
  const format = useFormat();
  const { save } = useOverrideChanges();
  // Pressed twice, it is one override.
  const [overrideId] = useState(() => crypto.randomUUID());
  const weeks = [...edits.keys()].toSorted();
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState(addDays(weeks.at(-1)!, 6));
  const touched = rows.filter(row => edits.has(row.week));
  const total = (of: (row: GridRow) => number | null) => format.quantity(columnSum(touched.map(of)), undefined, 3);
  const ready = reason.trim().length >= shortestReason && expiresOn !== '';

  return (
    <FormDialog
      onClose={onClose}
      title="Save overrides"
      confirmLabel="Save"
      closeLabel="Back to the grid"
      failedTitle="Nothing was saved"
      failureDetails={error => <Conflicts conflicts={conflictsOf(error)} />}
      ready={ready}
      onConfirm={async () => {
        const list = [...edits].map(([week, edit]) => ({ week, ...edit }));
        await save({ overrideId, selection, reason: reason.trim(), expiresOn, weeks: list });
        notifyDone(`Override of ${list.length} ${list.length === 1 ? 'week' : 'weeks'} saved`);
        onSaved();
      }}
    >
      <Text size="sm">
        {description}: {weeks.length} {weeks.length === 1 ? 'week' : 'weeks'}, final forecast {total(row => row.final)}{' '}
        → {total(row => edited(row, edits.get(row.week)).final)}. A sum is split over its SKU × warehouse in proportion
        to the published forecast.
      </Text>
      <Textarea
        data-autofocus
        required
        autosize
        minRows={2}
        maxRows={6}
        label="Why do you override the forecast?"
        description={`At least ${shortestReason} characters. Kept with the override and in the audit trail.`}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <TextInput
        required
        type="date"
        label="Counts until"
        description="After that day the published forecast counts again; the override stays as history."
        value={expiresOn}
        onChange={event => setExpiresOn(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Conflicts({ conflicts }: { readonly conflicts: readonly OverrideConflict[] }) {
  const format = useFormat();
  return (
    <>
      {conflicts.length > 1 && (
        <List size="sm" mt={4}>
          {conflicts.map(({ week, yours, current, by, at }) => (
            <List.Item key={week}>
              {format.day(week)}: now {format.quantity(current, undefined, 3)}, by {by ?? 'the published forecast'}
              {at && `, ${format.instant(at)}`}; yours {format.quantity(yours, undefined, 3)}
            </List.Item>
          ))}
        </List>
      )}
      {conflicts.length > 0 && ' Close this: the grid marks these weeks and asks whose figure to keep.'}
    </>
  );
}

function conflictsOf(error: unknown): readonly OverrideConflict[] {
  const details = (error as { data?: { details?: { conflicts?: OverrideConflict[] } } } | null)?.data?.details;
  return details?.conflicts ?? [];
}
