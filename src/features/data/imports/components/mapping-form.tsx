import { Alert, Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SalesField, SalesFileMapping } from '../../../../../shared/contracts/sales-file.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { trpc } from '../../../../client/trpc.ts';
import type { ImportActions, ImportDetail } from '../use-imports.ts';
import { FileSample } from './file-sample.tsx';
import { ReadingOptions } from './reading-options.tsx';

const fieldWords: Record<SalesField, { label: string; required: boolean; hint: string }> = {
  sku: { label: 'SKU', required: true, hint: 'Code, name or a name taught before' },
  channel: { label: 'Channel', required: false, hint: 'Or one channel for all rows, below' },
  date: { label: 'Date', required: true, hint: 'Day, or first or last day of the week or month' },
  quantity: { label: 'Quantity', required: true, hint: 'Units sold' },
  revenue: { label: 'Revenue', required: false, hint: 'Leave out to keep what is stored' },
  currency: { label: 'Currency', required: false, hint: 'ISO code in each row' },
};
const salesFields = Object.keys(fieldWords) as SalesField[];
const currencies = ['GBP', 'EUR', 'USD', 'CAD', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'AUD'];

interface MappingFormProps extends Pick<ImportActions, 'check' | 'readAgain' | 'cancel'> {
  readonly detail: ImportDetail;
  readonly mayEdit: boolean;
}

/** Which column holds what, beside the first rows of the file. */
export function MappingForm({ detail, check, readAgain, cancel, mayEdit }: MappingFormProps) {
  const { dialect } = detail;
  const [mapping, setMapping] = useState<SalesFileMapping>(detail.mapping);
  const catalogue = useQuery(trpc.catalogue.read.queryOptions());
  const change = (part: Partial<SalesFileMapping>) => setMapping(current => ({ ...current, ...part }));
  const columnOptions = dialect.header.map((name, index) => ({ value: String(index), label: name }));
  const missing = [
    ...(['sku', 'date', 'quantity'] as const).filter(field => mapping.columns[field] === null),
    ...(mapping.columns.channel === null && mapping.fixedChannelId === null ? (['channel'] as const) : []),
  ].map(field => fieldWords[field].label.toLowerCase());

  return (
    <Stack gap="md">
      {detail.failureReason && (
        <Alert color={detail.status === 'FAILED' ? 'red' : 'yellow'} title="The file needs a decision" role="alert">
          {detail.failureReason}
        </Alert>
      )}
      {detail.earlierCommit && (
        <Alert color="blue" title="The very same file was committed before">
          By {detail.earlierCommit.committedBy}. Importing it again in the same way adds nothing.
        </Alert>
      )}
      <SectionCard title="Columns" description={`${detail.fileName}: what each column of the file holds.`}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          {salesFields.map(field => (
            <Select
              key={field}
              label={fieldWords[field].label}
              description={fieldWords[field].hint}
              withAsterisk={fieldWords[field].required}
              data={columnOptions}
              value={mapping.columns[field]?.toString() ?? null}
              onChange={value =>
                change({ columns: { ...mapping.columns, [field]: value === null ? null : Number(value) } })
              }
              placeholder={fieldWords[field].required ? 'Choose a column' : 'Not in the file'}
              clearable={!fieldWords[field].required}
              searchable
              disabled={!mayEdit}
            />
          ))}
          {mapping.columns.channel === null && (
            <Select
              label="Channel of all rows"
              description="The file has no column for it"
              withAsterisk
              data={(catalogue.data?.channels ?? []).map(row => ({ value: row.id, label: row.name }))}
              value={mapping.fixedChannelId}
              onChange={fixedChannelId => change({ fixedChannelId })}
              searchable
              disabled={!mayEdit}
            />
          )}
          {mapping.columns.revenue !== null && (
            <Select
              label="Currency of the revenue"
              description="Where a row does not say it"
              data={currencies}
              value={mapping.fixedCurrency}
              onChange={fixedCurrency => change({ fixedCurrency })}
              placeholder="That of the SKU’s region"
              clearable
              searchable
              disabled={!mayEdit}
            />
          )}
        </SimpleGrid>
      </SectionCard>
      <ReadingOptions
        dialect={dialect}
        mapping={mapping}
        onChange={change}
        onReadAgain={reading => readAgain.mutate({ batchId: detail.id, ...reading })}
        disabled={!mayEdit || readAgain.isPending}
      />
      <FileSample dialect={dialect} mapping={mapping} />
      <Group justify="flex-end" gap="xs">
        {missing.length > 0 && (
          <Text size="sm" c="var(--app-bad)" role="status">
            Still to choose: {missing.join(', ')}.
          </Text>
        )}
        {mayEdit && (
          <>
            <Button variant="default" onClick={() => cancel.mutate({ batchId: detail.id })} loading={cancel.isPending}>
              Cancel import
            </Button>
            <Button
              onClick={() => check.mutate({ batchId: detail.id, mapping })}
              disabled={missing.length > 0}
              loading={check.isPending}
            >
              Check {detail.rowCount.toLocaleString()} rows
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
