import { Group } from '@mantine/core';
import { useParams } from 'react-router';
import { DocumentLinks } from '../../../client/components/document-links.tsx';
import { PageSkeleton } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { StatTile } from '../../../client/components/stat-tile.tsx';
import { useFormat, useSession } from '../../../client/session.ts';
import { TransferActions } from './components/transfer-actions.tsx';
import { TransferLines } from './components/transfer-lines.tsx';
import { TransferStatusBadge } from './components/transfer-status.tsx';
import { type Transfer, useTransfer } from './use-transfer.ts';

/** One transfer order: what moves from where to where, and how far it has come. */
export function TransferPage() {
  const { orderId = '' } = useParams();
  const order = useTransfer(orderId);
  const data = order.data;
  return (
    <>
      <PageHeader
        title={data?.number ?? 'Transfer order'}
        description={
          data && (
            <Group gap="xs" component="span">
              <TransferStatusBadge status={data.status} />
              {`${data.fromWarehouse} → ${data.toWarehouse} · made by ${data.requesterName}`}
            </Group>
          )
        }
        asOf={data?.asOf}
        actions={data && <TransferActions order={data} />}
      />
      <div className="page-stack">
        <QueryBoundary query={order} what="the transfer order" loading={<PageSkeleton />}>
          {shown => (
            <>
              <Facts order={shown} />
              <TransferLines order={shown} />
              <DocumentLinks id={shown.id} planId={shown.planId} />
            </>
          )}
        </QueryBoundary>
      </div>
    </>
  );
}

function Facts({ order }: { readonly order: Transfer }) {
  const format = useFormat();
  const { planningDate } = useSession().workspace;
  const { status, dispatchedOn, expectedOn, leavesOn } = order;
  const overdue = status === 'DISPATCHED' && expectedOn < planningDate;
  return (
    <div className="tile-grid">
      {dispatchedOn ? (
        <StatTile label="Dispatched" value={format.day(dispatchedOn)} note={`planned for ${format.day(leavesOn)}`} />
      ) : (
        <StatTile
          label="To leave"
          value={format.day(leavesOn)}
          note={status === 'DRAFT' ? `in the stock of ${order.fromWarehouse} until then` : 'never left'}
        />
      )}
      <StatTile
        label="Expected"
        value={format.day(expectedOn)}
        note={overdue ? 'overdue: ask where it is' : `${format.quantity(order.leadTimeDays, 'days')} on the way`}
      />
      {status === 'RECEIVED' ? (
        <StatTile
          label="Short"
          value={format.quantity(order.short, undefined, 3)}
          unit="units"
          note={order.short === '0' ? 'everything arrived' : 'left and never arrived'}
        />
      ) : (
        <StatTile
          label="In transit"
          value={format.quantity(order.inTransit, undefined, 3)}
          unit="units"
          note={status === 'DISPATCHED' ? `counted as on order in ${order.toWarehouse}` : 'nothing is on the way'}
        />
      )}
      <StatTile
        label="Cost of moving it"
        value={format.money(order.costGbp, 'GBP')}
        note="units and shipment, by the lane’s terms in the plan"
      />
    </div>
  );
}
