import { Button, Skeleton } from '@mantine/core';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { useFormat, useHasRole } from '../../../client/session.ts';
import { ImportHistory } from './components/import-history.tsx';
import { ImportStatus } from './components/import-status.tsx';
import { ImportWizard } from './components/import-wizard.tsx';
import { UploadCard } from './components/upload-card.tsx';
import { useImport } from './use-imports.ts';

/** Files of every kind: upload, map, check, compare, commit; and what was imported before. */
export function ImportPage() {
  const format = useFormat();
  const mayImport = useHasRole('OPERATOR');
  const actions = useImport();
  const { batchId, kind, setKind, detail, open, upload } = actions;
  if (batchId === '') {
    return (
      <>
        <PageHeader
          title="Import"
          description="Files of sales, supplier terms and supplier capacities, each row checked before anything is stored."
        />
        <div className="page-stack">
          {mayImport && <UploadCard kind={kind} onKind={setKind} upload={upload} />}
          <ImportHistory onOpen={open} />
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={detail.data?.fileName ?? 'Import'}
        description={
          detail.data && (
            <>
              <ImportStatus status={detail.data.status} /> Uploaded {format.instant(detail.data.createdAt)} by{' '}
              {detail.data.createdBy}
              {detail.data.committedAt && `, committed ${format.instant(detail.data.committedAt)}`}
            </>
          )
        }
        actions={
          <Button variant="default" onClick={() => open('')}>
            All imports
          </Button>
        }
      />
      <div className="page-stack">
        <QueryBoundary query={detail} what="this import" loading={<Skeleton height={480} />}>
          {data => <ImportWizard detail={data} actions={actions} />}
        </QueryBoundary>
      </div>
    </>
  );
}
