import type { Actor } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { poolState } from '../../../server/pool.ts';
import { deadLetters, queueState, settleDeadLetter as settle } from '../../../server/queue.ts';
import { recordDone } from '../audit/service.ts';
import { pingDatabase } from './data.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Record<'database' | 'queue' | 'pool', { ok: boolean; detail: string }>;
}

/** Whether this process can do its work now: the database answers, the queue answers, the pool has its threads. */
export async function readiness(): Promise<Readiness> {
  const [databaseCheck, queueCheck] = await Promise.all([
    check(async () => `answered in ${await pingDatabase(database)} ms`),
    check(async () => `${(await queueState()).failed} failed jobs`),
  ]);
  const pool = poolState();
  const checks = {
    database: databaseCheck,
    queue: queueCheck,
    pool: { ok: pool.threads > 0, detail: `${pool.busy} of ${pool.threads} threads busy, ${pool.waiting} waiting` },
  };
  return { ready: Object.values(checks).every(one => one.ok), checks };
}

async function check(probe: () => Promise<string>): Promise<{ ok: boolean; detail: string }> {
  try {
    return { ok: true, detail: await within(2_000, probe()) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export async function describeSystem() {
  const [{ ready, checks }, queue, failed] = await Promise.all([readiness(), queueState(), deadLetters(100)]);
  return { asOf: new Date().toISOString(), ready, checks, queue, pool: poolState(), deadLetters: failed };
}

export async function settleDeadLetter(actor: Actor, jobId: string, action: 'retry' | 'discard'): Promise<void> {
  await settle(jobId, action);
  await inTransaction(transaction =>
    recordDone(transaction, actor, { action: `job.${action}`, entityType: 'job', entityId: jobId }),
  );
}
