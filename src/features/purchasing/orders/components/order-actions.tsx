import { Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { orderRules } from '../../../../../shared/purchasing/order-states.ts';
import { ConfirmDialog, ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { download } from '../../../../client/components/download.ts';
import { useShortcut } from '../../../../client/keyboard.ts';
import { notifyFailed } from '../../../../client/notify.ts';
import { useFormat, useHasRole, useSession } from '../../../../client/session.ts';
import { trpcClient } from '../../../../client/trpc.ts';
import { type Order, type Standing, useOrderSteps } from '../use-order.ts';
import { ReceiveDialog } from './receive-dialog.tsx';

type Dialog = 'submit' | 'approve' | 'reject' | 'reopen' | 'cancel' | 'markOrdered' | 'receive';

interface OrderActionsProps {
  readonly order: Order;
  readonly standing: Standing | null | undefined;
}

/** The steps that the reader may take now; each asks before it acts, those that undo something ask why. */
export function OrderActions({ order, standing }: OrderActionsProps) {
  const format = useFormat();
  const { user } = useSession();
  const manager = useHasRole('MANAGER');
  const operator = useHasRole('OPERATOR');
  const administrator = useHasRole('ADMIN');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { take } = useOrderSteps(order);
  const close = () => setDialog(null);

  const requester = order.requestedById === user.id;
  const you = standing?.result?.you;
  const can = {
    submit: manager && requester && orderRules.possible('submit', order.status),
    approve: manager && you?.allowed === true && orderRules.possible('approve', order.status),
    reject: manager && !requester && user.approvalAuthority !== 'NONE' && orderRules.possible('reject', order.status),
    markOrdered: manager && orderRules.possible('mark-ordered', order.status),
    receive: operator && orderRules.possible('receive', order.status),
    reopen: manager && requester && orderRules.possible('reopen', order.status),
    cancel: manager && (requester || administrator) && orderRules.possible('cancel', order.status),
  };
  useShortcut('a', 'Approve the order', () => setDialog('approve'), 'This order', can.approve);

  const exportAs = async (kind: 'csv' | 'pdf') => {
    const input = { orderId: order.id };
    try {
      if (kind === 'csv') {
        const { fileName, content } = await trpcClient.purchasing.orderCsv.query(input);
        download(fileName, content, 'text/csv');
      } else {
        const { fileName, contentBase64 } = await trpcClient.purchasing.orderPdf.query(input);
        download(
          fileName,
          Uint8Array.from(atob(contentBase64), byte => byte.charCodeAt(0)),
          'application/pdf',
        );
      }
    } catch (error) {
      notifyFailed('The order was not exported', error);
    }
  };
  const total = format.money(order.total, order.currency);
  const value = order.totalGbp === null ? total : format.money(order.totalGbp, 'GBP');

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label="More actions for this order">
            <IconDotsVertical size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileTypePdf size={14} aria-hidden />} onClick={() => void exportAs('pdf')}>
            Download PDF
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={14} aria-hidden />} onClick={() => void exportAs('csv')}>
            Download CSV
          </Menu.Item>
          {can.reopen && <Menu.Item onClick={() => setDialog('reopen')}>Reopen as draft</Menu.Item>}
          {can.cancel && (
            <Menu.Item color="red" onClick={() => setDialog('cancel')}>
              Cancel the order
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {can.reject && (
        <Button variant="default" onClick={() => setDialog('reject')}>
          Reject
        </Button>
      )}
      {can.submit && <Button onClick={() => setDialog('submit')}>Submit for approval</Button>}
      {can.approve && <Button onClick={() => setDialog('approve')}>Approve</Button>}
      {can.markOrdered && <Button onClick={() => setDialog('markOrdered')}>Mark as ordered</Button>}
      {can.receive && <Button onClick={() => setDialog('receive')}>Receive</Button>}

      <ConfirmDialog
        opened={dialog === 'submit'}
        onClose={close}
        title={`Submit ${order.number}?`}
        confirmLabel="Submit for approval"
        onConfirm={() => take('submit', {})}
      >
        {`${total} to ${order.supplierName}. The content and its value in pounds are frozen; `}
        {standing?.result && standing.result.couldApprove.length > 0
          ? `it can be approved by ${standing.result.couldApprove.map(person => person.name).join(', ')}.`
          : 'nobody can approve it as things stand.'}
      </ConfirmDialog>
      <ConfirmDialog
        opened={dialog === 'approve'}
        onClose={close}
        title={`Approve ${order.number}?`}
        confirmLabel="Approve"
        onConfirm={() => take('approve', { contentHash: order.contentHash ?? '' })}
      >
        {`${value} to ${order.supplierName}, ${order.lines.length} ${order.lines.length === 1 ? 'line' : 'lines'}, requested by ${order.requesterName}. `}
        {standing?.result &&
          `${format.money(standing.result.heldGbp, 'GBP')} is held against ${
            you?.limitGbp ? `your limit of ${format.money(you.limitGbp, 'GBP')}` : 'no limit'
          }. `}
        The approval holds for exactly this content.
      </ConfirmDialog>
      <ConfirmDialog
        opened={dialog === 'markOrdered'}
        onClose={close}
        title={`Is ${order.number} with ${order.supplierName}?`}
        confirmLabel="Mark as ordered"
        onConfirm={() => take('markOrdered', {})}
      >
        Say so once the supplier has the order. From then on its quantities count as on order and lead time is measured.
      </ConfirmDialog>
      <ReasonDialog
        opened={dialog === 'reject'}
        onClose={close}
        title={`Reject ${order.number}?`}
        confirmLabel="Reject"
        danger
        reasonLabel={`What should ${order.requesterName} change?`}
        minimumLength={3}
        onConfirm={reason => take('reject', { reason })}
      >
        The requester can change the order and submit it again.
      </ReasonDialog>
      <ReasonDialog
        opened={dialog === 'reopen'}
        onClose={close}
        title={`Reopen ${order.number}?`}
        confirmLabel="Reopen as draft"
        reasonLabel="Why?"
        minimumLength={3}
        onConfirm={reason => take('reopen', { reason })}
      >
        {order.status === 'APPROVED' ? 'The approval no longer counts: ' : ''}
        the order must be submitted and approved again before it can go to the supplier.
      </ReasonDialog>
      <ReasonDialog
        opened={dialog === 'cancel'}
        onClose={close}
        title={`Cancel ${order.number}?`}
        confirmLabel="Cancel the order"
        danger
        reasonLabel="Why?"
        minimumLength={3}
        onConfirm={reason => take('cancel', { reason })}
      >
        {order.status === 'ORDERED' ? `${order.supplierName} has this order: tell them too. ` : ''}
        This cannot be undone. The lines of its plan can be ordered again.
      </ReasonDialog>
      <ReceiveDialog order={order} opened={dialog === 'receive'} onClose={close} />
    </>
  );
}
