import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { useCarriedSearch } from '../../../client/use-url-filters.ts';
import { InboxCard } from './components/inbox-card.tsx';
import { OrderRegister } from './components/order-register.tsx';
import { useOrders } from './use-orders.ts';

/** What waits for the reader's decision, and every order with its state. */
export function PurchasingPage() {
  const register = useOrders();
  const carried = useCarriedSearch();
  return (
    <>
      <PageHeader
        title="Purchasing"
        description="From an order plan to the supplier: drafts, approvals within limits, receipts."
        actions={
          <Button component={Link} to={`/inventory${carried}`} variant="default">
            Plan orders
          </Button>
        }
      />
      <div className="page-stack">
        <InboxCard inbox={register.inbox} />
        <OrderRegister {...register} />
      </div>
    </>
  );
}
