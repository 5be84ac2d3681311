import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyDone, notifyFailed } from '../../../../client/notify.ts';
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
  const [opened, setOpened] = useState(false);
  const [saving, setSaving] = useState(false);
  /** Made once for each opening: a repeated click saves the same stock-out. */
  const [stockOutId, setStockOutId] = useState('');
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
  const open = () => {
    setStockOutId(crypto.randomUUID());
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
    form.reset();
  };
  const chooseSku = (skuId: string | null) => {
    const chosen = skus.find(sku => sku.id === skuId);
    const near = warehouses.filter(warehouse => warehouse.regionId === chosen?.regionId);
    form.setValues({ skuId: skuId ?? '', warehouseId: near.length === 1 ? near[0]!.id : '' });
  };
  const submit = form.onSubmit(async ({ lastDay, ...values }) => {
    setSaving(true);
    try {
      await onSave({ stockOutId, ...values, lastDay: lastDay || null });
      notifyDone('Stock-out entered: forecasts take its sales as a lower bound');
      close();
    } catch (error) {
      notifyFailed('The stock-out was not entered', error);
    } finally {
      setSaving(false);
    }
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={skus.length === 0}
        onClick={open}
      >
        Enter a stock-out
      </Button>
      <Modal opened={opened} onClose={close} title="Enter a stock-out">
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              In these days less was sold than was wanted. Forecasts count the weeks as at least the demand expected
              there; the sales themselves stay as they are, and it can be taken back.
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
              data={options(
                warehouses.toSorted((a, b) => Number(b.regionId === regionId) - Number(a.regionId === regionId)),
              )}
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
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Keep as it is
              </Button>
              <Button type="submit" loading={saving}>
                Enter stock-out
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
