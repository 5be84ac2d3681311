import { Alert, Anchor, Button, Group, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react';
import { useEffect, useReducer, useState } from 'react';
import { toCsv } from '../../../../../shared/csv.ts';
import { download } from '../../../../client/components/download.ts';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat, useHasRole, useSession } from '../../../../client/session.ts';
import { useUrlFilters, useUrlState } from '../../../../client/use-url-filters.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { type Grid, type GridRow, useGrid } from '../use-overrides.ts';
import { AccuracyLog } from './accuracy-log.tsx';
import { type Edits, editHistory, noEdits } from './grid-edits.ts';
import { GridTable } from './grid-table.tsx';
import { OverrideList } from './override-list.tsx';
import { SaveOverride } from './save-override.tsx';

const views = [
  { value: 'weeks', label: 'Weeks' },
  { value: 'overrides', label: 'Overrides' },
  { value: 'accuracy', label: 'Accuracy' },
];

/** Week by week: sold, published, overridden, final and last cycle; the overrides made, and how accurate it all was. */
export function PlanningCard({ selection }: { readonly selection: Selection }) {
  const [view, setView] = useUrlState('planning', 'weeks');
  const grid = useGrid(selection);
  const data = grid.data;
  return (
    <SectionCard
      title="Final forecast"
      description="What orders are planned on: the published forecast by weeks, with planners’ overrides in its place."
      flush
      actions={
        <>
          <SegmentedControl aria-label="Final forecast as" data={views} value={view} onChange={setView} />
          {view === 'weeks' && data && data.rows.length > 0 && (
            <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => exportCsv(data)}>
              CSV
            </Button>
          )}
        </>
      }
    >
      {view === 'overrides' ? (
        <OverrideList selection={selection} />
      ) : view === 'accuracy' ? (
        <AccuracyLog selection={selection} />
      ) : (
        <QueryBoundary
          query={grid}
          what="the final forecast"
          height={420}
          isEmpty={({ rows }) => !rows.some(row => row.open)}
          empty={
            <EmptyState
              title="No forecast is published for the weeks ahead"
              description={
                selection.channelIds.length > 0
                  ? 'What these channels sell is not published, or was before forecasts were kept by channel: publish it again.'
                  : 'Compare models above, then press “Use in order plan”: its weeks appear here and can be overridden.'
              }
            />
          }
        >
          {known => <EditableGrid grid={known} selection={selection} />}
        </QueryBoundary>
      )}
    </SectionCard>
  );
}

function EditableGrid({ grid, selection }: { readonly grid: Grid; readonly selection: Selection }) {
  const format = useFormat();
  const mayOverride = useHasRole('MANAGER');
  const editable = mayOverride && grid.whole;
  const { setFilters } = useUrlFilters();
  const { role } = useSession().user;
  const [history, dispatch] = useReducer(editHistory, noEdits);
  const [saving, setSaving] = useState(false);
  const edits = history.now;
  const dirty = edits.size > 0;
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
  const changed = grid.rows.filter(row => edits.has(row.week) && edits.get(row.week)!.revision !== row.revision);
  const undo = () => dispatch({ kind: 'undo' });

  return (
    <>
      <Group justify="space-between" px="md" pb="xs" gap="xs">
        <Text size="xs" c="dimmed" maw={640}>
          {sumsWords(grid)}{' '}
          {editable
            ? 'Baseline is the published forecast, last cycle the version before. Type or paste into Override, Delete takes back, Ctrl Z undoes.'
            : mayOverride
              ? 'An override is made for a whole SKU × warehouse and falls to its channels in proportion to the published forecast. '
              : `Read only: overriding a forecast needs the role MANAGER; you are signed in as ${role}.`}
          {mayOverride && !editable && (
            <Anchor component="button" type="button" size="xs" onClick={() => setFilters({ channels: [] })}>
              Show all channels
            </Anchor>
          )}
        </Text>
        {(dirty || history.undone.length > 0) && (
          <Group gap="xs">
            <Tooltip label="Undo the last edit (Ctrl Z)">
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={14} />}
                disabled={history.past.length === 0}
                onClick={undo}
              >
                Undo
              </Button>
            </Tooltip>
            <Button variant="default" onClick={() => dispatch({ kind: 'clear' })}>
              Discard
            </Button>
            <Button disabled={!dirty} onClick={() => setSaving(true)}>
              Save {edits.size} {edits.size === 1 ? 'week' : 'weeks'}…
            </Button>
          </Group>
        )}
      </Group>
      {changed.length > 0 && (
        <Alert color="red" mx="md" mb="xs" title="Changed by someone else since you edited" role="alert">
          {changed.map(row => changeWords(row, edits, format)).join(' ')}
          <Group gap="xs" mt="xs">
            <Button variant="default" onClick={() => dispatch({ kind: 'drop', weeks: changed.map(row => row.week) })}>
              Take theirs
            </Button>
            <Button
              variant="default"
              onClick={() => dispatch({ kind: 'set', edits: new Map(changed.map(row => mine(row, edits))) })}
            >
              Keep mine
            </Button>
          </Group>
        </Alert>
      )}
      <GridTable
        label={`Final forecast of ${grid.description}, week by week`}
        rows={grid.rows}
        edits={edits}
        editable={editable}
        onEdit={next => dispatch({ kind: 'set', edits: next })}
        onUndo={undo}
        onRedo={() => dispatch({ kind: 'redo' })}
        onSave={() => dirty && setSaving(true)}
      />
      {saving && (
        <SaveOverride
          selection={selection}
          description={grid.description}
          rows={grid.rows}
          edits={edits}
          onClose={() => setSaving(false)}
          onSaved={() => {
            setSaving(false);
            dispatch({ kind: 'clear' });
          }}
        />
      )}
    </>
  );
}

/** How the sums came about, and what is not in them. */
function sumsWords({ seriesCount, withoutForecast, whole, unitOfMeasure }: Grid): string {
  const unit = unitOfMeasure ? `${unitOfMeasure}s` : 'units of different kinds';
  const of = whole ? '' : ', the part of the chosen channels';
  const sum =
    seriesCount === 1
      ? `In ${unit}, one SKU × warehouse${of}.`
      : `In ${unit}, the exact sum of ${seriesCount} SKU × warehouse${of}.`;
  if (withoutForecast === 0) return sum;
  const missing = whole ? 'no published forecast' : 'none published by channel';
  return `${sum} ${withoutForecast} more ${withoutForecast === 1 ? 'sells here and has' : 'sell here and have'} ${missing}.`;
}

function changeWords(row: GridRow, edits: Edits, format: ReturnType<typeof useFormat>): string {
  const figure = (value: number | null) => format.quantity(value, undefined, 3);
  const by = row.by ? `${row.by.author} (“${row.by.reason}”)` : 'the published forecast';
  return `${format.day(row.week)} is now ${figure(row.final)} by ${by}; yours is ${figure(edits.get(row.week)!.quantity)}.`;
}

function mine(row: GridRow, edits: Edits) {
  return [row.week, { quantity: edits.get(row.week)!.quantity, revision: row.revision }] as const;
}

function exportCsv({ description, rows }: Grid): void {
  const name = `final forecast ${description}`.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();
  const header = ['Week from', 'Actual', 'Baseline', 'Override', 'Final', 'Last cycle', 'Overridden by', 'Reason'];
  const lines = rows.map(row => [
    ...[row.week, row.actual, row.baseline, row.override, row.final, row.last],
    ...[row.by?.author ?? null, row.by?.reason ?? null],
  ]);
  download(`${name}.csv`, toCsv(header, lines), 'text/csv;charset=utf-8');
}
