import { Button } from '@mantine/core';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { type TransferStep, transferRules } from '../../../../../shared/planning/transfer-states.ts';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { QuantitiesDialog } from '../../../../client/components/quantities-dialog.tsx';
import { useFormat, useHasRole, useSession } from '../../../../client/session.ts';
import { type Transfer, useTransferSteps } from '../use-transfer.ts';

/** The steps that the reader may take now; each asks before it acts. */
export function TransferActions({ order }: { readonly order: Transfer }) {
  const manager = useHasRole('MANAGER');
  const operator = useHasRole('OPERATOR');
  const format = useFormat();
  const { planningDate } = useSession().workspace;
  const [dialog, setDialog] = useState<TransferStep | null>(null);
  const take = useTransferSteps(order);
  const close = () => setDialog(null);
  const arrivedNothing = order.lines.every(line => line.receivedQuantity === '0');
  const can = {
    dispatch: manager && transferRules.possible('dispatch', order.status),
    receive: operator && transferRules.possible('receive', order.status),
    cancel: manager && arrivedNothing && transferRules.possible('cancel', order.status),
  };
  const onItsWay = order.lines
    .map(line => ({ ...line, open: new Decimal(line.dispatchedQuantity).minus(line.receivedQuantity).toFixed() }))
    .filter(line => line.open !== '0');

  return (
    <>
      {can.cancel && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          Cancel
        </Button>
      )}
      {can.dispatch && <Button onClick={() => setDialog('dispatch')}>Dispatch</Button>}
      {can.receive && <Button onClick={() => setDialog('receive')}>Receive</Button>}

      <QuantitiesDialog
        opened={dialog === 'dispatch'}
        onClose={close}
        title={`Dispatch ${order.number}`}
        lines={order.lines.map(({ id, skuCode, skuName, unit, quantity, onHandAtSource }) => ({
          ...{ id, unit, most: quantity },
          initial: Decimal.min(quantity, onHandAtSource).toFixed(),
          label: `${skuCode} · ${skuName}`,
          description: `${format.quantity(quantity, unit, 3)} to move; ${format.quantity(onHandAtSource, unit, 3)} on hand in ${order.fromWarehouse}`,
        }))}
        note={`What you enter leaves the stock of ${order.fromWarehouse} today and is in transit to ${order.toWarehouse} until it is received.`}
        confirmLabel="Dispatch"
        failedTitle="Nothing was dispatched"
        onConfirm={({ lines }) => take('dispatch', { lines })}
      />
      <QuantitiesDialog
        // The day may only be known once it is dispatched.
        key={order.version}
        opened={dialog === 'receive'}
        onClose={close}
        title={`Receive ${order.number}`}
        day={{ label: 'Arrived on', first: order.dispatchedOn, last: planningDate }}
        lines={onItsWay.map(({ id, skuCode, skuName, unit, open }) => ({
          ...{ id, unit, initial: open, most: open },
          label: `${skuCode} · ${skuName}`,
          description: `${format.quantity(open, unit, 3)} in transit to ${order.toWarehouse}`,
        }))}
        closing={{
          label: 'Nothing more will come',
          description: 'Ends the transfer with what arrived; the rest is recorded as short.',
        }}
        note={`The stock of ${order.toWarehouse} rises by what you enter.`}
        confirmLabel="Book receipt"
        failedTitle="Nothing was booked"
        onConfirm={({ day, lines, closes }) => take('receive', { receivedOn: day, lines, closesOrder: closes })}
      />
      <ReasonDialog
        opened={dialog === 'cancel'}
        onClose={close}
        title={`Cancel ${order.number}?`}
        confirmLabel="Cancel the transfer"
        danger
        reasonLabel="Why?"
        minimumLength={3}
        onConfirm={reason => take('cancel', { reason })}
      >
        {order.status === 'DISPATCHED' ? `What left goes back into the stock of ${order.fromWarehouse}. ` : ''}
        This cannot be undone. The shipment of its plan can be taken up again.
      </ReasonDialog>
    </>
  );
}
