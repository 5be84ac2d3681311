import { Alert, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ImportMapping } from '../../../../../shared/contracts/import-file.ts';
import { fieldsOf, missingFields } from '../../../../../shared/contracts/import-kinds.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useCatalogue } from '../../catalogue/use-catalogue.ts';
import type { ImportActions, ImportDetail } from '../use-imports.ts';
import { FileSample } from './file-sample.tsx';
import { ReadingOptions } from './reading-options.tsx';

const currencies = ['GBP', 'EUR', 'USD', 'CAD', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'AUD'];

interface MappingFormProps extends Pick<ImportActions, 'check' | 'readAgain' | 'cancel'> {
  readonly detail: ImportDetail;
  readonly mayEdit: boolean;
}

/** Which column holds what, beside the first rows of the file. */
export function MappingForm({ detail, check, readAgain, cancel, mayEdit }: MappingFormProps) {
  const { dialect } = detail;
  const [mapping, setMapping] = useState<ImportMapping>(detail.mapping);
  const catalogue = useCatalogue();
  const change = (part: Partial<ImportMapping>) => setMapping(current => ({ ...current, ...part }));
  const columnOptions = dialect.header.map((name, index) => ({ value: String(index), label: name }));
  const missing = missingFields(detail.kind, mapping).map(field =>
    field.label === 'SKU' ? 'SKU' : field.label.toLowerCase(),
  );
  const isOpen = (field: string) => field in fieldsOf(detail.kind) && (mapping.columns[field] ?? null) === null;

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
          {Object.entries(fieldsOf(detail.kind)).map(([field, { label, hint, required }]) => (
            <Select
              key={field}
              label={label}
              description={hint}
              withAsterisk={required}
              data={columnOptions}
              value={mapping.columns[field]?.toString() ?? null}
              onChange={value =>
                change({ columns: { ...mapping.columns, [field]: value === null ? null : Number(value) } })
              }
              placeholder={required ? 'Choose a column' : 'Not in the file'}
              clearable={!required}
              searchable
              disabled={!mayEdit}
            />
          ))}
          {isOpen('channel') && (
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
          {detail.kind === 'SALES' && !isOpen('revenue') && (
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
          {'source' in fieldsOf(detail.kind) && (
            <TextInput
              label="Source of all rows"
              description="Where a row does not say it"
              withAsterisk={isOpen('source')}
              value={mapping.fixedSource ?? ''}
              onChange={event => change({ fixedSource: event.currentTarget.value || null })}
              maxLength={175}
              disabled={!mayEdit}
            />
          )}
        </SimpleGrid>
      </SectionCard>
      <ReadingOptions
        kind={detail.kind}
        dialect={dialect}
        mapping={mapping}
        onChange={change}
        onReadAgain={reading => readAgain.mutate({ batchId: detail.id, ...reading })}
        disabled={!mayEdit || readAgain.isPending}
      />
      <FileSample kind={detail.kind} dialect={dialect} mapping={mapping} />
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
