import { Button } from '@mantine/core';
import { useState } from 'react';
import { notifyDone, notifyFailed } from '../notify.ts';
import type { Column } from './data-table-column.ts';

interface RowActionColumn<Row> {
  /** A verb, e.g. "Remove". */
  readonly label: string;
  /** What a press does, e.g. "Remove the lane North → South": for whoever does not see the row around it. */
  readonly describe: (row: Row) => string;
  readonly run: (row: Row) => Promise<unknown>;
  /** Said once it is done. */
  readonly done: (row: Row) => string;
  /** Heads the words of a refusal, e.g. "The lane was not removed". */
  readonly failedTitle: string;
}

/** A column of buttons, each of which does one thing to its row at once and says what came of it. */
export function rowActionColumn<Row>({ label, describe, run, done, failedTitle }: RowActionColumn<Row>): Column<Row> {
  return {
    id: label.toLowerCase().replaceAll(' ', '-'),
    header: label,
    value: () => null,
    sortable: false,
    width: 110,
    cell: row => (
      <RowAction
        label={label}
        description={describe(row)}
        run={() => run(row)}
        done={done(row)}
        failedTitle={failedTitle}
      />
    ),
  };
}

interface RowActionProps {
  readonly label: string;
  readonly description: string;
  readonly run: () => Promise<unknown>;
  readonly done: string;
  readonly failedTitle: string;
}

/** One such button, for a cell that has several or not always one. */
export function RowAction({ label, description, run, done, failedTitle }: RowActionProps) {
  const [running, setRunning] = useState(false);
  const press = async () => {
    setRunning(true);
    try {
      await run();
      notifyDone(done);
    } catch (error) {
      notifyFailed(failedTitle, error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button variant="default" size="compact-xs" aria-label={description} loading={running} onClick={() => void press()}>
      {label}
    </Button>
  );
}
