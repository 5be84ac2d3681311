import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Correction } from '../../../../../shared/contracts/import-file.ts';
import type { RejectedRow } from '../use-imports.ts';

interface CorrectRowProps {
  readonly header: readonly string[];
  readonly row: RejectedRow;
  /** Of this row, not yet checked. */
  readonly corrections: readonly Correction[];
  readonly onKeep: (corrections: Correction[]) => void;
  readonly onClose: () => void;
}

/** One row of the file, its wrong cells first to fill in. */
export function CorrectRow({ header, row, corrections, onKeep, onClose }: CorrectRowProps) {
  const original = (index: number) => row.cells[index] ?? '';
  const [values, setValues] = useState(() =>
    header.map((_, index) => corrections.find(one => one.column === index)?.value ?? original(index)),
  );
  const setValue = (index: number, value: string) =>
    setValues(current => current.map((own, at) => (at === index ? value : own)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onKeep(
      values.flatMap((value, column) =>
        value === original(column) ? [] : [{ rowNumber: row.rowNumber, column, value }],
      ),
    );
  };
  const firstWrong = row.problems.find(problem => problem.columnIndex !== null)?.columnIndex;
  return (
    <Drawer opened onClose={onClose} position="right" title={`Line ${row.rowNumber}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {row.problems
            .filter(problem => problem.columnIndex === null)
            .map(problem => (
              <Text key={problem.reason} size="sm" c="var(--app-bad)">
                {problem.reason}
              </Text>
            ))}
          {header.map((name, index) => {
            const problem = row.problems.find(one => one.columnIndex === index);
            const suggestion = problem?.suggestion;
            return (
              <TextInput
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity and do not move
                key={index}
                label={name}
                value={values[index] ?? ''}
                onChange={event => setValue(index, event.currentTarget.value)}
                error={problem?.reason}
                data-autofocus={index === firstWrong || undefined}
                description={
                  suggestion && values[index] !== suggestion ? (
                    <Button variant="subtle" onClick={() => setValue(index, suggestion)}>
                      Use {suggestion}
                    </Button>
                  ) : undefined
                }
                inputWrapperOrder={['label', 'input', 'error', 'description']}
              />
            );
          })}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit">Keep correction</Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
