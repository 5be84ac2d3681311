import { Button, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { ConfirmDialog } from '../../../../client/components/dialogs.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { PageSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { notifyDone, notifyFailed } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';

type System = inferRouterOutputs<AppRouter>['system']['describe'];
type DeadLetter = System['deadLetters'][number];

const checkNames: Record<keyof System['checks'], string> = {
  database: 'Database',
  queue: 'Job queue',
  pool: 'Calculation threads',
};

/** Whether the parts of the product answer, what waits, and jobs that failed for good. */
export function SystemHealth() {
  const system = useQuery(trpc.system.describe.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <QueryBoundary query={system} what="the state of the system" loading={<PageSkeleton />}>
      {data => (
        <>
          <SectionCard title="Health" asOf={data.asOf} description="Asked again every ten seconds.">
            <Group gap="lg">
              {(Object.keys(checkNames) as (keyof System['checks'])[]).map(name => (
                <div key={name}>
                  <StatusBadge tone={data.checks[name].ok ? 'good' : 'bad'}>
                    {`${checkNames[name]} ${data.checks[name].ok ? 'up' : 'down'}`}
                  </StatusBadge>{' '}
                  <Text span size="sm" c="dimmed">
                    {data.checks[name].detail}
                  </Text>
                </div>
              ))}
            </Group>
          </SectionCard>
          <div className="tile-grid">
            <StatTile label="Jobs running" value={String(data.queue.active)} />
            <StatTile label="Jobs waiting" value={String(data.queue.waiting)} note={`${data.queue.delayed} delayed`} />
            <StatTile
              label="Calculations running"
              value={String(data.pool.busy)}
              note={`of ${data.pool.threads} threads`}
            />
            <StatTile label="Calculations waiting" value={String(data.pool.waiting)} />
            <StatTile label="Failed jobs" value={String(data.queue.failed)} note="in the list below" />
          </div>
          <DeadLetters letters={data.deadLetters} />
        </>
      )}
    </QueryBoundary>
  );
}

function DeadLetters({ letters }: { readonly letters: readonly DeadLetter[] }) {
  const format = useFormat();
  const [discarding, setDiscarding] = useState<DeadLetter | null>(null);
  const settle = useMutation(
    trpc.system.settleDeadLetter.mutationOptions({
      onSuccess: (_nothing, { action }) => notifyDone(action === 'retry' ? 'The job runs again' : 'The job is gone'),
      onSettled: () => queryClient.invalidateQueries(trpc.system.pathFilter()),
    }),
  );
  const retry = (letter: DeadLetter) =>
    settle.mutate(
      { jobId: letter.jobId, action: 'retry' },
      { onError: error => notifyFailed('The job was not started again', error) },
    );
  const columns: Column<DeadLetter>[] = [
    { id: 'name', header: 'Job', value: row => row.name },
    { id: 'reason', header: 'Why it failed', value: row => row.reason, width: 420 },
    { id: 'attempts', header: 'Attempts', value: row => row.attempts, numeric: true, width: 90 },
    {
      id: 'failedAt',
      header: 'Failed',
      value: row => row.failedAt,
      cell: row => format.instant(row.failedAt),
      width: 170,
    },
    {
      id: 'actions',
      header: 'Settle',
      value: () => null,
      sortable: false,
      width: 190,
      cell: row => (
        <Group gap={6} wrap="nowrap">
          <Button variant="default" size="compact-sm" disabled={settle.isPending} onClick={() => retry(row)}>
            Run again
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setDiscarding(row)}>
            Discard
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <SectionCard
      title="Failed jobs"
      description="A job that failed three times waits here until someone runs it again or discards it."
      flush
    >
      <DataTable
        name="dead-letters"
        label="Failed jobs"
        rows={letters}
        rowId={row => row.jobId}
        columns={columns}
        toolbar={letters.length > 0}
        keys={[{ key: 'r', description: 'Run the failed job again', run: retry }]}
        empty={
          <EmptyState
            icon={IconCircleCheck}
            title="No job has failed"
            description="Whatever ran, ended well or was tried again."
          />
        }
      />
      <ConfirmDialog
        opened={discarding !== null}
        onClose={() => setDiscarding(null)}
        title={`Discard ${discarding?.name ?? 'the job'}?`}
        confirmLabel="Discard"
        danger
        onConfirm={() => settle.mutateAsync({ jobId: discarding?.jobId ?? '', action: 'discard' })}
      >
        Its work is not done and it cannot be run again from here. The audit trail keeps that you discarded it.
      </ConfirmDialog>
    </SectionCard>
  );
}
