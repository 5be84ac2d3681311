// biome-ignore-all lint/a11y/noRedundantRoles: the phone layout turns the table into blocks, which drops the implicit roles
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Sort } from './arrange-rows.ts';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';

interface DataTableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort) => void;
  /** The box that selects all; absent where rows cannot be selected. */
  readonly selectAll: ReactNode;
}

/** The sticky header; each heading sorts. */
export function DataTableHead<Row>({ columns, sort, onSort, selectAll }: DataTableHeadProps<Row>) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {selectAll && (
          <th role="columnheader" scope="col" className={classes.check}>
            {selectAll}
          </th>
        )}
        {columns.map((column, index) => {
          const direction = sort?.columnId === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          // Figures are first asked for from the largest down.
          const descending = direction ? direction === 'ascending' : Boolean(column.numeric);
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              aria-sort={direction ?? (column.sortable === false ? undefined : 'none')}
              data-numeric={column.numeric || undefined}
              className={index === 0 ? classes.name : undefined}
            >
              {column.sortable === false ? (
                column.header
              ) : (
                <button type="button" onClick={() => onSort({ columnId: column.id, descending })}>
                  <span>{column.header}</span>
                  {direction === 'descending' && <IconArrowDown size={12} stroke={2.2} aria-hidden />}
                  {direction === 'ascending' && <IconArrowUp size={12} stroke={2.2} aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
