import { Group } from '@mantine/core';
import { addDays } from '../../../../../shared/business-day.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { editableColumn } from '../../../../client/components/editable-column.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { rowActionColumn } from '../../../../client/components/row-action.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { sourceColumn } from '../../../../client/components/source.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { ImportLink } from '../../../data/imports/components/import-link.tsx';
import { type CapacityWeek, useSupplierCapacity } from '../use-supplier-capacity.ts';
import { AddCapacityWeek } from './add-capacity-week.tsx';

interface CapacityWeeksProps {
  readonly suppliers: readonly { readonly id: string; readonly name: string }[];
}

const unitsProblem = numberProblem({ min: 0, max: 99_999_999_999, decimals: 3 });

/** Closures and other weeks in which a supplier takes more or less than its weekly capacity, edited where they stand. */
export function CapacityWeeks({ suppliers }: CapacityWeeksProps) {
  const format = useFormat();
  const mayEdit = useHasRole('MANAGER');
  const { weeks, add, edit, remove } = useSupplierCapacity();
  const nameOf = ({ supplierName, firstDay }: CapacityWeek) => `${supplierName}, week of ${format.day(firstDay)}`;
  const columns: Column<CapacityWeek>[] = [
    { id: 'supplier', header: 'Supplier', value: week => week.supplierName },
    {
      id: 'week',
      header: 'Week',
      value: week => week.firstDay,
      width: 210,
      cell: week => `${format.day(week.firstDay)} – ${format.dayShort(addDays(week.firstDay, 6))}`,
    },
    editableColumn(
      {
        id: 'units',
        header: 'Units',
        value: week => week.units,
        width: 140,
        cell: week => (week.units === 0 ? 'closed' : format.quantity(week.units, 'units', 3)),
      },
      {
        label: week => `Units of ${nameOf(week)}`,
        editable: mayEdit,
        problem: unitsProblem,
        onSave: (week, text) => edit(week, { units: Number(text) }),
      },
    ),
    {
      id: 'usual',
      header: 'Other weeks',
      value: week => week.usualUnits,
      numeric: true,
      width: 140,
      cell: week => (week.usualUnits === null ? 'no limit' : format.quantity(week.usualUnits, 'units', 3)),
    },
    sourceColumn({ of: nameOf, editable: mayEdit, onSave: (week, source) => edit(week, { source }) }),
    ...(mayEdit
      ? [
          rowActionColumn<CapacityWeek>({
            label: 'Remove',
            describe: week => `Remove ${nameOf(week)}`,
            run: remove,
            done: week => `${nameOf(week)}: usual capacity again`,
            failedTitle: 'The week was not removed',
          }),
        ]
      : []),
  ];
  const adding = mayEdit && (
    <Group gap="xs">
      <ImportLink kind="SUPPLIER_CAPACITY">Import weeks</ImportLink>
      <AddCapacityWeek suppliers={suppliers} onAdd={add} />
    </Group>
  );
  return (
    <SectionCard
      title="Closures and other weeks"
      description="Weeks in which a supplier takes orders for more or less than its weekly capacity. Plans keep to both."
      flush
    >
      <QueryBoundary query={weeks} what="the capacities of the suppliers" loading={<TableSkeleton rows={2} />}>
        {rows => (
          <DataTable
            name="capacities"
            label="Closures and other weeks"
            rows={rows}
            rowId={week => week.id}
            columns={columns}
            actions={rows.length > 0 && adding}
            empty={
              <EmptyState
                title="Every week is as usual"
                description="Enter a week in which a supplier is closed or takes more or less than its weekly capacity, and plans order around it."
              >
                {adding}
              </EmptyState>
            }
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
