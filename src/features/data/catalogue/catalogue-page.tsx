import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { DataTable } from '../../../client/components/data-table.tsx';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { useHasRole } from '../../../client/session.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import { EntryDialog } from './components/entry-dialog.tsx';
import { type Catalogue, choicesOf, type Entry, fieldLabels, kinds, type OwnField } from './components/entry-fields.ts';
import type { EntryKind } from './schema.ts';
import { useCatalogue } from './use-catalogue.ts';

/** What the business sells, where, and from which warehouse: the frame that sales, forecasts and orders fill. */
export function CataloguePage() {
  const [tab, setTab] = useUrlState('tab', 'region');
  const kind: EntryKind = tab in kinds ? (tab as EntryKind) : 'region';
  const catalogue = useCatalogue();
  const mayEdit = useHasRole('MANAGER');
  const [editing, setEditing] = useState<{ entry: Entry; isNew: boolean } | null>(null);

  const add = () => setEditing({ entry: { id: crypto.randomUUID(), code: '', name: '' }, isNew: true });
  const addButton = mayEdit && (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
      Add {kinds[kind].one}
    </Button>
  );
  return (
    <>
      <PageHeader title="Catalogue" description={kinds[kind].explanation} actions={addButton}>
        <Tabs value={kind} onChange={value => value && setTab(value)}>
          <Tabs.List>
            {Object.entries(kinds).map(([id, { many }]) => (
              <Tabs.Tab key={id} value={id}>
                {many}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </PageHeader>
      <div className="page-stack">
        <QueryBoundary query={catalogue} what="the catalogue" height={360}>
          {data => (
            <SectionCard title={kinds[kind].many} flush>
              <DataTable<Entry>
                key={kind}
                name={kind}
                label={kinds[kind].many}
                rows={kinds[kind].rows(data)}
                rowId={row => row.id}
                columns={columnsOf(kind, data)}
                {...(mayEdit && { onOpen: (entry: Entry) => setEditing({ entry, isNew: false }) })}
                empty={
                  <EmptyState title={`No ${kinds[kind].many} yet`} description={kinds[kind].explanation}>
                    {addButton}
                  </EmptyState>
                }
              />
              {editing && <EntryDialog kind={kind} catalogue={data} {...editing} onClose={() => setEditing(null)} />}
            </SectionCard>
          )}
        </QueryBoundary>
      </div>
    </>
  );
}

function columnsOf(kind: EntryKind, catalogue: Catalogue) {
  const named = (field: OwnField) => (row: Entry) => {
    const value = row[field] ?? null;
    return choicesOf(catalogue, field)?.find(choice => choice.id === value)?.name ?? value;
  };
  return [
    { id: 'name', header: 'Name', value: (row: Entry) => row.name },
    { id: 'code', header: 'Code', value: (row: Entry) => row.code, width: 150 },
    ...kinds[kind].fields.map(field => ({
      id: field,
      header: fieldLabels[field],
      value: named(field),
      width: field === 'shelfLifeDays' || field === 'unitOfMeasure' ? 130 : 180,
      numeric: field === 'shelfLifeDays',
    })),
  ];
}
