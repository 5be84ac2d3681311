import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef } from 'react';
import { fieldsOf, type ImportKind, importKindIds, importKinds } from '../../../../../shared/contracts/import-kinds.ts';
import { uploadLimitBytes } from '../../../../../shared/contracts/upload-body.ts';
import { toCsv } from '../../../../../shared/csv.ts';
import { download } from '../../../../client/components/download.ts';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { FileDropZone } from '../../../../client/components/file-drop-zone.tsx';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useHasRole } from '../../../../client/session.ts';
import type { ImportActions } from '../use-imports.ts';

interface UploadCardProps extends Pick<ImportActions, 'upload'> {
  readonly kind: ImportKind;
  readonly onKind: (kind: ImportKind) => void;
}

/** Takes a file of the chosen kind; the server looks at it before anything is kept. */
export function UploadCard({ kind, onKind, upload }: UploadCardProps) {
  const { title, description, role } = importKinds[kind];
  const mayImport = useHasRole(role);
  const sending = useRef<AbortController | null>(null);
  const send = (file: File) => {
    sending.current = new AbortController();
    upload.mutate({ file, signal: sending.current.signal });
  };
  const file = upload.variables?.file;
  const cancelled = sending.current?.signal.aborted ?? false;
  return (
    <SectionCard
      title={`Import ${title.toLowerCase()}`}
      description={description}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          onClick={() => download(`${title.toLowerCase().replaceAll(' ', '-')}.csv`, templateOf(kind), 'text/csv')}
        >
          Download template
        </Button>
      }
    >
      <Stack gap="md">
        <SegmentedControl
          aria-label="What the file holds"
          value={kind}
          onChange={value => onKind(value as ImportKind)}
          disabled={upload.isPending}
          data={importKindIds.map(id => ({ value: id, label: importKinds[id].title }))}
        />
        {!mayImport ? (
          <Text size="sm" c="dimmed">
            {`${title} decide what is ordered and at which price: somebody with the role “${role.toLowerCase()}” imports them.`}
          </Text>
        ) : upload.isPending && file ? (
          <ProgressPanel
            title={`Sending ${file.name}`}
            share={null}
            detail={`${(file.size / 1_048_576).toFixed(1)} MB`}
            onCancel={() => sending.current?.abort()}
          />
        ) : (
          <FileDropZone
            title={`Drop a CSV file of ${title.toLowerCase()}, or choose one`}
            hint="CSV or text with commas, semicolons or tabs, up to 64 MB."
            accept={{ 'text/csv': ['.csv'], 'text/plain': ['.txt', '.tsv'], 'text/tab-separated-values': ['.tsv'] }}
            maxBytes={uploadLimitBytes}
            onFile={send}
          />
        )}
        {upload.error && !cancelled && file && (
          <ErrorState error={upload.error} what={file.name} onRetry={() => send(file)} />
        )}
      </Stack>
    </SectionCard>
  );
}

/** A file with the names of its columns: each is found again by its name. */
function templateOf(kind: ImportKind): string {
  return toCsv(
    Object.values(fieldsOf(kind)).map(field => field.label),
    [],
  );
}
