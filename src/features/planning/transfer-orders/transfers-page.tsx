import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { useCarriedSearch } from '../../../client/use-url-filters.ts';
import { TransferRegister } from './components/transfer-register.tsx';
import { useTransfers } from './use-transfers.ts';

/** Stock that is to move, moves or has moved between warehouses. */
export function TransfersPage() {
  const register = useTransfers();
  const carried = useCarriedSearch();
  return (
    <>
      <PageHeader
        title="Transfers"
        description="Stock moved between warehouses: drafted from an order plan, dispatched, received. Nothing is bought, so nobody has to approve it."
        actions={
          <Button component={Link} to={`/inventory${carried ? `${carried}&` : '?'}tab=plan`} variant="default">
            Plan orders
          </Button>
        }
      />
      <div className="page-stack">
        <TransferRegister {...register} />
      </div>
    </>
  );
}
