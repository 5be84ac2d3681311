import { Button, ScrollArea, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Column, DataTable } from './data-table.tsx';
import { EmptyState } from './empty-state.tsx';
import { TableSkeleton } from './loading.tsx';
import { MoreButton, type PagedQuery } from './more-button.tsx';
import { QueryBoundary, type QueryBoundaryProps } from './query-boundary.tsx';
import { SectionCard } from './section-card.tsx';

interface RegisterPages<Row, Status extends string> {
  readonly pages: readonly {
    readonly asOf: string;
    /** How many documents there are in each state, loaded or not. */
    readonly counts: Partial<Record<Status, number>>;
    readonly orders: readonly Row[];
  }[];
}

export interface RegisterProps<Row, Status extends string> {
  readonly title: string;
  /** Slug of the table, unique on the page. */
  readonly name: string;
  /** All that is listed, e.g. "Purchase orders". */
  readonly label: string;
  /** One of them in a sentence, e.g. "order". */
  readonly noun: string;
  /** What `useInfiniteQuery` returned. */
  readonly query: QueryBoundaryProps<RegisterPages<Row, Status>>['query'] & PagedQuery;
  /** The state shown; undefined shows all. */
  readonly status: Status | undefined;
  readonly setStatus: (status: Status | '') => void;
  /** Every state by name, in the order of a document's life. */
  readonly statusNames: Readonly<Record<Status, string>>;
  readonly columns: readonly Column<Row>[];
  readonly onOpen: (row: Row) => void;
  /** Shown where there is not one document. */
  readonly empty: ReactNode;
}

/** Documents, newest first, in one state or in all of them. */
export function Register<Row extends { readonly id: string }, Status extends string>(
  props: RegisterProps<Row, Status>,
) {
  const { title, name, label, noun, query, status, setStatus, statusNames, columns, onOpen, empty } = props;
  const counts: Partial<Record<Status, number>> = query.data?.pages.at(-1)?.counts ?? {};
  const statuses = Object.keys(statusNames) as Status[];
  const total = statuses.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return (
    <SectionCard title={title} asOf={query.data?.pages[0]?.asOf} flush>
      <ScrollArea type="auto" px="md" pb="xs">
        <SegmentedControl
          aria-label={`State of the ${noun}s shown`}
          value={status ?? ''}
          onChange={value => setStatus(value as Status | '')}
          data={[
            { value: '', label: `All ${total > 0 ? total : ''}`.trim() },
            ...statuses
              .filter(one => (counts[one] ?? 0) > 0 || one === status)
              .map(one => ({ value: one, label: `${statusNames[one]} ${counts[one] ?? 0}` })),
          ]}
        />
      </ScrollArea>
      <QueryBoundary
        query={query}
        what={`the ${label.toLowerCase()}`}
        loading={<TableSkeleton rows={8} />}
        isEmpty={data => data.pages[0]?.orders.length === 0}
        empty={
          status && total > 0 ? (
            <EmptyState
              title={`No ${noun} is in the state “${statusNames[status]}”`}
              description="Choose another state."
            >
              <Button variant="default" onClick={() => setStatus('')}>
                Show all {noun}s
              </Button>
            </EmptyState>
          ) : (
            empty
          )
        }
      >
        {data => (
          <>
            <DataTable
              name={name}
              label={label}
              rows={data.pages.flatMap(page => page.orders)}
              rowId={row => row.id}
              columns={columns}
              onOpen={onOpen}
            />
            <MoreButton query={query} below>
              Show older {noun}s
            </MoreButton>
          </>
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
