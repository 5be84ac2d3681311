import { Button, Group, NumberInput, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { TileSkeletons } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useLiveEvents } from '../../../../client/live-events.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useHasRole } from '../../../../client/session.ts';
import { queryClient, trpc, trpcClient } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';

type Read = inferRouterOutputs<AppRouter>['planningSettings']['read'];
type Settings = Read['settings'];

/** Thresholds and defaults of planning; administrators change them, with a reason. */
export function PlanningDefaults() {
  const query = useQuery(trpc.planningSettings.read.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.planningSettings.pathFilter());
  useLiveEvents(['planning-settings'], () => void refresh());
  return (
    <QueryBoundary query={query} what="the planning settings" loading={<TileSkeletons count={6} />}>
      {read => <SettingsForm key={read.version} {...read} onSaved={refresh} />}
    </QueryBoundary>
  );
}

const valueClasses = ['A', 'B', 'C'] as const;
const errorClasses = ['X', 'Y', 'Z'] as const;

function SettingsForm({ settings, version, onSaved }: Read & { readonly onSaved: () => Promise<unknown> }) {
  const mayChange = useHasRole('ADMIN');
  const [asking, setAsking] = useState(false);
  const form = useForm({ initialValues: percentOf(settings) });
  const percent = (label: string, path: string, description?: string) => (
    <NumberInput
      label={label}
      description={description}
      suffix=" %"
      min={0}
      max={999}
      decimalScale={2}
      required
      disabled={!mayChange}
      {...form.getInputProps(path)}
    />
  );
  const save = async (reason: string) => {
    await trpcClient.planningSettings.change.mutate({ version, settings: shareOf(form.values), reason });
    await onSaved();
    notifyDone('Planning settings changed');
  };
  return (
    <form
      onSubmit={form.onSubmit(() => setAsking(true))}
      style={{ display: 'contents' }}
      aria-label="Planning settings"
    >
      <SectionCard
        title="Classes"
        description="A to C by the value of a year’s forecast demand at cost, X to Z by the forecast’s error relative to demand; over all SKUs × warehouses."
      >
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          {percent('A up to', 'shareOfA', 'share of all value')}
          {percent('A and B up to', 'shareOfAAndB', 'share of all value; C is the rest')}
          {percent('X up to', 'variationOfX', 'error relative to demand')}
          {percent('Y up to', 'variationOfY', 'error relative to demand; Z beyond')}
        </SimpleGrid>
      </SectionCard>
      <SectionCard
        title="Where no policy is set"
        description="Demand to be served from stock, by class, with the review period and holding rate that go with it. A policy of a SKU’s own goes before."
      >
        <Stack gap="md">
          <Table.ScrollContainer minWidth={420}>
            <Table aria-label="Fill rate by class" withRowBorders={false}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th />
                  {errorClasses.map(error => (
                    <Table.Th key={error}>{error}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {valueClasses.map(value => (
                  <Table.Tr key={value}>
                    <Table.Th scope="row">{value}</Table.Th>
                    {errorClasses.map(error => (
                      <Table.Td key={error}>
                        <NumberInput
                          aria-label={`Fill rate of class ${value}${error}`}
                          suffix=" %"
                          min={50}
                          max={99.99}
                          decimalScale={2}
                          step={0.5}
                          required
                          disabled={!mayChange}
                          {...form.getInputProps(`fillRates.${value}${error}`)}
                        />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <NumberInput
              label="Review every"
              description="days between two looks at the stock"
              suffix=" days"
              min={0}
              max={365}
              allowDecimal={false}
              required
              disabled={!mayChange}
              {...form.getInputProps('reviewPeriodDays')}
            />
            {percent('Holding a year', 'holdingRate', 'share of a unit’s cost')}
          </SimpleGrid>
        </Stack>
      </SectionCard>
      <SectionCard title="Suppliers and approvals">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <NumberInput
            label="Measured lead time from"
            description="Deliveries of a supplier from which plans use their mean and deviation"
            suffix=" deliveries"
            min={3}
            max={1_000}
            allowDecimal={false}
            required
            disabled={!mayChange}
            {...form.getInputProps('leadTimeDeliveries')}
          />
          <NumberInput
            label="Escalate an approval after"
            description="Undecided for so long, an order goes to the next authority up"
            suffix=" hours"
            min={0.25}
            max={720}
            step={1}
            decimalScale={2}
            required
            disabled={!mayChange}
            {...form.getInputProps('approvalHours')}
          />
        </SimpleGrid>
      </SectionCard>
      <Group gap="sm">
        {mayChange && (
          <>
            <Button type="submit" disabled={!form.isDirty()}>
              Change the settings
            </Button>
            <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
              Discard changes
            </Button>
          </>
        )}
        <Text size="xs" c="dimmed">
          {!mayChange
            ? 'Changing these needs the role ADMIN.'
            : version === 0
              ? 'These are the product’s defaults: nobody has changed them yet.'
              : `Version ${version}; earlier ones are in the audit trail.`}
        </Text>
      </Group>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Change the planning settings"
        confirmLabel="Change"
        reasonLabel="Why?"
        minimumLength={3}
        onConfirm={save}
      >
        <Title order={5} fw={400}>
          Stock levels, new plans and open approvals follow at once; plans already made stay as they are.
        </Title>
      </ReasonDialog>
    </form>
  );
}

const percentOfShare = (share: number) => Number((share * 100).toFixed(2));
const shareOfPercent = (percent: number) => Number((percent / 100).toFixed(4));

function percentOf(settings: Settings): Settings {
  return convert(settings, percentOfShare);
}

function shareOf(settings: Settings): Settings {
  return convert(settings, shareOfPercent);
}

/** Shares are shown as percentages; everything else as it is. */
function convert(settings: Settings, each: (value: number) => number): Settings {
  const fillRates = Object.fromEntries(Object.entries(settings.fillRates).map(([name, rate]) => [name, each(rate)]));
  return {
    ...settings,
    shareOfA: each(settings.shareOfA),
    shareOfAAndB: each(settings.shareOfAAndB),
    variationOfX: each(settings.variationOfX),
    variationOfY: each(settings.variationOfY),
    holdingRate: each(settings.holdingRate),
    fillRates: fillRates as Settings['fillRates'],
  };
}
