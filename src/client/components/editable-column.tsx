import type { Column } from './data-table-column.ts';
import { EditableCell, type EditableCellProps } from './editable-cell.tsx';

interface Editing<Row> extends Pick<EditableCellProps, 'editable' | 'problem'> {
  /** What is edited, e.g. "Lead time of Northern Bottling, days". */
  readonly label: (row: Row) => string;
  /** Rejects with the server's words when it is not saved. */
  readonly onSave: (row: Row, text: string) => Promise<unknown>;
}

/** A column of figures, each edited where it stands: as its value says, shown as its cell says. */
export function editableColumn<Row>(column: Column<Row>, { label, onSave, ...editing }: Editing<Row>): Column<Row> {
  return {
    ...column,
    numeric: true,
    cell: row => (
      <EditableCell
        {...editing}
        label={label(row)}
        value={String(column.value(row) ?? '')}
        numeric
        onSave={text => onSave(row, text)}
      >
        {column.cell?.(row)}
      </EditableCell>
    ),
  };
}
