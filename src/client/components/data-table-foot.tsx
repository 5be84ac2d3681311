// biome-ignore-all lint/a11y/noRedundantRoles: the phone layout turns the table into blocks, which drops the implicit roles
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';

interface DataTableFootProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly selectable: boolean;
}

/** What the rows come to, where a column says how. */
export function DataTableFoot<Row>({ columns, rows, selectable }: DataTableFootProps<Row>) {
  if (rows.length === 0 || !columns.some(column => column.total)) return null;
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {selectable && <td role="cell" className={classes.check} />}
        {columns.map((column, index) => (
          <td
            key={column.id}
            role="cell"
            data-label={column.header}
            data-numeric={column.numeric || undefined}
            className={index === 0 ? classes.name : undefined}
          >
            <div className={classes.cell}>{column.total?.(rows) ?? (index === 0 ? 'Total' : null)}</div>
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
