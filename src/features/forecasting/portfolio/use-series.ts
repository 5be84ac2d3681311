import { useQueries, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useCallback, useMemo, useState } from 'react';
import { readSort, writeSort } from '../../../client/components/arrange-rows.ts';
import { trpc } from '../../../client/trpc.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSelection } from '../../data/catalogue/use-selection.ts';
import { SeriesFilter, SeriesSort } from './schema.ts';

type Outputs = inferRouterOutputs<AppRouter>['portfolio'];
export type SeriesRow = Outputs['series'][number];
export type SeriesSummary = Outputs['summary'];

const pageSize = 100;

/** The series of a run under the filters of the address: counts and sums of all, and the rows in sight. */
export function useSeries(runId: string) {
  const { catalogue, selection } = useSelection();
  const [show, setShow] = useUrlState('show', 'all');
  const [text, setText] = useUrlState('q', '');
  const [sortText, setSortText] = useUrlState('sort', '-attention');
  const only = SeriesFilter.shape.only.catch('all').parse(show);
  const filter = useMemo(
    () => ({
      productIds: selection?.productIds ?? [],
      regionIds: selection?.regionIds ?? [],
      text: text.slice(0, 80),
      only,
    }),
    [selection, text, only],
  );
  const asked = readSort(sortText);
  const column = SeriesSort.safeParse(asked?.columnId);
  const sort = column.success
    ? { columnId: column.data, descending: asked!.descending }
    : { columnId: 'attention' as const, descending: true };

  const ready = selection !== undefined;
  const summary = useQuery({
    ...trpc.portfolio.summary.queryOptions({ runId, filter }),
    enabled: ready,
    placeholderData: previous => previous,
  });
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback(
    (first: number, last: number) =>
      setRange(before => (before.first === first && before.last === last ? before : { first, last })),
    [],
  );
  const firstPage = Math.floor(range.first / pageSize);
  const pages = Array.from({ length: Math.floor(range.last / pageSize) - firstPage + 1 }, (_, i) => firstPage + i);
  const queries = useQueries({
    queries: pages.map(page => ({
      ...trpc.portfolio.series.queryOptions({
        runId,
        filter,
        sort: sort.columnId,
        descending: sort.descending,
        limit: pageSize,
        offset: page * pageSize,
      }),
      enabled: ready,
    })),
  });
  const failed = queries.find(query => query.error && !query.data);
  return {
    catalogue,
    filter,
    only,
    setShow,
    text,
    setText,
    sort,
    setSort: (next: { columnId: string; descending: boolean }) => setSortText(writeSort(next)),
    summary,
    onRange,
    rowAt: (index: number) => queries[Math.floor(index / pageSize) - firstPage]?.data?.[index % pageSize],
    /** The failure of rows in sight that were never loaded. */
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
