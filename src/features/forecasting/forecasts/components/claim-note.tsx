import { Alert, Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { trpc } from '../../../../client/trpc.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';

/** Says so where the sales are too poor for the figures to be taken at their word; else nothing. */
export function ClaimNote({ selection }: { readonly selection: Selection }) {
  const { search } = useLocation();
  const { data: quality } = useQuery(trpc.dataQuality.ofSelection.queryOptions({ selection }));
  if (!quality || quality.claim === 'full') return null;
  const none = quality.claim === 'none';
  return (
    <Alert
      color={none ? 'red' : 'yellow'}
      title={none ? 'No accuracy can be claimed on these sales' : 'The figures are an indication only'}
    >
      Data quality is {quality.score} of 100: {quality.reason}{' '}
      {none &&
        'Errors and bands below are measured on what is there; using the forecast in the order plan needs a reason. '}
      <Anchor component={Link} to={`/data-quality${search}`} size="sm">
        See what is missing
      </Anchor>
    </Alert>
  );
}
