import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { SourceInput, sourceProblem } from '../../../../client/components/source.tsx';
import type { NewLane } from '../use-transfer-lanes.ts';

interface AddLaneProps {
  readonly warehouses: readonly { readonly id: string; readonly name: string }[];
  readonly onAdd: (lane: NewLane) => Promise<unknown>;
}

/** A way to move stock that is not listed yet; the way back is a lane of its own. */
export function AddLane({ warehouses, onAdd }: AddLaneProps) {
  const form = useForm({
    initialValues: {
      fromWarehouseId: '',
      toWarehouseId: '',
      leadTimeDays: 7,
      unitCost: '',
      shipmentCost: '0.00',
      source: '',
    },
    validate: {
      fromWarehouseId: value => (value ? null : 'Choose where stock leaves.'),
      toWarehouseId: (value, { fromWarehouseId }) =>
        !value ? 'Choose where stock goes.' : value === fromWarehouseId ? 'Choose another warehouse.' : null,
      leadTimeDays: value => numberProblem({ min: 0, max: 365, decimals: 0 })(String(value)),
      unitCost: numberProblem({ min: 0, max: 9_999_999_999, decimals: 4 }),
      shipmentCost: numberProblem({ min: 0, max: 9_999_999_999, decimals: 2 }),
      source: sourceProblem,
    },
  });
  const choices = warehouses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <AddDialog
      label="Add lane"
      variant="default"
      disabled={warehouses.length < 2}
      form={form}
      onAdd={(values, id) => onAdd({ id, ...values })}
      done={() => 'Lane added: the next plan can move stock along it'}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select label="From" required searchable data={choices} {...form.getInputProps('fromWarehouseId')} />
        <Select label="To" required searchable data={choices} {...form.getInputProps('toWarehouseId')} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <NumberInput
          label="Lead time, days"
          min={0}
          max={365}
          allowDecimal={false}
          required
          {...form.getInputProps('leadTimeDays')}
        />
        <TextInput label="A unit, GBP" required inputMode="decimal" {...form.getInputProps('unitCost')} />
        <TextInput label="A shipment, GBP" required inputMode="decimal" {...form.getInputProps('shipmentCost')} />
      </SimpleGrid>
      <SourceInput example="haulier’s quote" {...form.getInputProps('source')} />
    </AddDialog>
  );
}
