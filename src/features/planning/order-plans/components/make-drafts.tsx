import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Decimal } from 'decimal.js';
import { useNavigate } from 'react-router';
import { notifyDone, notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import { useIntentionKeys } from '../../../../client/use-intention-keys.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { PlanLine } from '../use-order-plan.ts';

interface MakeDraftsProps {
  readonly planId: string;
  readonly selected: readonly PlanLine[];
  /** Units of a line that no other order holds. */
  readonly leftOf: (line: PlanLine) => number;
}

/** Chosen lines as one draft for each supplier and week; of what other orders hold only the difference. */
export function MakeDrafts({ planId, selected, leftOf }: MakeDraftsProps) {
  const format = useFormat();
  const navigate = useNavigate();
  const carried = useCarriedSearch();
  // One key for one choice of lines: pressing again after a broken connection makes the same orders.
  const lineIds = selected.map(line => line.id).sort();
  const poundsLeft = Decimal.sum(
    0,
    ...selected.map(line => new Decimal(line.lineCostGbp).times(leftOf(line)).div(line.orderQuantity)),
  ).toFixed(2);
  const { keyOf } = useIntentionKeys();
  const create = useMutation(
    trpc.purchasing.createDrafts.mutationOptions({
      onSuccess: ({ orders, reduced }) => {
        const without = reduced.map(({ line, heldBy }) => `${line}: ${heldBy}`).join('; ');
        notifyDone(`${orders.map(order => order.number).join(', ')} drafted${without && `, without ${without}`}`);
        void queryClient.invalidateQueries(trpc.inventory.pathFilter());
        const [only] = orders;
        navigate(orders.length === 1 && only ? `/purchasing/${only.id}${carried}` : `/purchasing${carried}`);
      },
      onError: error => {
        notifyFailed('No draft was made', error);
        void queryClient.invalidateQueries(trpc.inventory.pathFilter());
      },
    }),
  );
  return (
    <Button
      disabled={selected.length === 0}
      loading={create.isPending}
      onClick={() => create.mutate({ planId, lineIds, idempotencyKey: keyOf(lineIds.join(' ')) })}
    >
      {selected.length === 0
        ? 'Make draft orders'
        : `Make draft orders: ${format.quantity(selected.length)} ${selected.length === 1 ? 'line' : 'lines'}, ${format.money(poundsLeft, 'GBP', 0)}`}
    </Button>
  );
}
