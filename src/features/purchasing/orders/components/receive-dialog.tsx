import { Decimal } from 'decimal.js';
import { QuantitiesDialog } from '../../../../client/components/quantities-dialog.tsx';
import { useFormat, useSession } from '../../../../client/session.ts';
import { type Order, useOrderSteps } from '../use-order.ts';

interface ReceiveDialogProps {
  readonly order: Order;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Books what arrived: everything that is open at first, line by line to correct. */
export function ReceiveDialog({ order, opened, onClose }: ReceiveDialogProps) {
  const { planningDate } = useSession().workspace;
  const format = useFormat();
  const { take } = useOrderSteps(order);
  const lines = order.lines
    .map(line => ({ ...line, open: new Decimal(line.quantity).minus(line.receivedQuantity).toFixed() }))
    .filter(line => line.open !== '0');
  return (
    <QuantitiesDialog
      opened={opened}
      onClose={onClose}
      title={`Receive ${order.number}`}
      day={{ label: 'Arrived on', first: order.orderedOn, last: planningDate }}
      lines={lines.map(({ id, skuCode, skuName, warehouse, unit, open }) => ({
        ...{ id, unit, initial: open, most: open },
        label: `${skuCode} · ${skuName}`,
        description: `${warehouse}; ${format.quantity(open, unit, 3)} still to come`,
      }))}
      closing={{
        label: 'Nothing more will come',
        description: 'Ends the order with what arrived; the rest is no longer on order.',
      }}
      note="The stock of each warehouse rises by what you enter."
      confirmLabel="Book receipt"
      failedTitle="Nothing was booked"
      onConfirm={({ day, lines: arrived, closes }) =>
        take('receive', { receivedOn: day, lines: arrived, closesOrder: closes })
      }
    />
  );
}
