import { Button, Select, TextInput } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { ConfirmDialog } from '../../../../client/components/dialogs.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useLiveEvents } from '../../../../client/live-events.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat, useHasRole, useSession } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';

type Delegation = inferRouterOutputs<AppRouter>['delegations']['list'][number];

const states = {
  current: { tone: 'good', text: 'Current' },
  upcoming: { tone: 'waiting', text: 'Not yet' },
  expired: { tone: 'neutral', text: 'Run out' },
  ended: { tone: 'neutral', text: 'Withdrawn' },
} as const;

/** Authorities that are lent to a colleague until a fixed instant. */
export function Delegations() {
  const format = useFormat();
  const { user } = useSession();
  const administrator = useHasRole('ADMIN');
  const mayLend = useHasRole('MANAGER') && user.approvalAuthority !== 'NONE';
  const delegations = useQuery(trpc.delegations.list.queryOptions());
  const [lending, setLending] = useState(false);
  const [ending, setEnding] = useState<Delegation | null>(null);
  useLiveEvents(['user'], () => void queryClient.invalidateQueries(trpc.delegations.pathFilter()));
  const withdraw = useMutation(
    trpc.delegations.withdraw.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.delegations.pathFilter()),
    }),
  );
  const columns: Column<Delegation>[] = [
    { id: 'from', header: 'Lent by', value: row => row.from.name },
    { id: 'to', header: 'To', value: row => row.to.name, width: 200 },
    {
      id: 'authority',
      header: 'Authority',
      value: row => authorityName[row.from.approvalAuthority],
      width: 140,
    },
    {
      id: 'until',
      header: 'Until',
      value: row => row.validUntil,
      cell: row => format.instant(row.validUntil),
      width: 180,
    },
    {
      id: 'state',
      header: 'State',
      value: row => states[row.state].text,
      cell: row => {
        const { tone, text } = states[row.state];
        return <StatusBadge tone={tone}>{text}</StatusBadge>;
      },
      width: 120,
    },
    {
      id: 'end',
      header: 'Withdraw',
      value: () => null,
      sortable: false,
      width: 110,
      cell: row =>
        (row.state === 'current' || row.state === 'upcoming') &&
        (administrator || row.from.id === user.id) && (
          <Button variant="default" size="compact-sm" onClick={() => setEnding(row)}>
            Withdraw
          </Button>
        ),
    },
  ];
  return (
    <SectionCard
      title="Lent authorities"
      description="Whoever holds one never decides on their own request nor on the lender’s; it cannot be lent on."
      flush
      actions={
        mayLend && (
          <Button variant="default" onClick={() => setLending(true)}>
            Lend my authority
          </Button>
        )
      }
    >
      <QueryBoundary query={delegations} what="the lent authorities" loading={<TableSkeleton rows={2} />}>
        {rows => (
          <DataTable
            name="delegations"
            label="Lent authorities"
            rows={rows}
            rowId={row => row.id}
            columns={columns}
            toolbar={false}
            empty={
              <EmptyState
                icon={IconUserShare}
                title="No authority is lent"
                description="Before a holiday, whoever holds an approval authority can lend it to a colleague until a fixed time."
              />
            }
          />
        )}
      </QueryBoundary>
      {lending && <LendDialog onClose={() => setLending(false)} />}
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={`Withdraw what was lent to ${ending?.to.name ?? ''}?`}
        confirmLabel="Withdraw"
        onConfirm={() => withdraw.mutateAsync({ delegationId: ending?.id ?? '' })}
      >
        From now on they decide with their own authority only. What they approved stays approved.
      </ConfirmDialog>
    </SectionCard>
  );
}

function LendDialog({ onClose }: { readonly onClose: () => void }) {
  const colleagues = useQuery(trpc.delegations.colleagues.queryOptions());
  const [toUserId, setTo] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const lend = useMutation(trpc.delegations.lend.mutationOptions());
  return (
    <FormDialog
      onClose={onClose}
      title="Lend my authority"
      confirmLabel="Lend"
      failedTitle="Not lent"
      ready={toUserId !== null && until !== ''}
      onConfirm={async () => {
        await lend.mutateAsync({ toUserId: toUserId ?? '', validUntil: new Date(until).toISOString() });
        await queryClient.invalidateQueries(trpc.delegations.pathFilter());
        notifyDone('Authority lent');
      }}
    >
      <Select
        label="To"
        required
        searchable
        placeholder={colleagues.isPending ? 'Loading' : 'Choose a colleague'}
        data={(colleagues.data ?? []).map(person => ({ value: person.id, label: person.name }))}
        value={toUserId}
        onChange={setTo}
      />
      <TextInput
        label="Until"
        description="Your local time; 90 days ahead at most."
        type="datetime-local"
        required
        value={until}
        onChange={event => setUntil(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
