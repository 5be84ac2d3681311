import { Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import type { SaveStockOutInput } from '../../stock-outs/schema.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly regionId: string;
}

interface AddStockOutProps {
  readonly skus: readonly Named[];
  readonly warehouses: readonly Named[];
  readonly onSave: (stockOut: SaveStockOutInput) => Promise<unknown>;
}

/** Days on which a SKU was not to be had, as someone remembers them; counts of nothing enter themselves. */
export function AddStockOut({ skus, warehouses, onSave }: AddStockOutProps) {
  const form = useForm({
    initialValues: { skuId: '', warehouseId: '', firstDay: '', lastDay: '' },
    validate: {
      skuId: value => (value ? null : 'Choose the SKU.'),
      warehouseId: value => (value ? null : 'Choose the warehouse.'),
      firstDay: value => (value ? null : 'Say on which day it began.'),
      lastDay: (value, { firstDay }) => (value && value < firstDay ? 'It does not end before it begins.' : null),
    },
  });
  const regionId = skus.find(sku => sku.id === form.values.skuId)?.regionId;
  const options = (rows: readonly Named[]) => rows.map(row => ({ value: row.id, label: `${row.name} (${row.code})` }));
  const chooseSku = (skuId: string | null) => {
    const chosen = skus.find(sku => sku.id === skuId);
    const near = warehouses.filter(warehouse => warehouse.regionId === chosen?.regionId);
    form.setValues({ skuId: skuId ?? '', warehouseId: near.length === 1 ? near[0]!.id : '' });
  };
  return (
    <AddDialog
      label="Enter a stock-out"
      variant="default"
      disabled={skus.length === 0}
      form={form}
      onAdd={({ lastDay, ...values }, stockOutId) => onSave({ stockOutId, ...values, lastDay: lastDay || null })}
      done={() => 'Stock-out entered: forecasts take its sales as a lower bound'}
    >
      <Text size="sm" c="dimmed">
        In these days less was sold than was wanted. Forecasts count the weeks as at least the demand expected there;
        the sales themselves stay as they are, and it can be taken back.
      </Text>
      <Select
        label="SKU"
        required
        searchable
        limit={50}
        data={options(skus)}
        {...form.getInputProps('skuId')}
        onChange={chooseSku}
      />
      <Select
        label="Warehouse"
        required
        searchable
        data={options(warehouses.toSorted((a, b) => Number(b.regionId === regionId) - Number(a.regionId === regionId)))}
        {...form.getInputProps('warehouseId')}
      />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput type="date" label="First day without stock" required {...form.getInputProps('firstDay')} />
        <TextInput
          type="date"
          label="Last day"
          description="Empty while it lasts"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('lastDay')}
        />
      </SimpleGrid>
    </AddDialog>
  );
}
