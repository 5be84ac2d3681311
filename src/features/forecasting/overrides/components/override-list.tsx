import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DataTable } from '../../../../client/components/data-table.tsx';
import { ReasonDialog } from '../../../../client/components/dialogs.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { type OverrideRow, useOverrideChanges } from '../use-overrides.ts';

const tones: Record<OverrideRow['status'], StatusTone> = {
  active: 'good',
  'partly active': 'info',
  expired: 'neutral',
  replaced: 'neutral',
  withdrawn: 'neutral',
};

/** Every override that touches the selection, with what became of it; and for each author whether they helped. */
export function OverrideList({ selection }: { readonly selection: Selection }) {
  const format = useFormat();
  const mayEdit = useHasRole('MANAGER');
  const { withdraw } = useOverrideChanges();
  const overrides = useQuery(trpc.forecasts.overrides.queryOptions({ selection }));
  const [withdrawing, setWithdrawing] = useState<OverrideRow | null>(null);
  const stands = (row: OverrideRow) => row.status === 'active' || row.status === 'partly active';
  return (
    <Stack gap="md" pb="md">
      <QueryBoundary
        query={overrides}
        what="the overrides"
        loading={<TableSkeleton rows={3} />}
        isEmpty={rows => rows.length === 0}
        empty={
          <EmptyState
            title="No override of this selection yet"
            description="Under Weeks, type a figure in the column Override: it counts until the day you choose."
          />
        }
      >
        {rows => (
          <DataTable
            name="overrides"
            label="Overrides"
            rows={rows}
            rowId={row => row.id}
            toolbar={false}
            maxHeight={300}
            columns={[
              { id: 'reason', header: 'Reason', value: row => row.reason, width: 160 },
              {
                id: 'weeks',
                header: 'Weeks',
                value: row => row.firstWeek,
                cell: row =>
                  row.weeks === 1
                    ? format.dayShort(row.firstWeek)
                    : `${format.dayShort(row.firstWeek)} – ${format.dayShort(row.lastWeek)}`,
                width: 125,
              },
              {
                id: 'change',
                header: 'Baseline → override',
                value: row => row.quantity - row.baseline,
                cell: row =>
                  `${format.quantity(row.baseline, undefined, 3)} → ${format.quantity(row.quantity, undefined, 3)}`,
                numeric: true,
                width: 150,
              },
              {
                id: 'status',
                header: 'Status',
                value: row => row.status,
                cell: row => <StatusBadge tone={tones[row.status]}>{row.status}</StatusBadge>,
                width: 125,
              },
              {
                id: 'withdraw',
                header: '',
                value: () => null,
                sortable: false,
                cell: row =>
                  mayEdit && stands(row) ? (
                    <Button variant="subtle" size="compact-xs" onClick={() => setWithdrawing(row)}>
                      Withdraw
                    </Button>
                  ) : (
                    ''
                  ),
                width: 95,
              },
              {
                id: 'expires',
                header: 'Counts until',
                value: row => row.expiresOn,
                cell: row => format.day(row.expiresOn),
                width: 110,
              },
              { id: 'author', header: 'By', value: row => row.author, width: 120 },
              {
                id: 'at',
                header: 'Made',
                value: row => row.createdAt,
                cell: row => format.instant(row.createdAt),
                width: 150,
              },
              { id: 'scope', header: 'Of', value: row => row.description, width: 190 },
            ]}
          />
        )}
      </QueryBoundary>
      <ValueAdded selection={selection} />
      {withdrawing && (
        <ReasonDialog
          opened
          onClose={() => setWithdrawing(null)}
          title="Withdraw the override"
          confirmLabel="Withdraw"
          reasonLabel="Why do you withdraw it?"
          minimumLength={5}
          onConfirm={async reason => {
            await withdraw({ overrideId: withdrawing.id, reason });
            notifyDone('Override withdrawn');
          }}
        >
          “{withdrawing.reason}” by {withdrawing.author} stops counting; the published forecast counts again. The
          override stays as history.
        </ReasonDialog>
      )}
    </Stack>
  );
}

/** Forecast value added by each author: the error as published less the error as overridden. */
function ValueAdded({ selection }: { readonly selection: Selection }) {
  const format = useFormat();
  const added = useQuery(trpc.forecasts.overrideValueAdded.queryOptions({ selection }));
  return (
    <section>
      <Title order={3} px="md" mb={4}>
        Did overrides help?
      </Title>
      <QueryBoundary query={added} what="the value added by overrides" loading={<TableSkeleton rows={2} />}>
        {({ rows, waiting }) =>
          rows.length === 0 ? (
            <Text size="sm" c="dimmed" px="md">
              {waiting > 0
                ? `None of the ${waiting} overridden SKU weeks has been sold yet. Once one has, its error is compared with that of the published forecast.`
                : 'No week has been overridden before it began.'}
            </Text>
          ) : (
            <>
              <DataTable
                name="override-value-added"
                label="Forecast value added by overrides, by author"
                rows={rows}
                rowId={row => row.author}
                toolbar={false}
                columns={[
                  { id: 'author', header: 'Author', value: row => row.author, width: 200 },
                  { id: 'weeks', header: 'SKU weeks', value: row => row.periods, numeric: true, width: 100 },
                  {
                    id: 'baseline',
                    header: 'WAPE baseline',
                    value: row => row.baselineWape,
                    cell: row => format.percent(row.baselineWape),
                    numeric: true,
                    width: 140,
                  },
                  {
                    id: 'final',
                    header: 'WAPE overridden',
                    value: row => row.finalWape,
                    cell: row => format.percent(row.finalWape),
                    numeric: true,
                    width: 140,
                  },
                  {
                    id: 'added',
                    header: 'FVA',
                    value: row => row.valueAdded,
                    cell: row => (
                      <StatusBadge tone={(row.valueAdded ?? 0) < 0 ? 'bad' : 'good'}>
                        {format.percentChange(row.valueAdded).replace('%', ' pp')}
                      </StatusBadge>
                    ),
                    numeric: true,
                    width: 120,
                  },
                ]}
              />
              <Text size="xs" c="dimmed" px="md" pt={4}>
                FVA is the WAPE as published less the WAPE as overridden, over weeks overridden before they began;
                positive helped.{waiting > 0 && ` ${waiting} more SKU weeks are not sold yet.`}
              </Text>
            </>
          )
        }
      </QueryBoundary>
    </section>
  );
}
