import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { SourceInput, sourceProblem } from '../../../../client/components/source.tsx';
import type { AddTermInput } from '../schema.ts';
import type { Supplier } from '../use-suppliers.ts';

interface AddTermProps {
  readonly suppliers: readonly Supplier[];
  readonly skus: readonly { readonly id: string; readonly name: string; readonly code: string }[];
  readonly onAdd: (input: AddTermInput) => Promise<unknown>;
}

const cost = numberProblem({ min: 0, max: 9_999_999_999, decimals: 4 });

/** What a supplier asks for a SKU that it is not listed with yet. */
export function AddTerm({ suppliers, skus, onAdd }: AddTermProps) {
  const form = useForm({
    initialValues: {
      supplierId: '',
      skuId: '',
      unitCost: '',
      minimumOrderQuantity: 0,
      orderMultiple: 1,
      source: '',
    },
    validate: {
      supplierId: value => (value ? null : 'Choose the supplier.'),
      skuId: value => (value ? null : 'Choose the SKU.'),
      unitCost: cost,
      orderMultiple: value => (value > 0 ? null : 'Above 0.'),
      source: sourceProblem,
    },
  });
  const currency = suppliers.find(supplier => supplier.id === form.values.supplierId)?.currency;
  return (
    <AddDialog
      label="Add terms"
      variant="default"
      disabled={suppliers.length === 0 || skus.length === 0}
      form={form}
      onAdd={onAdd}
      done={() => 'Terms added'}
    >
      <Select
        label="Supplier"
        required
        searchable
        data={suppliers.map(supplier => ({ value: supplier.id, label: supplier.name }))}
        {...form.getInputProps('supplierId')}
      />
      <Select
        label="SKU"
        required
        searchable
        limit={50}
        data={skus.map(sku => ({ value: sku.id, label: `${sku.name} (${sku.code})` }))}
        {...form.getInputProps('skuId')}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput
          label={`Unit cost${currency ? `, ${currency}` : ''}`}
          required
          inputMode="decimal"
          {...form.getInputProps('unitCost')}
        />
        <NumberInput
          label="Minimum order"
          min={0}
          decimalScale={3}
          required
          {...form.getInputProps('minimumOrderQuantity')}
        />
        <NumberInput label="Multiple of" min={0} decimalScale={3} required {...form.getInputProps('orderMultiple')} />
      </SimpleGrid>
      <SourceInput example="price list" {...form.getInputProps('source')} />
    </AddDialog>
  );
}
