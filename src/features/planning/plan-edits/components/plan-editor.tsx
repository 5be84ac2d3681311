import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '../../../../../shared/business-day.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EditableCell, numberProblem } from '../../../../client/components/editable-cell.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { type PlanScenarios, type PricedScenario, usePlanScenarios } from '../../plan-scenarios/use-plan-scenarios.ts';
import { usePlanEdits } from '../use-plan-edits.ts';
import { BreachList } from './breach-list.tsx';
import { EditedFigures } from './edited-figures.tsx';
import classes from './plan-editor.module.css';

interface PlanEditorProps {
  readonly planId: string;
  readonly onSaved: (planId: string) => void;
}

/** Changes the quantities of a plan in place and saves them as a plan of its own. */
export function PlanEditor({ planId, onSaved }: PlanEditorProps) {
  const { query } = usePlanScenarios(planId);
  return (
    <QueryBoundary query={query} what="the quantities of the plan" loading={<TableSkeleton rows={9} />}>
      {data => {
        const from = data.scenarios.find(scenario => scenario.planId === planId);
        return from && <Editor data={data} from={from} onSaved={onSaved} />;
      }}
    </QueryBoundary>
  );
}

interface EditorProps {
  readonly data: Omit<PlanScenarios, 'scenarios'>;
  readonly from: PricedScenario;
  readonly onSaved: (planId: string) => void;
}

interface LineRow {
  readonly index: number;
  readonly line: PlanScenarios['lines'][number];
}

const quantityProblem = numberProblem({ min: 0, max: 99_999_999_999, decimals: 3 });

function Editor({ data, from, onSaved }: EditorProps) {
  const format = useFormat();
  const mayPlan = useHasRole('MANAGER');
  const edits = usePlanEdits(data, from, onSaved);
  const { weeks, planningDate } = data.basis.problem;
  const broken = new Set(
    edits.figures.breaches.flatMap(({ lineIndex, week }) => (lineIndex === null ? [] : [`${lineIndex} ${week}`])),
  );
  const rows = data.lines.map((line, index): LineRow => ({ index, line }));
  const weekColumn = (week: number): Column<LineRow> => ({
    id: `week-${week}`,
    header: week === 0 ? 'Now' : format.dayShort(addDays(planningDate, 7 * week)),
    value: row => edits.orders[row.index]![week]!,
    numeric: true,
    width: 84,
    cell: ({ index, line }) => {
      const quantity = edits.orders[index]![week]!;
      const was = edits.before(index, week);
      const words = format.quantity(quantity, undefined, 3);
      const look = [
        quantity === 0 && classes.none,
        quantity !== was && classes.edited,
        broken.has(`${index} ${week}`) && classes.broken,
      ];
      return (
        <EditableCell
          label={`Order of ${line.skuName} for ${line.warehouseName} in week ${week + 1}, ${line.unit}s`}
          value={String(quantity)}
          numeric
          editable={mayPlan}
          problem={quantityProblem}
          onSave={async text => edits.set(index, week, Number(text))}
        >
          <span
            className={look.filter(Boolean).join(' ')}
            title={quantity === was ? undefined : `was ${format.quantity(was, undefined, 3)}`}
          >
            {words}
          </span>
        </EditableCell>
      );
    },
  });
  const columns: Column<LineRow>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: row => row.line.skuName,
      text: row => `${row.line.skuName} ${row.line.skuCode} ${row.line.warehouseName}`,
      width: 130,
    },
    { id: 'warehouse', header: 'Warehouse', value: row => row.line.warehouseName, width: 170 },
    {
      id: 'served',
      header: 'Served',
      value: row => edits.figures.lines[row.index]!.expectedFillRate,
      numeric: true,
      width: 78,
      cell: row => format.percent(edits.figures.lines[row.index]!.expectedFillRate),
    },
    ...Array.from({ length: weeks }, (_, week) => weekColumn(week)),
  ];
  return (
    <Stack gap="md" p="md">
      <EditedFigures before={from.figures} after={edits.figures} />
      <BreachList breaches={edits.breaches} count={edits.breaches.length} />
      <SaveBar edits={edits} mayPlan={mayPlan} />
      <div style={{ marginInline: 'calc(-1 * var(--mantine-spacing-md))' }}>
        <DataTable
          name="plan-quantities"
          label="Orders by week"
          rows={rows}
          rowId={row => row.line.id}
          columns={columns}
        />
      </div>
    </Stack>
  );
}

function SaveBar({ edits, mayPlan }: { readonly edits: ReturnType<typeof usePlanEdits>; readonly mayPlan: boolean }) {
  const format = useFormat();
  const [name, setName] = useState('');
  const { changeCount } = edits;
  if (!mayPlan) {
    return (
      <Text size="sm" c="dimmed">
        Changing quantities needs the role MANAGER.
      </Text>
    );
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        edits.save(name.trim());
      }}
    >
      <Group gap="sm" align="end">
        <TextInput
          label="Name of the edited plan"
          placeholder="e.g. More Gold before May"
          maxLength={80}
          w={{ base: '100%', xs: 260 }}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={edits.saving} disabled={changeCount === 0 || name.trim() === ''}>
          Save as a plan
        </Button>
        <Button variant="default" disabled={changeCount === 0} onClick={edits.undo}>
          Undo
        </Button>
        <Button variant="default" disabled={changeCount === 0} onClick={edits.discard}>
          Discard edits
        </Button>
        <Text size="xs" c="dimmed" aria-live="polite">
          {changeCount === 0
            ? 'Click a quantity, or press Enter on it, to change it.'
            : `${format.quantity(changeCount)} ${changeCount === 1 ? 'quantity' : 'quantities'} changed, priced in ${format.duration(edits.milliseconds)}`}
        </Text>
      </Group>
    </form>
  );
}
