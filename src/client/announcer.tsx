import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

/** Between two spoken messages: a screen reader that is always talking is one that is switched off. */
const pauseMilliseconds = 2_500;

const listeners = new Set<() => void>();
let spoken = '';
let waiting: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells screen readers of a change that the eye would notice. Of several in quick succession the last is read. */
export function announce(message: string): void {
  if (timer) {
    waiting = message;
    return;
  }
  say(message);
}

function say(message: string): void {
  spoken = message;
  for (const listener of listeners) listener();
  timer = setTimeout(() => {
    timer = undefined;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) say(next);
  }, pauseMilliseconds);
}

/** The one polite live region of the page. */
export function Announcer() {
  const message = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => spoken,
  );
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {message}
    </VisuallyHidden>
  );
}
