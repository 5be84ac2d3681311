import {
  Alert,
  Button,
  Checkbox,
  Collapse,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import { useSkuScope } from '../../../data/catalogue/use-selection.ts';
import { GapList } from '../../inventory/components/gap-list.tsx';
import type { OrderPlan, PlanRequest } from '../use-order-plan.ts';
import { ConsideredTerms } from './considered-terms.tsx';

interface PlanFormProps {
  /** Whose settings the form begins with; undefined before the first plan. */
  readonly previous: OrderPlan | undefined;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onStart: (request: PlanRequest) => void;
}

const pounds = numberProblem({ min: 0, max: 999_999_999_999, decimals: 2 });
const limitProblem = (text: string) => (text === '' ? null : pounds(amountOf(text)));
const amountOf = (text: string) => text.replace(/[£,\s]/g, '');
const limitOf = (text: string) => (text.trim() === '' ? null : amountOf(text));

/** Horizon, limits and method of a plan over the SKUs that the filters choose. */
export function PlanForm({ previous, busy, error, onStart }: PlanFormProps) {
  const format = useFormat();
  const mayPlan = useHasRole('MANAGER');
  const { catalogue, scope } = useSkuScope();
  const [skipIncomplete, setSkipIncomplete] = useState(false);
  const asked = previous?.parameters;
  const form = useForm({
    initialValues: {
      // The horizon that a comparison publishes unless told otherwise.
      weeks: asked?.weeks ?? 13,
      cashNow: asked?.cashNow ?? '',
      budget: asked?.budget ?? '',
      workingCapital: asked?.workingCapital ?? '',
      method: asked?.method ?? ('optimise' as const),
      timeLimitSeconds: asked?.timeLimitSeconds ?? 20,
      servePercent: asked?.minimumFillRate ? Number((asked.minimumFillRate * 100).toFixed(2)) : ('' as number | ''),
    },
    validate: { cashNow: limitProblem, budget: limitProblem, workingCapital: limitProblem },
  });
  const { weeks, method } = form.values;
  const readiness = useQuery(
    trpc.inventory.planReadiness.queryOptions(scope ? { scope, weeks: weeks || 1 } : skipToken),
  );
  const gaps = readiness.data?.gaps.map(gap => {
    const sku = catalogue.data?.skus.find(one => one.id === gap.skuId);
    return {
      ...gap,
      productCode: catalogue.data?.products.find(one => one.id === sku?.productId)?.code,
      regionCode: catalogue.data?.regions.find(one => one.id === sku?.regionId)?.code,
    };
  });
  const { pairCount = 0, readyCount } = readiness.data ?? {};
  const incomplete = readyCount !== undefined && readyCount < pairCount;
  const nothingReady = readyCount === 0;

  const submit = form.onSubmit(values =>
    onStart({
      scope: scope ?? {},
      weeks: values.weeks,
      cashNow: limitOf(values.cashNow),
      budget: limitOf(values.budget),
      workingCapital: limitOf(values.workingCapital),
      method: values.method,
      minimumFillRate:
        values.method === 'policy' || values.servePercent === ''
          ? null
          : Number((values.servePercent / 100).toFixed(4)),
      timeLimitSeconds: values.timeLimitSeconds,
      skipIncomplete,
    }),
  );

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          <NumberInput
            label="Horizon"
            description="Weeks from the planning date"
            suffix=" weeks"
            min={1}
            max={104}
            allowDecimal={false}
            required
            {...form.getInputProps('weeks')}
          />
          <LimitInput
            label="Cash for orders now"
            description="Goods ordered this week"
            {...form.getInputProps('cashNow')}
          />
          <LimitInput
            label="Budget of the horizon"
            description="Goods of all orders"
            {...form.getInputProps('budget')}
          />
          <LimitInput
            label="Working capital"
            description="Stock at cost, any week’s end"
            {...form.getInputProps('workingCapital')}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Input.Wrapper
            label="Method"
            description="All limits in one solve, or each line by its own reorder point"
            labelElement="div"
            size="xs"
          >
            <SegmentedControl
              fullWidth
              mt={5}
              aria-label="Method"
              data={[
                { value: 'optimise', label: 'Optimise' },
                { value: 'policy', label: 'Reorder points' },
              ]}
              {...form.getInputProps('method')}
            />
          </Input.Wrapper>
          <Collapse expanded={method === 'optimise'}>
            <SimpleGrid cols={2} spacing="sm">
              <NumberInput
                label="Must serve"
                description="Share of each SKU’s demand"
                placeholder="as costs decide"
                suffix=" %"
                min={0}
                max={100}
                decimalScale={2}
                {...form.getInputProps('servePercent')}
              />
              <NumberInput
                label="Time limit"
                description="Longest search"
                suffix=" seconds"
                min={1}
                max={600}
                {...form.getInputProps('timeLimitSeconds')}
              />
            </SimpleGrid>
          </Collapse>
        </SimpleGrid>
        {readiness.data && <ConsideredTerms {...readiness.data.considered} />}
        {incomplete && gaps && (
          <Alert
            color="yellow"
            title={`Inputs are missing for ${format.quantity(pairCount - readyCount)} of ${format.quantity(pairCount)} SKU × warehouse`}
          >
            <Stack gap="sm">
              <GapList gaps={gaps} />
              {!nothingReady && (
                <Checkbox
                  label={`Plan the other ${format.quantity(readyCount)} without them`}
                  checked={skipIncomplete}
                  onChange={event => setSkipIncomplete(event.currentTarget.checked)}
                />
              )}
            </Stack>
          </Alert>
        )}
        {error !== null && error !== undefined && (
          <Alert color="red" role="alert" title="The plan was not started">
            {errorMessageOf(error).text}
          </Alert>
        )}
        <Group gap="sm">
          <Button
            type="submit"
            loading={busy}
            disabled={!mayPlan || scope === undefined || nothingReady || (incomplete && !skipIncomplete)}
          >
            Plan orders
          </Button>
          <Text size="xs" c="dimmed">
            {!mayPlan
              ? 'Planning needs the role MANAGER.'
              : readiness.data
                ? `${format.quantity(readiness.data.readyCount)} SKU × warehouse ready, from ${format.day(readiness.data.planningDate)}. Empty limits are no limits.`
                : 'Checking the inputs …'}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function LimitInput(props: { readonly label: string; readonly description: string }) {
  return <TextInput inputMode="decimal" leftSection="£" placeholder="no limit" {...props} />;
}
