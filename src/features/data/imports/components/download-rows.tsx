import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '../../../../client/components/download.ts';
import { notifyFailed } from '../../../../client/notify.ts';
import { trpcClient } from '../../../../client/trpc.ts';

interface DownloadRowsProps {
  readonly batchId: string;
  readonly rows: 'rejected' | 'accepted';
  readonly label: string;
}

/** CSV of all rejected rows with their problems, or of all accepted ones as they were understood. */
export function DownloadRows({ batchId, rows, label }: DownloadRowsProps) {
  const request = useMutation({
    mutationFn: () => trpcClient.imports.exportRows.query({ batchId, rows }),
    onSuccess: ({ fileName, csv }) => download(fileName, csv, 'text/csv'),
    onError: error => notifyFailed('The rows were not downloaded', error),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
      onClick={() => request.mutate()}
      loading={request.isPending}
    >
      {label}
    </Button>
  );
}
