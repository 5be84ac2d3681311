import { Group } from '@mantine/core';
import { useParams } from 'react-router';
import { DocumentLinks } from '../../../client/components/document-links.tsx';
import { PageSkeleton } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { StatTile } from '../../../client/components/stat-tile.tsx';
import { useFormat, useSession } from '../../../client/session.ts';
import { EscalationStatus } from '../approval-escalations/components/escalation-status.tsx';
import { ApprovalChain } from './components/approval-chain.tsx';
import { CashEffect } from './components/cash-effect.tsx';
import { LimitMeter } from './components/limit-meter.tsx';
import { OrderActions } from './components/order-actions.tsx';
import { OrderChanges } from './components/order-changes.tsx';
import { OrderLines } from './components/order-lines.tsx';
import { OrderStatusBadge } from './components/order-status.tsx';
import { type Order, useOrder } from './use-order.ts';

/** One purchase order: what it says, what stands against its approval, what happened so far. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const { order, standing } = useOrder(orderId);
  const { user } = useSession();
  const data = order.data;
  const editable = data?.status === 'DRAFT' && data.requestedById === user.id;
  return (
    <>
      <PageHeader
        title={data?.number ?? 'Purchase order'}
        description={
          data && (
            <Group gap="xs" component="span">
              <OrderStatusBadge status={data.status} />
              {`${data.supplierName} · requested by ${data.requesterName}`}
            </Group>
          )
        }
        asOf={data?.asOf}
        actions={data && <OrderActions order={data} standing={standing.data} />}
      />
      <div className="page-stack">
        <QueryBoundary query={order} what="the order" loading={<PageSkeleton />}>
          {shown => (
            <>
              {shown.status === 'SUBMITTED' && <EscalationStatus orderId={shown.id} />}
              <Facts order={shown} />
              <OrderLines order={shown} editable={editable === true} key={shown.version} />
              <OrderChanges order={shown} />
              <div className="card-grid">
                {standing.data && <LimitMeter order={shown} standing={standing.data} />}
                <ApprovalChain order={shown} />
              </div>
              <CashEffect order={shown} />
              <DocumentLinks id={shown.id} planId={shown.planId} />
            </>
          )}
        </QueryBoundary>
      </div>
    </>
  );
}

function Facts({ order }: { readonly order: Order }) {
  const format = useFormat();
  const { planningDate } = useSession().workspace;
  const open = ['DRAFT', 'SUBMITTED', 'APPROVED'].includes(order.status);
  const { days, deliveries } = order.leadTime;
  const late = open && order.orderBy !== null && order.orderBy < planningDate;
  return (
    <div className="tile-grid">
      <StatTile label={`Total (${order.currency})`} value={format.money(order.total, order.currency)} />
      <StatTile
        label="Value (GBP)"
        value={order.totalGbp === null ? null : format.money(order.totalGbp, 'GBP')}
        note={
          order.gbpRateDay === null
            ? 'frozen on submission'
            : order.currency === 'GBP'
              ? 'no conversion'
              : `at ${format.decimal(order.gbpPerUnit, 4)} of ${format.day(order.gbpRateDay)}`
        }
      />
      <StatTile
        label="Order by"
        value={format.day(order.orderBy)}
        note={
          late
            ? 'overdue: it will arrive late'
            : deliveries === null
              ? `${format.quantity(days, 'days', 1)} of stated lead time`
              : `lead time of ${format.quantity(days, 'days', 1)}, mean of ${deliveries} deliveries`
        }
      />
      <StatTile
        label="Expected"
        value={format.day(order.expectedOn)}
        note={order.orderedOn ? `ordered ${format.day(order.orderedOn)}` : 'not ordered yet'}
      />
    </div>
  );
}
