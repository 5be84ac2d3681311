import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs the work while holding `path`; a lock whose holder has died is taken over. Waits at most two minutes. */
export async function withFileLock<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const deadline = Date.now() + 120_000;
  while (!tryLock(path)) {
    if (Date.now() > deadline)
      throw new Error(`${path} has been held for two minutes. Delete it if no other start is running.`);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') rmSync(path, { force: true });
  }
  return false;
}
