import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState, StaleNotice } from './error-state.tsx';

export interface QueryBoundaryProps<Data> {
  /** What `useQuery` returned. */
  readonly query: {
    readonly data: Data | undefined;
    readonly error: unknown;
    readonly dataUpdatedAt: number;
    readonly refetch: () => Promise<unknown>;
  };
  /** What it loads, in words that follow "Could not load". */
  readonly what: string;
  /** Skeleton of the final size; a plain block of `height` when absent. */
  readonly loading?: ReactNode;
  /** Height of the plain skeleton, pixels. */
  readonly height?: number;
  readonly isEmpty?: (data: Data) => boolean;
  /** Shown when `isEmpty` holds. */
  readonly empty?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** Picks between skeleton, error, last good value with its age, empty, and content. */
export function QueryBoundary<Data>(props: QueryBoundaryProps<Data>) {
  const { query, what, loading, height = 220, isEmpty, empty, children } = props;
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error) return <ErrorState error={query.error} what={what} onRetry={retry} />;
    return (
      <div aria-busy="true">
        <span className="visually-hidden">Loading {what}</span>
        {loading ?? <Skeleton height={height} />}
      </div>
    );
  }
  return (
    <>
      {query.error && (
        <StaleNotice error={query.error} lastGoodAt={new Date(query.dataUpdatedAt).toISOString()} onRetry={retry} />
      )}
      {isEmpty?.(query.data) ? empty : children(query.data)}
    </>
  );
}
