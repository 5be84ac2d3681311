import type { StatusTone } from '../../../../client/components/status-badge.tsx';
import type { StockRow } from '../use-stock.ts';

export const coverStates = ['out', 'late', 'order', 'enough', 'unknown'] as const;
export type CoverState = (typeof coverStates)[number];

export const coverLabels: Record<
  CoverState,
  { readonly label: string; readonly tone: StatusTone; readonly meaning: string }
> = {
  out: { label: 'Out of stock', tone: 'bad', meaning: 'nothing on the shelf, or more owed than there is' },
  late: { label: 'Will run out', tone: 'bad', meaning: 'stock and open orders end before a new order could arrive' },
  order: { label: 'Order now', tone: 'warning', meaning: 'the position is at or below the reorder point' },
  enough: { label: 'Enough', tone: 'good', meaning: 'the position is above the reorder point' },
  unknown: { label: 'Not known', tone: 'neutral', meaning: 'an input is missing' },
};

/** How urgent a stock position is, from its cover against lead time and review, and its position against the reorder point. */
export function coverState(row: Pick<StockRow, 'stock' | 'outlook' | 'leadTimeDays'>): CoverState {
  const { stock, outlook, leadTimeDays } = row;
  if (stock && stock.onHand <= stock.backOrdered) return 'out';
  if (!outlook || leadTimeDays === null) return 'unknown';
  if (outlook.positionDays !== null && outlook.positionDays < leadTimeDays) return 'late';
  return outlook.position <= outlook.reorderPoint ? 'order' : 'enough';
}

/** Cover as a share of the days it must last; infinite when it outlasts the forecast, NaN when not known. For ranking. */
export function coverShare({ outlook }: Pick<StockRow, 'outlook'>): number {
  if (!outlook) return Number.NaN;
  return outlook.daysOfCover === null
    ? Number.POSITIVE_INFINITY
    : outlook.daysOfCover / Math.max(1, outlook.protectedDays);
}
