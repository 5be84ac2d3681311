/**
 * Calls `stop` once when this process should end: Ctrl-C, a termination signal, or the process that started it is gone
 * (its channel closed, which also happens after a kill -9).
 */
export function onStopRequest(stop: () => void): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
  // The channel is there to notice its end; it must not keep a finished process alive.
  process.channel?.unref();
}
