import { useHasRole } from '../../../client/session.ts';
import { Limits } from '../../approval-limits/components/limits.tsx';
import { Delegations } from '../../delegations/components/delegations.tsx';
import { ExchangeRates } from '../../exchange-rates/components/exchange-rates.tsx';
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
