import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { editableColumn } from '../../../../client/components/editable-column.tsx';
import { RowAction } from '../../../../client/components/row-action.tsx';
import { sourceColumn } from '../../../../client/components/source.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { SupplierTerm, TermChange } from '../use-suppliers.ts';
import { PriceBreaksCell } from './price-breaks-cell.tsx';
import classes from './suppliers.module.css';

interface TermsTableProps {
  readonly terms: readonly SupplierTerm[];
  readonly empty: ReactNode;
  readonly actions: ReactNode;
  readonly onEdit: (term: SupplierTerm, change: TermChange) => Promise<unknown>;
}

const cost = numberProblem({ min: 0, max: 9_999_999_999, decimals: 4 });
const quantity = numberProblem({ min: 0, max: 99_999_999_999, decimals: 3 });
const multiple = numberProblem({ min: 0.001, max: 99_999_999_999, decimals: 3 });

/** What each SKU costs and in which quantities it is sold, edited where it stands. */
export function TermsTable({ terms, empty, actions, onEdit }: TermsTableProps) {
  const format = useFormat();
  const editable = useHasRole('MANAGER');
  const unit = (term: SupplierTerm) => `${term.unitOfMeasure}s`;
  const nameOf = (term: SupplierTerm) => `${term.skuName} from ${term.supplierName}`;

  const orderSize = (
    id: 'minimumOrderQuantity' | 'orderMultiple',
    header: string,
    name: string,
    problem: (text: string) => string | null,
    width: number,
  ) =>
    editableColumn<SupplierTerm>(
      { id, header, value: term => term[id], width, cell: term => format.quantity(term[id], unit(term), 3) },
      {
        label: term => `${name} of ${nameOf(term)}, ${unit(term)}`,
        editable,
        problem,
        onSave: (term, text) => onEdit(term, { [id]: Number(text) }),
      },
    );

  const columns: Column<SupplierTerm>[] = [
    {
      id: 'sku',
      header: 'SKU',
      width: 160,
      value: term => term.skuName,
      text: term => `${term.skuName} ${term.skuCode}`,
      cell: term => (
        <span className={classes.name}>
          {term.skuName} <span className={classes.code}>{term.skuCode}</span>
        </span>
      ),
    },
    { id: 'supplier', header: 'Supplier', value: term => term.supplierName, width: 160 },
    editableColumn(
      {
        id: 'unitCost',
        header: 'Unit cost',
        value: term => term.unitCost,
        width: 112,
        cell: term => format.unitPrice(term.unitCost, term.currency),
      },
      {
        label: term => `Unit cost of ${nameOf(term)}, ${term.currency} per ${term.unitOfMeasure}`,
        editable,
        problem: cost,
        onSave: (term, unitCost) => onEdit(term, { unitCost }),
      },
    ),
    {
      id: 'priceBreaks',
      header: 'Price breaks',
      value: term => term.priceBreaks.length,
      text: term => term.priceBreaks.map(each => `${each.minimumQuantity} ${each.unitCost}`).join(' '),
      width: 156,
      cell: term => (
        <PriceBreaksCell
          term={term}
          of={nameOf(term)}
          editable={editable}
          onSave={priceBreaks => onEdit(term, { priceBreaks })}
        />
      ),
    },
    orderSize('minimumOrderQuantity', 'Minimum order', 'Minimum order', quantity, 124),
    orderSize('orderMultiple', 'Multiple of', 'Order multiple', multiple, 104),
    {
      id: 'preferred',
      header: 'Plans order here',
      value: term => (term.preferred ? 'Yes' : 'No'),
      width: 132,
      cell: term =>
        term.preferred ? (
          <StatusBadge tone="good">Preferred</StatusBadge>
        ) : editable ? (
          <RowAction
            label="Prefer"
            description={`Order ${nameOf(term)}`}
            run={() => onEdit(term, { preferred: true })}
            done={`Plans order ${nameOf(term)}`}
            failedTitle="The supplier was not chosen"
          />
        ) : (
          'No'
        ),
    },
    sourceColumn({
      of: term => `the terms of ${nameOf(term)}`,
      editable,
      onSave: (term, source) => onEdit(term, { source }),
    }),
  ];
  return (
    <DataTable
      name="terms"
      label="Terms of each SKU"
      rows={terms}
      rowId={term => `${term.supplierId}/${term.skuId}`}
      columns={columns}
      empty={empty}
      actions={actions}
    />
  );
}
