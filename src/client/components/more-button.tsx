import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

export interface PagedQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

interface MoreButtonProps {
  /** What `useInfiniteQuery` returned. */
  readonly query: PagedQuery;
  /** Stands in the middle below the rows instead of among the controls above them. */
  readonly below?: boolean;
  readonly children: ReactNode;
}

/** Loads the next page; gone once there is none. */
export function MoreButton({ query, below, children }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="default"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
      {...(below && { display: 'block', mx: 'auto', my: 'sm' })}
    >
      {children}
    </Button>
  );
}
