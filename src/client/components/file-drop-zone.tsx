import { Group, Text } from '@mantine/core';
import { Dropzone, type FileRejection } from '@mantine/dropzone';
import { IconFileSpreadsheet, IconFileX, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';

export interface FileDropZoneProps {
  /** e.g. "Drop a CSV or Excel file, or choose one". */
  readonly title: string;
  /** e.g. "Up to 20 MB, first row holds the headings". */
  readonly hint: string;
  /** MIME type → endings, e.g. `{ 'text/csv': ['.csv'] }`. */
  readonly accept: Record<string, string[]>;
  readonly maxBytes: number;
  readonly loading?: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one file by drop, click or keyboard; says why a file is refused. */
export function FileDropZone({ title, hint, accept, maxBytes, loading = false, onFile }: FileDropZoneProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const onReject = (rejections: FileRejection[]) => {
    const first = rejections[0];
    if (rejections.length > 1) setRefusal('Choose one file at a time.');
    else if (first && first.file.size > maxBytes) {
      setRefusal(
        `${first.file.name} is larger than ${Math.round(maxBytes / 1_048_576)} MB. Split it and import the parts.`,
      );
    } else if (first) setRefusal(`${first.file.name} has another format. ${hint}`);
  };
  return (
    <>
      <Dropzone
        accept={accept}
        maxSize={maxBytes}
        multiple={false}
        loading={loading}
        onDrop={(files: File[]) => {
          setRefusal(null);
          if (files[0]) onFile(files[0]);
        }}
        onReject={onReject}
        inputProps={{ 'aria-label': title }}
      >
        <Group justify="center" gap="md" mih={120} style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={28} stroke={1.5} color="var(--app-accent)" aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconFileX size={28} stroke={1.5} color="var(--app-bad)" aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileSpreadsheet size={28} stroke={1.5} color="var(--app-text-dim)" aria-hidden />
          </Dropzone.Idle>
          <div>
            <Text fw={500}>{title}</Text>
            <Text size="xs" c="dimmed">
              {hint}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {refusal && (
        <Text size="xs" c="var(--app-bad)" mt={6} role="alert">
          {refusal}
        </Text>
      )}
    </>
  );
}
