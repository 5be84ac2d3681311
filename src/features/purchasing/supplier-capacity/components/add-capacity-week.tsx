import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { SourceInput, sourceProblem } from '../../../../client/components/source.tsx';
import type { NewCapacityWeek } from '../use-supplier-capacity.ts';

interface AddCapacityWeekProps {
  readonly suppliers: readonly { readonly id: string; readonly name: string }[];
  readonly onAdd: (week: NewCapacityWeek) => Promise<unknown>;
}

/** A week in which a supplier takes more or less than usual. */
export function AddCapacityWeek({ suppliers, onAdd }: AddCapacityWeekProps) {
  const form = useForm({
    initialValues: { supplierId: '', day: '', units: '0', source: '' },
    validate: {
      supplierId: value => (value ? null : 'Choose the supplier.'),
      day: value => (value ? null : 'Choose a day of the week.'),
      units: numberProblem({ min: 0, max: 99_999_999_999, decimals: 3 }),
      source: sourceProblem,
    },
  });
  return (
    <AddDialog
      label="Add week"
      variant="default"
      disabled={suppliers.length === 0}
      form={form}
      onAdd={({ units, ...values }, id) => onAdd({ id, ...values, units: Number(units) })}
      done={() => 'Week added: plans order no more in it'}
    >
      <Select
        label="Supplier"
        required
        searchable
        data={suppliers.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('supplierId')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          type="date"
          label="Week of"
          description="Any day of the week"
          required
          {...form.getInputProps('day')}
        />
        <TextInput
          label="Units in this week"
          description="Over all SKUs; 0 is closed"
          required
          inputMode="decimal"
          {...form.getInputProps('units')}
        />
      </SimpleGrid>
      <SourceInput example="letter of May" {...form.getInputProps('source')} />
    </AddDialog>
  );
}
