import { useRef } from 'react';
import { uploadLimitBytes } from '../../../../../shared/contracts/upload-body.ts';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { FileDropZone } from '../../../../client/components/file-drop-zone.tsx';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import type { ImportActions } from '../use-imports.ts';

/** Takes a file; the server looks at it before anything is kept. */
export function UploadCard({ upload }: Pick<ImportActions, 'upload'>) {
  const sending = useRef<AbortController | null>(null);
  const send = (file: File) => {
    sending.current = new AbortController();
    upload.mutate({ file, signal: sending.current.signal });
  };
  const file = upload.variables?.file;
  const cancelled = sending.current?.signal.aborted ?? false;
  return (
    <SectionCard
      title="Import sales"
      description="One row for each SKU, channel and day, week or month. Columns are found by their names; you can correct them."
    >
      {upload.isPending && file ? (
        <ProgressPanel
          title={`Sending ${file.name}`}
          share={null}
          detail={`${(file.size / 1_048_576).toFixed(1)} MB`}
          onCancel={() => sending.current?.abort()}
        />
      ) : (
        <FileDropZone
          title="Drop a CSV file of sales, or choose one"
          hint="CSV or text with commas, semicolons or tabs, up to 64 MB."
          accept={{ 'text/csv': ['.csv'], 'text/plain': ['.txt', '.tsv'], 'text/tab-separated-values': ['.tsv'] }}
          maxBytes={uploadLimitBytes}
          onFile={send}
        />
      )}
      {upload.error && !cancelled && file && (
        <ErrorState error={upload.error} what={file.name} onRetry={() => send(file)} />
      )}
    </SectionCard>
  );
}
