import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectPath } from './project-path.ts';

export type ServerName = 'web' | 'job';

/** Starts `src/server/<name>-process.ts`; it ends when this process does, however that happens. */
export function startServerProcess(name: ServerName, environment: NodeJS.ProcessEnv): ChildProcess {
  const options = [
    // Prisma loads relations inside a transaction side by side on one connection; pg 8 queues them and warns of pg 9.
    '--disable-warning=DeprecationWarning',
    // Each thread collects its own garbage: helpers would do it at the priority of requests, not of calculations.
    '--single-threaded-gc',
    projectPath(`src/server/${name}-process.ts`),
  ];
  return spawn(process.execPath, options, {
    cwd: projectPath(),
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own: Ctrl-C reaches the script alone, which then stops the servers before the database.
    detached: process.platform !== 'win32',
  });
}

/** Asks a process to end in good order, and ends it when it has not after ten seconds. */
export async function stopServerProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

/**
 * Waits until `/readyz` answers 200; a machine that is busy with other work may take minutes to load a process.
 * @throws Error when a process ended first, or after three minutes with what was last answered
 */
export async function waitUntilReady(address: string, processes: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + 180_000;
  let lastAnswer = 'nothing';
  while (Date.now() < deadline) {
    const ended = processes.find(child => child.exitCode !== null || child.signalCode !== null);
    if (ended)
      throw new Error(`A server process ended while starting (${ended.spawnargs.at(-1)}); its reason stands above.`);
    try {
      const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return;
      lastAnswer = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      lastAnswer = `nothing (${error instanceof Error ? String(error.cause ?? error.message) : error})`;
    }
    await sleep(100);
  }
  throw new Error(`The server was not ready after three minutes. ${address}/readyz last said: ${lastAnswer}`);
}
