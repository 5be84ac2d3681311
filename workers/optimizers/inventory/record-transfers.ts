import type { InventoryProblem, PlanLineInput, PlanTransfer } from '../../../shared/contracts/inventory.ts';
import type { DecisionDraft } from './decision-draft.ts';

const mostNamed = 5;

/** What transfers did to one line's order. */
export interface TransferEffect {
  /** Units ordered now in the best plan without transfers. */
  readonly alone: number;
  /** Units ordered now. */
  readonly quantity: number;
  /** Of the whole plan. */
  readonly transfers: readonly PlanTransfer[];
}

/** Adds to a line's record what its order became once goods could be moved; nothing where no lane touches its warehouse. */
export function recordTransfers(
  draft: DecisionDraft,
  problem: InventoryProblem,
  { itemId, warehouseId }: PlanLineInput,
  { quantity, transfers }: TransferEffect,
): void {
  if (!problem.lanes.some(lane => lane.fromWarehouseId === warehouseId || lane.toWarehouseId === warehouseId)) return;
  const asOf = problem.planningDate;
  const own = transfers.filter(each => each.itemId === itemId);
  const enter = (key: string, moved: readonly PlanTransfer[]) => {
    const units = moved.reduce((sum, each) => sum + each.quantity, 0);
    draft.input(key, units, 'units', { source: wordsOf(moved), asOf });
  };
  enter(
    'transfer.received',
    own.filter(each => each.toWarehouseId === warehouseId),
  );
  enter(
    'transfer.sent',
    own.filter(each => each.fromWarehouseId === warehouseId),
  );
  const source = 'One solve over orders and transfers together';
  draft.input('granted.transfer', quantity, 'units', { source, asOf });
  draft.constrain('transfer', { granted: 'granted.transfer', received: 'transfer.received', sent: 'transfer.sent' });
}

/** Which transfers, in words; long lists are cut. */
function wordsOf(transfers: readonly PlanTransfer[]): string {
  if (transfers.length === 0) return 'No transfer of this plan';
  const first = transfers
    .toSorted((a, b) => a.week - b.week)
    .slice(0, mostNamed)
    .map(each => `${each.quantity} in week ${each.week + 1} from ${each.fromWarehouseId} to ${each.toWarehouseId}`);
  const more = transfers.length - first.length;
  return `Transfers of this plan: ${first.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}
