import { Select, SimpleGrid } from '@mantine/core';
import type { ImportMapping } from '../../../../../shared/contracts/import-file.ts';
import type { ImportKind } from '../../../../../shared/contracts/import-kinds.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import type { StoredDialect } from '../schema.ts';

type Reading = Pick<ImportMapping, 'encoding' | 'delimiter'>;

interface ReadingOptionsProps {
  readonly kind: ImportKind;
  readonly dialect: StoredDialect;
  readonly mapping: ImportMapping;
  readonly onChange: (part: Partial<ImportMapping>) => void;
  /** Another encoding or delimiter makes other columns: the server reads the file again. */
  readonly onReadAgain: (reading: Reading) => void;
  readonly disabled: boolean;
}

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252 (Western)' },
  { value: 'utf-16le', label: 'UTF-16, little-endian' },
  { value: 'utf-16be', label: 'UTF-16, big-endian' },
];
const delimiters = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
];

/** How characters, figures and dates are to be read. What is left open is decided from the file, or asked. */
export function ReadingOptions({ kind, dialect, mapping, onChange, onReadAgain, disabled }: ReadingOptionsProps) {
  const reading = { encoding: mapping.encoding, delimiter: mapping.delimiter };
  const common = { disabled, clearable: true, placeholder: 'Decide from the file' };
  return (
    <SectionCard title="Reading" description="Found from the file; change what is wrong.">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        <Select
          label="Encoding"
          data={encodings}
          value={dialect.encoding}
          allowDeselect={false}
          disabled={disabled}
          onChange={value => onReadAgain({ ...reading, encoding: value as Reading['encoding'] })}
        />
        <Select
          label="Columns divided by"
          data={delimiters}
          value={dialect.delimiter}
          allowDeselect={false}
          disabled={disabled}
          onChange={value => onReadAgain({ ...reading, delimiter: value as Reading['delimiter'] })}
        />
        <Select
          {...common}
          label="Decimal mark"
          data={[
            { value: '.', label: 'Dot: 1,234.50' },
            { value: ',', label: 'Comma: 1.234,50' },
          ]}
          value={mapping.decimalMark}
          onChange={value => onChange({ decimalMark: value as ImportMapping['decimalMark'] })}
        />
        <Select
          {...common}
          label="Order of dates like 03/04/2016"
          data={[
            { value: 'day-first', label: 'Day first: 3 April' },
            { value: 'month-first', label: 'Month first: 4 March' },
          ]}
          value={mapping.dateOrder}
          onChange={value => onChange({ dateOrder: value as ImportMapping['dateOrder'] })}
        />
        {kind === 'SALES' && (
          <>
            <Select
              {...common}
              label="Each row is the sales of"
              data={[
                { value: 'day', label: 'A day' },
                { value: 'week', label: 'A week' },
                { value: 'month', label: 'A month' },
              ]}
              value={mapping.period}
              onChange={value => onChange({ period: value as ImportMapping['period'] })}
            />
            <Select
              label="Rows of the same SKU, channel and period"
              data={[
                { value: 'refuse', label: 'Reject them: one of them is wrong' },
                { value: 'add', label: 'Add them together' },
              ]}
              value={mapping.repeatedKeys}
              allowDeselect={false}
              disabled={disabled}
              onChange={value => onChange({ repeatedKeys: value as ImportMapping['repeatedKeys'] })}
            />
          </>
        )}
      </SimpleGrid>
    </SectionCard>
  );
}
