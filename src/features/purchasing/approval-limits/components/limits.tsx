import { Button, Checkbox, NumberInput, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useLiveEvents } from '../../../../client/live-events.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { queryClient, trpc, trpcClient } from '../../../../client/trpc.ts';

type Authority = 'MANAGER' | 'DIRECTOR' | 'CFO';

/** The most that each authority may approve within seven days of one requester and supplier. */
export function Limits() {
  const format = useFormat();
  const administrator = useHasRole('ADMIN');
  const limits = useQuery(trpc.approvals.limits.queryOptions());
  const [editing, setEditing] = useState<Authority | null>(null);
  const [amount, setAmount] = useState('');
  const [unlimited, setUnlimited] = useState(false);
  useLiveEvents(['user'], () => void queryClient.invalidateQueries(trpc.approvals.pathFilter()));

  const edit = (authority: Authority, limitGbp: string | null, defined: boolean) => {
    setAmount(limitGbp ?? '');
    setUnlimited(defined && limitGbp === null);
    setEditing(authority);
  };
  const save = async (reason: string) => {
    if (!editing) return;
    await trpcClient.approvals.changeLimit.mutate({
      authority: editing,
      limitGbp: unlimited ? null : amount,
      reason,
    });
    await queryClient.invalidateQueries(trpc.approvals.pathFilter());
    notifyDone(`${authorityName[editing]} limit changed`);
  };

  return (
    <SectionCard title="Approval limits" description="In pounds, inclusive, against the sum of seven days.">
      <QueryBoundary query={limits} what="the approval limits" loading={<TableSkeleton rows={3} />}>
        {rows => (
          <Table verticalSpacing="xs" className="tabular">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Authority</Table.Th>
                <Table.Th ta="right">Limit (GBP)</Table.Th>
                {administrator && <Table.Th />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(row => (
                <Table.Tr key={row.authority}>
                  <Table.Td>{authorityName[row.authority]}</Table.Td>
                  <Table.Td ta="right">
                    {!row.defined ? (
                      <Text span c="dimmed">
                        not set: approves nothing
                      </Text>
                    ) : row.limitGbp === null ? (
                      'Unlimited'
                    ) : (
                      format.money(row.limitGbp, 'GBP')
                    )}
                  </Table.Td>
                  {administrator && (
                    <Table.Td ta="right">
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Change the ${authorityName[row.authority]} limit`}
                        onClick={() => edit(row.authority, row.limitGbp, row.defined)}
                      >
                        Change
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </QueryBoundary>
      <ReasonDialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing ? `${authorityName[editing]} limit` : ''}
        confirmLabel="Change the limit"
        reasonLabel="Why?"
        minimumLength={3}
        onConfirm={save}
      >
        <NumberInput
          label="Limit (GBP), inclusive"
          min={0}
          decimalScale={2}
          thousandSeparator=","
          disabled={unlimited}
          value={amount}
          onChange={value => setAmount(String(value))}
        />
        <Checkbox
          mt="sm"
          label="Unlimited"
          checked={unlimited}
          onChange={event => setUnlimited(event.currentTarget.checked)}
        />
      </ReasonDialog>
    </SectionCard>
  );
}
