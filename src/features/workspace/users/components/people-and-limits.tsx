import { useHasRole } from '../../../../client/session.ts';
import { ExchangeRates } from '../../../data/exchange-rates/components/exchange-rates.tsx';
import { Limits } from '../../../purchasing/approval-limits/components/limits.tsx';
import { Delegations } from '../../../purchasing/delegations/components/delegations.tsx';
import { People } from './people.tsx';

/** Who may do what, up to which amount, valued at which rates. */
export function PeopleAndLimits() {
  const administrator = useHasRole('ADMIN');
  return (
    <>
      {administrator && <People />}
      <div className="card-grid">
        <Limits />
        <ExchangeRates />
      </div>
      <Delegations />
    </>
  );
}
