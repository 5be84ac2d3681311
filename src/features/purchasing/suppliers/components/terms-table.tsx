import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EditableCell, numberProblem } from '../../../../client/components/editable-cell.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { SupplierTerm, TermChange } from '../use-suppliers.ts';
import { PriceBreaksCell } from './price-breaks-cell.tsx';
import { SourceCell } from './source-cell.tsx';
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

  const columns: Column<SupplierTerm>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: term => term.skuName,
      text: term => `${term.skuName} ${term.skuCode}`,
      cell: term => (
        <span className={classes.name}>
          {term.skuName} <span className={classes.code}>{term.skuCode}</span>
        </span>
      ),
    },
    { id: 'supplier', header: 'Supplier', value: term => term.supplierName, width: 150 },
    {
      id: 'unitCost',
      header: 'Unit cost',
      value: term => term.unitCost,
      numeric: true,
      width: 112,
      cell: term => (
        <EditableCell
          label={`Unit cost of ${nameOf(term)}, ${term.currency} per ${term.unitOfMeasure}`}
          value={term.unitCost}
          numeric
          editable={editable}
          problem={cost}
          onSave={unitCost => onEdit(term, { unitCost })}
        >
          {format.unitPrice(term.unitCost, term.currency)}
        </EditableCell>
      ),
    },
    {
      id: 'priceBreaks',
      header: 'Price breaks',
      value: term => term.priceBreaks.length,
      text: term => term.priceBreaks.map(each => `${each.minimumQuantity} ${each.unitCost}`).join(' '),
      width: 170,
      cell: term => (
        <PriceBreaksCell
          term={term}
          of={nameOf(term)}
          editable={editable}
          onSave={priceBreaks => onEdit(term, { priceBreaks })}
        />
      ),
    },
    {
      id: 'minimum',
      header: 'Minimum order',
      value: term => term.minimumOrderQuantity,
      numeric: true,
      width: 124,
      cell: term => (
        <EditableCell
          label={`Minimum order of ${nameOf(term)}, ${unit(term)}`}
          value={String(term.minimumOrderQuantity)}
          numeric
          editable={editable}
          problem={quantity}
          onSave={text => onEdit(term, { minimumOrderQuantity: Number(text) })}
        >
          {format.quantity(term.minimumOrderQuantity, unit(term), 3)}
        </EditableCell>
      ),
    },
    {
      id: 'multiple',
      header: 'Multiple of',
      value: term => term.orderMultiple,
      numeric: true,
      width: 104,
      cell: term => (
        <EditableCell
          label={`Order multiple of ${nameOf(term)}, ${unit(term)}`}
          value={String(term.orderMultiple)}
          numeric
          editable={editable}
          problem={multiple}
          onSave={text => onEdit(term, { orderMultiple: Number(text) })}
        >
          {format.quantity(term.orderMultiple, unit(term), 3)}
        </EditableCell>
      ),
    },
    {
      id: 'preferred',
      header: 'Plans order here',
      value: term => (term.preferred ? 'Yes' : 'No'),
      width: 132,
      cell: term =>
        term.preferred ? (
          <StatusBadge tone="good">Preferred</StatusBadge>
        ) : editable ? (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Order ${nameOf(term)}`}
            onClick={() =>
              onEdit(term, { preferred: true }).catch(error => notifyFailed('The supplier was not chosen', error))
            }
          >
            Prefer
          </Button>
        ) : (
          'No'
        ),
    },
    {
      id: 'source',
      header: 'Source',
      value: term => term.source,
      width: 260,
      cell: term => (
        <SourceCell
          of={nameOf(term)}
          source={term.source}
          editable={editable}
          onSave={source => onEdit(term, { source })}
        />
      ),
    },
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
