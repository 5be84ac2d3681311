import { IconFileImport } from '@tabler/icons-react';
import { importKinds } from '../../../../../shared/contracts/import-kinds.ts';
import { DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { MoreButton } from '../../../../client/components/more-button.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import { type ImportSummary, useImportHistory } from '../use-imports.ts';
import { ImportStatus, importStatusText } from './import-status.tsx';

/** All imports, newest first; Enter opens one with its rows and downloads. */
export function ImportHistory({ onOpen }: { readonly onOpen: (batchId: string) => void }) {
  const format = useFormat();
  const history = useImportHistory();
  return (
    <SectionCard title="History" flush asOf={history.data?.pages[0]?.asOf}>
      <QueryBoundary
        query={history}
        what="the history of imports"
        loading={<TableSkeleton rows={6} />}
        isEmpty={({ pages }) => pages[0]?.batches.length === 0}
        empty={
          <EmptyState
            icon={IconFileImport}
            title="No file has been imported yet"
            description="Each file shows here with who sent it, what it changed, and its accepted and rejected rows for download."
          />
        }
      >
        {({ pages }) => (
          <DataTable<ImportSummary>
            name="imports"
            label="Imports"
            rows={pages.flatMap(page => page.batches)}
            rowId={row => row.id}
            onOpen={row => onOpen(row.id)}
            initialSort={{ columnId: 'createdAt', descending: true }}
            maxHeight={420}
            actions={<MoreButton query={history}>Show older</MoreButton>}
            columns={[
              { id: 'fileName', header: 'File', value: row => row.fileName, width: 184 },
              { id: 'kind', header: 'Holds', value: row => importKinds[row.kind].title, width: 126 },
              {
                id: 'status',
                header: 'Status',
                value: row => importStatusText(row.status),
                cell: row => <ImportStatus status={row.status} />,
                width: 138,
              },
              {
                id: 'rowCount',
                header: 'Rows',
                value: row => row.rowCount,
                cell: row => format.quantity(row.rowCount),
                numeric: true,
                width: 80,
              },
              {
                id: 'invalidCount',
                header: 'Rejected',
                value: row => row.invalidCount,
                cell: row => format.quantity(row.invalidCount),
                numeric: true,
                width: 80,
              },
              {
                id: 'createCount',
                header: 'New',
                value: row => row.createCount,
                cell: row => format.quantity(row.createCount),
                numeric: true,
                width: 80,
              },
              {
                id: 'updateCount',
                header: 'Changed',
                value: row => row.updateCount,
                cell: row => format.quantity(row.updateCount),
                numeric: true,
                width: 80,
              },
              {
                id: 'unchangedCount',
                header: 'Unchanged',
                value: row => row.unchangedCount,
                cell: row => format.quantity(row.unchangedCount),
                numeric: true,
                width: 92,
              },
              { id: 'createdBy', header: 'By', value: row => row.createdBy, width: 130 },
              {
                id: 'createdAt',
                header: 'Uploaded',
                value: row => row.createdAt,
                cell: row => format.instant(row.createdAt),
                width: 160,
              },
            ]}
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
