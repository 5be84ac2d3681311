import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useSearchParams } from 'react-router';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';

export type AuditRow = inferRouterOutputs<AppRouter>['audit']['list']['rows'][number];

/** The filters of the audit trail, in the address under these keys. */
const filterKeys = ['search', 'outcome', 'kind', 'action', 'entity', 'from', 'to'] as const;
type FilterKey = (typeof filterKeys)[number];
const pageSize = 200;
/** Whatever changes here leaves a row. */
const watchedTopics = [
  'import',
  'published-forecast',
  'order-plan',
  'stock',
  'supplier',
  'purchase-order',
  'transfer-order',
  'user',
  'exchange-rate',
];

/** The audit trail, newest first, by what the address asks for. */
export function useAudit() {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(filterKeys.map(key => [key, search.get(key) ?? ''])) as Record<FilterKey, string>;
  const outcome = values.outcome === 'DONE' || values.outcome === 'REFUSED' ? values.outcome : undefined;
  const events = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      {
        limit: pageSize,
        ...(values.search && { search: values.search }),
        ...(outcome && { outcome }),
        ...(values.kind && { entityType: values.kind }),
        ...(values.action && { action: values.action }),
        ...(values.entity && { entityId: values.entity }),
        ...(values.from && { from: values.from }),
        ...(values.to && { to: values.to }),
      },
      { getNextPageParam: page => page.next },
    ),
  );
  useLiveEvents(watchedTopics, () => void queryClient.invalidateQueries(trpc.audit.pathFilter()));
  const choices = useQuery(trpc.audit.choices.queryOptions());

  const setFilter = (key: FilterKey, value: string) => {
    const next = new URLSearchParams(window.location.search);
    if (value) next.set(key, value);
    else next.delete(key);
    setSearch(next, { replace: true });
  };
  const clear = () => {
    const next = new URLSearchParams(window.location.search);
    for (const key of filterKeys) next.delete(key);
    setSearch(next, { replace: true });
  };
  const filtered = filterKeys.some(key => values[key] !== '');
  return { values, setFilter, clear, filtered, events, choices };
}
