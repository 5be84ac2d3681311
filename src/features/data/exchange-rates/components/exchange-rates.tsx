import { Button, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useLiveEvents } from '../../../../client/live-events.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat, useHasRole, useSession } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';

const states = {
  fresh: { tone: 'good', text: 'Fresh' },
  stale: { tone: 'warning', text: 'Too old' },
  missing: { tone: 'bad', text: 'Missing' },
} as const;

/** The newest rate of each currency, and whether orders may still be valued at it. */
export function ExchangeRates() {
  const format = useFormat();
  const administrator = useHasRole('ADMIN');
  const rates = useQuery(trpc.exchangeRates.list.queryOptions());
  const [currency, setCurrency] = useState<string | null>(null);
  useLiveEvents(['exchange-rate'], () => void queryClient.invalidateQueries(trpc.exchangeRates.pathFilter()));
  return (
    <SectionCard
      title="Exchange rates"
      description="Pounds for one unit. An order takes the newest rate when it is submitted and keeps it."
      asOf={rates.data?.today}
    >
      <QueryBoundary query={rates} what="the exchange rates" loading={<TableSkeleton rows={3} />}>
        {({ rows, oldestRateDays }) => (
          <>
            <Table.ScrollContainer minWidth={380}>
              <Table verticalSpacing="xs" className="tabular">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Currency</Table.Th>
                    <Table.Th ta="right">GBP per unit</Table.Th>
                    <Table.Th>Day and source</Table.Th>
                    {administrator && <Table.Th />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(row => (
                    <Table.Tr key={row.currency}>
                      <Table.Td>{row.currency}</Table.Td>
                      <Table.Td ta="right">{format.decimal(row.gbpPerUnit, 5)}</Table.Td>
                      <Table.Td>
                        <StatusBadge tone={states[row.state].tone}>{states[row.state].text}</StatusBadge>{' '}
                        {format.day(row.day)}
                        <Text size="xs" c="dimmed">
                          {row.source ?? 'enter one to submit orders in this currency'}
                        </Text>
                      </Table.Td>
                      {administrator && (
                        <Table.Td ta="right">
                          <Button
                            variant="default"
                            size="compact-sm"
                            aria-label={`Enter a rate for ${row.currency}`}
                            onClick={() => setCurrency(row.currency)}
                          >
                            Enter
                          </Button>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            <Text size="xs" c="dimmed" mt="xs">
              {rows.length === 0
                ? 'All suppliers are paid in pounds.'
                : `A rate may be ${oldestRateDays} days old; with an older one, submitting is refused.`}
            </Text>
          </>
        )}
      </QueryBoundary>
      {currency && <RateDialog currency={currency} onClose={() => setCurrency(null)} />}
    </SectionCard>
  );
}

function RateDialog({ currency, onClose }: { readonly currency: string; readonly onClose: () => void }) {
  const { planningDate } = useSession().workspace;
  const [day, setDay] = useState(planningDate);
  const [gbpPerUnit, setRate] = useState('');
  const [source, setSource] = useState('');
  const enter = useMutation(trpc.exchangeRates.enter.mutationOptions());
  return (
    <FormDialog
      onClose={onClose}
      title={`Rate of one ${currency} in GBP`}
      confirmLabel="Enter the rate"
      failedTitle="The rate was not entered"
      onConfirm={async () => {
        await enter.mutateAsync({ currency, day, gbpPerUnit, source });
        await queryClient.invalidateQueries(trpc.exchangeRates.pathFilter());
        notifyDone(`Rate of ${currency} entered`);
      }}
    >
      <TextInput
        label="Day"
        type="date"
        required
        max={planningDate}
        value={day}
        onChange={event => setDay(event.currentTarget.value)}
      />
      <TextInput
        label={`Pounds for one ${currency}`}
        inputMode="decimal"
        required
        pattern="\d{1,9}(\.\d{1,8})?"
        value={gbpPerUnit}
        onChange={event => setRate(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Source"
        description="Your name is added to it; approvers see both."
        required
        minLength={3}
        value={source}
        onChange={event => setSource(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
