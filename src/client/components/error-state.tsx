import { ActionIcon, Button, Code, CopyButton, Group, Text, Title } from '@mantine/core';
import { IconCheck, IconCloudOff, IconCopy, IconRefresh } from '@tabler/icons-react';
import { errorMessageOf } from '../error-message.ts';
import { useFormat } from '../session.ts';
import classes from './state.module.css';

export interface ErrorStateProps {
  readonly error: unknown;
  /** What could not be shown, e.g. "the forecast runs". */
  readonly what: string;
  readonly onRetry?: (() => void) | undefined;
}

/** A part of a screen that has nothing to show because a call failed: what failed in plain words, retry, reference. */
export function ErrorState({ error, what, onRetry }: ErrorStateProps) {
  const { text, referenceId } = errorMessageOf(error);
  return (
    <div className={classes.root} role="alert">
      <span className={classes.icon} data-tone="bad">
        <IconCloudOff size={20} stroke={1.6} aria-hidden />
      </span>
      <Title order={3}>Could not load {what}</Title>
      <Text c="dimmed" maw="46ch">
        {text}
      </Text>
      <Group gap="xs" mt={6} justify="center">
        {onRetry && (
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
      {referenceId && <Reference id={referenceId} />}
    </div>
  );
}

/** Stands above figures that could not be refreshed: they are the last good ones, and this says how old they are. */
export function StaleNotice({
  error,
  lastGoodAt,
  onRetry,
}: {
  readonly error: unknown;
  /** ISO instant of the last successful load. */
  readonly lastGoodAt: string;
  readonly onRetry?: (() => void) | undefined;
}) {
  const format = useFormat();
  const { text, referenceId } = errorMessageOf(error);
  return (
    <div className={classes.stale} role="alert">
      <IconCloudOff size={15} stroke={1.8} aria-hidden />
      <span>
        <b>Showing figures loaded {format.age(lastGoodAt)}.</b> {text}
        {referenceId && (
          <>
            {' '}
            Reference <Code>{referenceId}</Code>
          </>
        )}
      </span>
      {onRetry && (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

function Reference({ id }: { readonly id: string }) {
  return (
    <Group gap={4} mt={6} justify="center">
      <Text size="xs" c="dimmed">
        Reference <Code fz="xs">{id}</Code>
      </Text>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <ActionIcon size={22} onClick={copy} aria-label={copied ? 'Copied' : 'Copy the reference'}>
            {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
