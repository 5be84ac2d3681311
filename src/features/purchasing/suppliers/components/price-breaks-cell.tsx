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

/** The best price and the quantity it takes; opens the price breaks. */
export function PriceBreaksCell({ term, of, editable, onSave }: PriceBreaksCellProps) {
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [first] = term.priceBreaks;
  const more = term.priceBreaks.length - 1;
  const price = first && format.money(first.unitCost, term.currency, Math.max(2, decimalsOf(first.unitCost)));
  const words = first
    ? `${price} from ${format.quantity(first.minimumQuantity, undefined, 3)}${more > 0 ? `, ${more} more` : ''}`
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

function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}
