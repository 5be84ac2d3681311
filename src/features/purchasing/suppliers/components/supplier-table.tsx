import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { editableColumn } from '../../../../client/components/editable-column.tsx';
import { sourceColumn } from '../../../../client/components/source.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { Supplier, SupplierChange } from '../use-suppliers.ts';
import classes from './suppliers.module.css';

interface SupplierTableProps {
  readonly suppliers: readonly Supplier[];
  readonly empty: ReactNode;
  readonly actions: ReactNode;
  readonly onEdit: (supplier: Supplier, change: SupplierChange) => Promise<unknown>;
}

const days = numberProblem({ min: 0, max: 730, decimals: 0 });
const deviation = numberProblem({ min: 0, max: 365, decimals: 2 });
const capacity = numberProblem({ min: 0.001, max: 99_999_999_999, decimals: 3 });
const amount = numberProblem({ min: 0, max: 9_999_999_999, decimals: 2 });

/** What each supplier asks for, edited where it stands. */
export function SupplierTable({ suppliers, empty, actions, onEdit }: SupplierTableProps) {
  const format = useFormat();
  const editable = useHasRole('MANAGER');

  const figure = (
    id: 'leadTimeDays' | 'leadTimeDeviationDays' | 'paymentTermsDays' | 'orderCost' | 'minimumOrderValue',
    header: string,
    unit: 'days' | 'money',
    problem: (text: string) => string | null,
    width: number,
  ) =>
    editableColumn<Supplier>(
      {
        id,
        header,
        value: supplier => supplier[id],
        width,
        cell: supplier =>
          unit === 'money' ? format.money(supplier[id], supplier.currency) : format.quantity(supplier[id], 'days', 2),
      },
      {
        label: supplier => `${header} of ${supplier.name}, ${unit === 'money' ? supplier.currency : 'days'}`,
        editable,
        problem,
        onSave: (supplier, text) => onEdit(supplier, { [id]: unit === 'money' ? text : Number(text) }),
      },
    );

  const columns: Column<Supplier>[] = [
    {
      id: 'name',
      header: 'Supplier',
      width: 210,
      value: supplier => supplier.name,
      text: supplier => `${supplier.name} ${supplier.code}`,
      cell: supplier => (
        <span className={classes.name}>
          {supplier.name} <span className={classes.code}>{supplier.code}</span>
        </span>
      ),
    },
    { id: 'currency', header: 'Currency', value: supplier => supplier.currency, width: 90, hidden: true },
    figure('leadTimeDays', 'Lead time', 'days', days, 92),
    figure('leadTimeDeviationDays', 'Deviation', 'days', deviation, 88),
    figure('orderCost', 'Cost per order', 'money', amount, 120),
    figure('minimumOrderValue', 'Minimum order', 'money', amount, 132),
    figure('paymentTermsDays', 'Payment terms', 'days', numberProblem({ min: 0, max: 365, decimals: 0 }), 116),
    editableColumn(
      {
        id: 'weeklyCapacity',
        header: 'Weekly capacity',
        value: supplier => supplier.weeklyCapacity,
        width: 128,
        cell: ({ weeklyCapacity }) =>
          weeklyCapacity === null ? 'no limit' : format.quantity(weeklyCapacity, 'units', 3),
      },
      {
        label: supplier => `Weekly capacity of ${supplier.name}, units over all its SKUs`,
        editable,
        problem: text => (text === '' ? null : capacity(text)),
        onSave: (supplier, text) => onEdit(supplier, { weeklyCapacity: text === '' ? null : Number(text) }),
      },
    ),
    { id: 'skus', header: 'SKUs', value: supplier => supplier.skuCount, numeric: true, width: 60 },
    sourceColumn({
      of: supplier => `the terms of ${supplier.name}`,
      editable,
      onSave: (supplier, source) => onEdit(supplier, { source }),
    }),
  ];
  return (
    <DataTable
      name="suppliers"
      label="Suppliers"
      rows={suppliers}
      rowId={supplier => supplier.id}
      columns={columns}
      empty={empty}
      actions={actions}
      maxHeight={420}
    />
  );
}
