import { log } from './log.ts';

/** Longer than any request; after it a process that hangs is ended. */
const stopWithinMilliseconds = 10_000;

/**
 * Stops in order on SIGTERM and SIGINT, and when the parent that started this process with an IPC channel is gone,
 * so that no server is left behind by a killed parent.
 */
export function runUntilStopped(steps: readonly (() => Promise<unknown>)[]): void {
  let stopping = false;
  const stop = async (why: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), stopWithinMilliseconds).unref();
    for (const step of steps) {
      await step().catch(error => log.warn({ error }, 'a step of the stop failed'));
    }
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('disconnect', () => void stop('parent gone'));
  // It may have gone while this process was still starting.
  if (process.send && !process.connected) void stop('parent gone');
}
