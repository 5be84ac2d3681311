import { Button, Group, NumberInput, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { notifyDone, notifyFailed } from '../../../../client/notify.ts';
import { useHasRole } from '../../../../client/session.ts';
import type { Policy, StockRow } from '../use-stock.ts';

/** Where nothing was set and no class is known, the form begins with common values; nothing is stored until they are saved. */
const start: Policy = { measure: 'cycle', target: 0.95, reviewPeriodDays: 7, holdingRate: 0.2 };

/** Service target, review period and holding rate of one SKU in one warehouse. */
export function PolicyForm({
  row,
  onSave,
}: {
  readonly row: StockRow;
  readonly onSave: (row: StockRow, policy: Policy) => Promise<unknown>;
}) {
  const mayEdit = useHasRole('MANAGER');
  const [saving, setSaving] = useState(false);
  const policy = row.policy ?? defaultOf(row) ?? start;
  const form = useForm({
    initialValues: {
      measure: policy.measure,
      targetPercent: round(policy.target * 100),
      reviewPeriodDays: policy.reviewPeriodDays,
      holdingPercent: round(policy.holdingRate * 100),
    },
  });
  const submit = form.onSubmit(async values => {
    setSaving(true);
    try {
      await onSave(row, {
        measure: values.measure,
        target: round(values.targetPercent / 100),
        reviewPeriodDays: values.reviewPeriodDays,
        holdingRate: Math.round(values.holdingPercent * 100) / 10_000,
      });
      form.resetDirty();
      notifyDone(`Policy of ${row.skuName} saved`);
    } catch (error) {
      notifyFailed('The policy was not saved', error);
    } finally {
      setSaving(false);
    }
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Service measure"
          disabled={!mayEdit}
          data={[
            { value: 'cycle', label: 'Cycles without a stock-out' },
            { value: 'fill', label: 'Demand served from stock' },
          ]}
          {...form.getInputProps('measure')}
        />
        <SimpleGrid cols={3} spacing="sm">
          <NumberInput
            label="Target"
            suffix=" %"
            min={50}
            max={99.999}
            decimalScale={3}
            step={0.5}
            disabled={!mayEdit}
            {...form.getInputProps('targetPercent')}
          />
          <NumberInput
            label="Review every"
            suffix=" days"
            min={0}
            max={365}
            allowDecimal={false}
            disabled={!mayEdit}
            {...form.getInputProps('reviewPeriodDays')}
          />
          <NumberInput
            label="Holding a year"
            suffix=" % of cost"
            min={0}
            max={999}
            decimalScale={2}
            disabled={!mayEdit}
            {...form.getInputProps('holdingPercent')}
          />
        </SimpleGrid>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {row.policy?.source ??
              (row.defaultPolicy
                ? `Not set: plans use these values. ${row.defaultPolicy.source}; saving sets a policy of its own.`
                : 'Not set yet: these are common values, not stored ones.')}
          </Text>
          {mayEdit && (
            <Button type="submit" variant="default" loading={saving} disabled={row.policy !== null && !form.isDirty()}>
              Save policy
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** What plans use while nothing is set. */
function defaultOf({ defaultPolicy }: StockRow): Policy | null {
  if (!defaultPolicy) return null;
  const { service, reviewPeriodDays, holdingRatePerYear } = defaultPolicy;
  return { ...service, reviewPeriodDays, holdingRate: holdingRatePerYear };
}

/** Percent and share to five significant decimals, without the noise of binary fractions. */
function round(value: number): number {
  return Number(value.toFixed(5));
}
