import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TermPriceBreak } from '../../../../../shared/purchasing/price-breaks.ts';
import { useFormat } from '../../../../client/session.ts';
import type { SupplierTerm } from '../use-suppliers.ts';
import { PriceBreaksDialog } from './price-breaks-dialog.tsx';

interface PriceBreaksCellProps {
  readonly term: SupplierTerm;
  /** Whose price breaks they are. */
  readonly of: string;
  readonly editable: boolean;
  readonly onSave: (priceBreaks: TermPriceBreak[]) => Promise<unknown>;
}

/** The first price break and how many follow it; opens them. */
export function PriceBreaksCell({ term, of, editable, onSave }: PriceBreaksCellProps) {
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [first] = term.priceBreaks;
  const more = term.priceBreaks.length > 1 ? ` + ${term.priceBreaks.length - 1}` : '';
  const words = first
    ? `${format.unitPrice(first.unitCost, term.currency)} from ${format.quantity(first.minimumQuantity, undefined, 3)}${more}`
    : 'none';
  if (!editable) return <>{words}</>;
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`Price breaks of ${of}: ${words}. Edit`}
        onClick={() => setOpened(true)}
      >
        {words}
      </Button>
      {opened && <PriceBreaksDialog term={term} of={of} onSave={onSave} onClose={() => setOpened(false)} />}
    </>
  );
}
