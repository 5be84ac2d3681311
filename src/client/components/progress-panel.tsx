import { Button, Group, Progress, Text } from '@mantine/core';
import { useEffect } from 'react';
import { announce } from '../announcer.tsx';

export interface ProgressPanelProps {
  /** What runs, e.g. "Comparing 5 models". */
  readonly title: string;
  /** 0–1; null while the extent is not known. */
  readonly share: number | null;
  /** e.g. "3 of 5 done · ETS is running". */
  readonly detail?: string;
  readonly onCancel?: () => void;
  readonly cancelling?: boolean;
}

/** A run in progress, with a way to stop it. Screen readers hear each quarter, not each per cent. */
export function ProgressPanel({ title, share, detail, onCancel, cancelling }: ProgressPanelProps) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  const quarter = percent === null ? null : Math.floor(percent / 25) * 25;
  useEffect(() => announce(quarter === null ? title : `${title}: ${quarter}%`), [title, quarter]);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <div>
          <Text fw={500}>{title}</Text>
          {detail && (
            <Text size="xs" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
        <Group gap="sm" wrap="nowrap">
          {percent !== null && <Text className="tabular">{percent}%</Text>}
          {onCancel && (
            <Button variant="default" onClick={onCancel} loading={cancelling ?? false}>
              Cancel
            </Button>
          )}
        </Group>
      </Group>
      <Progress
        value={percent ?? 100}
        animated={percent === null}
        striped={percent === null}
        size="sm"
        aria-label={title}
      />
    </div>
  );
}
