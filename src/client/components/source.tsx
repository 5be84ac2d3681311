import { TextInput, type TextInputProps } from '@mantine/core';
import type { Column } from './data-table-column.ts';
import { EditableCell } from './editable-cell.tsx';
import classes from './source.module.css';
import { StatusBadge } from './status-badge.tsx';

/** Whether figures are assumed rather than stated by someone. */
export function isAssumption(source: string): boolean {
  return /^assum/i.test(source);
}

/** A check for a form or an `EditableCell`. */
export function sourceProblem(text: string): string | null {
  return text.trim() ? null : 'Say where it comes from, or write “Assumption”.';
}

interface SourceInputProps extends TextInputProps {
  /** Of a statement, e.g. "contract of May". */
  readonly example: string;
}

/** Asks where figures come from. */
export function SourceInput({ example, ...input }: SourceInputProps) {
  return (
    <TextInput
      label="Source"
      description={`“Statement: ${example}”, or “Assumption: …” while nobody has said`}
      required
      {...input}
    />
  );
}

interface SourceColumn<Row> {
  /** Whose figures they are, e.g. "the terms of Northern Bottling". */
  readonly of: (row: Row) => string;
  readonly editable: boolean;
  readonly onSave: (row: Row, source: string) => Promise<unknown>;
}

/** Says first whether the figures of a row are assumed or stated, then by what; edited in words. */
export function sourceColumn<Row extends { readonly source: string }>(about: SourceColumn<Row>): Column<Row> {
  return {
    id: 'source',
    header: 'Source',
    value: row => row.source,
    width: 230,
    cell: row => {
      const assumed = isAssumption(row.source);
      const detail = row.source.replace(/^(assumption|statement)\s*:?\s*/i, '');
      return (
        <span className={classes.source} title={row.source}>
          <StatusBadge tone={assumed ? 'warning' : 'good'}>{assumed ? 'Assumption' : 'Statement'}</StatusBadge>
          <EditableCell
            label={`Source of ${about.of(row)}`}
            value={row.source}
            editable={about.editable}
            problem={sourceProblem}
            onSave={source => about.onSave(row, source)}
          >
            {detail || (assumed ? 'not stated by anyone' : 'by whom is not said')}
          </EditableCell>
        </span>
      );
    },
  };
}
