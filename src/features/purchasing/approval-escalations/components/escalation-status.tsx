import { Alert, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';

/** Who is asked to decide on a submitted order and until when; escalations so far. */
export function EscalationStatus({ orderId }: { readonly orderId: string }) {
  const format = useFormat();
  const { data } = useQuery(trpc.purchasing.escalation.queryOptions({ orderId }));
  if (!data) return null;
  const { asked, deadline, history } = data;
  const nameOf = (authority: typeof asked) => (authority === null ? 'nobody above' : authorityName[authority]);
  const title =
    asked === null
      ? 'Nobody is left to ask'
      : `${authorityName[asked]} is asked to decide${history.length > 0 ? ', after an escalation' : ''}`;
  return (
    <Alert color={asked === null ? 'red' : history.length > 0 ? 'yellow' : 'gray'} title={title}>
      <Text size="sm">
        {deadline !== null
          ? asked === null
            ? `Nobody may approve it now. At ${format.instant(deadline)} (${format.age(deadline)}) this is looked at again.`
            : `Undecided by ${format.instant(deadline)} (${format.age(deadline)}), it goes to the next authority up.`
          : 'It stays undecided, and nothing is ordered, until someone who may approve it decides or an administrator gives someone the authority.'}
      </Text>
      {history.length > 0 && (
        <List size="sm" mt={6}>
          {history.map(({ from, to, at }) => (
            <List.Item key={at}>
              {format.instant(at)}: from {from === null ? 'nobody' : authorityName[from]} to {nameOf(to)}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
