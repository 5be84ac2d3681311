import { NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { SourceInput, sourceProblem } from '../../../../client/components/source.tsx';
import type { CreateSupplierInput } from '../schema.ts';

const amount = numberProblem({ min: 0, max: 9_999_999_999, decimals: 2 });

/** A supplier that is not listed yet. Its SKUs are added afterwards. */
export function AddSupplier({ onCreate }: { readonly onCreate: (input: CreateSupplierInput) => Promise<unknown> }) {
  const form = useForm({
    initialValues: {
      code: '',
      name: '',
      currency: 'GBP',
      leadTimeDays: 28,
      leadTimeDeviationDays: 5,
      orderCost: '0.00',
      minimumOrderValue: '0.00',
      paymentTermsDays: 30,
      source: '',
    },
    validate: {
      code: value => (value.trim() ? null : 'Give it a short code.'),
      name: value => (value.trim() ? null : 'Give its name.'),
      currency: value => (/^[A-Z]{3}$/.test(value) ? null : 'Three capital letters, e.g. EUR.'),
      orderCost: amount,
      minimumOrderValue: amount,
      source: sourceProblem,
    },
  });
  return (
    <AddDialog
      label="Add supplier"
      form={form}
      size="lg"
      onAdd={(values, supplierId) => onCreate({ supplierId, weeklyCapacity: null, ...values })}
      done={({ name }) => `${name} added. Add the SKUs it sells under “Terms of each SKU”.`}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          data-autofocus
          label="Name"
          description="As orders name it"
          required
          {...form.getInputProps('name')}
        />
        <TextInput label="Code" description="Short, unique" required {...form.getInputProps('code')} />
        <TextInput label="Currency" description="Of its prices" required {...form.getInputProps('currency')} />
        <TextInput
          label="Cost per order"
          description="Whatever is on it, in its currency"
          required
          inputMode="decimal"
          {...form.getInputProps('orderCost')}
        />
        <NumberInput
          label="Lead time, days"
          min={0}
          max={730}
          allowDecimal={false}
          required
          {...form.getInputProps('leadTimeDays')}
        />
        <NumberInput
          label="Lead-time deviation, days"
          min={0}
          max={365}
          decimalScale={2}
          required
          {...form.getInputProps('leadTimeDeviationDays')}
        />
        <TextInput
          label="Minimum order value"
          required
          inputMode="decimal"
          {...form.getInputProps('minimumOrderValue')}
        />
        <NumberInput
          label="Payment terms, days"
          min={0}
          max={365}
          allowDecimal={false}
          required
          {...form.getInputProps('paymentTermsDays')}
        />
      </SimpleGrid>
      <SourceInput example="contract of May" {...form.getInputProps('source')} />
    </AddDialog>
  );
}
