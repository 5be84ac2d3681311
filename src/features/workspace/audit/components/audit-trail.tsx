import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { MoreButton } from '../../../../client/components/more-button.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import { type AuditRow, useAudit } from '../use-audit.ts';
import { AuditDetail } from './audit-detail.tsx';
import classes from './audit-trail.module.css';
import { words } from './words.ts';

/** Who did what, and what was refused and why; nothing of it can be changed. */
export function AuditTrail() {
  const format = useFormat();
  const { values, setFilter, clear, filtered, events, choices } = useAudit();
  const [openId, setOpenId] = useUrlState('event', '');
  const [searchText, setSearchText] = useState(values.search);
  const keepSearch = useDebouncedCallback((text: string) => setFilter('search', text), 400);
  const rows = events.data?.pages.flatMap(page => page.rows) ?? [];

  const columns: Column<AuditRow>[] = [
    {
      id: 'what',
      header: 'What',
      value: row => row.action,
      cell: row => words(row.action),
    },
    {
      id: 'outcome',
      header: 'Outcome',
      value: row => row.outcome,
      cell: row => (
        <StatusBadge tone={row.outcome === 'DONE' ? 'good' : 'bad'}>
          {row.outcome === 'DONE' ? 'Done' : 'Refused'}
        </StatusBadge>
      ),
      width: 105,
    },
    { id: 'who', header: 'Who', value: row => row.actorName, width: 170 },
    { id: 'role', header: 'Role', value: row => row.actorRole, width: 100, hidden: true },
    { id: 'subject', header: 'About', value: row => subjectOf(row), width: 190 },
    { id: 'reason', header: 'Reason', value: row => row.reason, width: 320 },
    {
      id: 'when',
      header: 'When',
      value: row => row.createdAt,
      cell: row => format.instant(row.createdAt),
      width: 165,
    },
  ];

  return (
    <SectionCard
      title="Audit trail"
      description="Append-only: the database refuses to change or remove a row."
      asOf={events.data?.pages[0]?.asOf}
      flush
    >
      <search className={classes.filters} aria-label="Filter the audit trail">
        <TextInput
          label="Words"
          placeholder="Name, action, id or reason"
          value={searchText}
          onChange={event => {
            setSearchText(event.currentTarget.value);
            keepSearch(event.currentTarget.value);
          }}
        />
        <Select
          label="Outcome"
          placeholder="All"
          clearable
          data={[
            { value: 'DONE', label: 'Done' },
            { value: 'REFUSED', label: 'Refused' },
          ]}
          value={values.outcome || null}
          onChange={value => setFilter('outcome', value ?? '')}
        />
        <Select
          label="About"
          placeholder="Everything"
          clearable
          searchable
          data={(choices.data?.entityTypes ?? []).map(value => ({ value, label: words(value) }))}
          value={values.kind || null}
          onChange={value => setFilter('kind', value ?? '')}
        />
        <Select
          label="Action"
          placeholder="All"
          clearable
          searchable
          data={(choices.data?.actions ?? []).map(value => ({ value, label: words(value) }))}
          value={values.action || null}
          onChange={value => setFilter('action', value ?? '')}
        />
        <TextInput
          label="From"
          type="date"
          value={values.from}
          onChange={event => setFilter('from', event.currentTarget.value)}
        />
        <TextInput
          label="To"
          type="date"
          value={values.to}
          onChange={event => setFilter('to', event.currentTarget.value)}
        />
        {filtered && (
          <Button
            variant="default"
            onClick={() => {
              setSearchText('');
              clear();
            }}
          >
            {values.entity ? 'Show all, not only one entity' : 'Clear filters'}
          </Button>
        )}
      </search>
      <QueryBoundary
        query={events}
        what="the audit trail"
        loading={<TableSkeleton rows={10} />}
        isEmpty={data => data.pages[0]?.rows.length === 0}
        empty={
          <EmptyState
            title={filtered ? 'Nothing matches these filters' : 'Nothing has been done here yet'}
            description={
              filtered
                ? 'Widen the days or clear the filters.'
                : 'Each sign-in, import, publication, order step and refusal leaves a row.'
            }
          />
        }
      >
        {() => (
          <>
            <DataTable
              name="audit"
              label="Audit events"
              rows={rows}
              rowId={row => row.id}
              columns={columns}
              onOpen={row => setOpenId(row.id)}
              openId={openId || null}
            />
            <MoreButton query={events} below>
              Show older events
            </MoreButton>
          </>
        )}
      </QueryBoundary>
      <AuditDetail row={rows.find(row => row.id === openId)} onClose={() => setOpenId('')} />
    </SectionCard>
  );
}

/** The number or name that people know, where the row has one. */
function subjectOf(row: AuditRow): string {
  for (const side of [row.after, row.before]) {
    if (typeof side !== 'object' || side === null || Array.isArray(side)) continue;
    const known = side.number ?? side.name ?? side.code ?? side.fileName;
    if (typeof known === 'string') return known;
  }
  if (row.entityId === row.actorId) return row.actorName;
  // A refusal has no before and after; its words name the order.
  return /\bPO-\d{6,}\b/.exec(row.reason ?? '')?.[0] ?? row.entityId;
}
