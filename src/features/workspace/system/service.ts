import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { poolState } from '../../../server/pool.ts';
import {
  type DeadLetter,
  deadLetter,
  deadLetters,
  queueState,
  settleDeadLetter as settle,
} from '../../../server/queue.ts';
import { recordDone } from '../audit/service.ts';
import { deleteEventsBefore, pingDatabase, selectOwnWork } from './data.ts';

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

const mostListed = 100;

/** The state of the product, with the failed jobs that concern the actor's organisation, newest first. */
export async function describeSystem(actor: Actor) {
  const [{ ready, checks }, queue, failed] = await Promise.all([
    readiness(),
    queueState(),
    deadLetters(10 * mostListed).then(letters => concerning(actor, letters)),
  ]);
  return {
    ...{ asOf: new Date().toISOString(), ready, checks, queue, pool: poolState() },
    deadLetters: failed.slice(0, mostListed).map(({ input: _, ...letter }) => letter),
  };
}

/** Failed jobs that work for the actor's organisation, and what the product does for itself: that names nobody's work. */
async function concerning(actor: Actor, letters: readonly DeadLetter[]): Promise<DeadLetter[]> {
  const own = await selectOwnWork(database, actor.organisationId, letters.flatMap(workOf));
  return letters.filter(letter => {
    const work = workOf(letter);
    return work.length === 0 || work.some(id => own.has(id));
  });
}

/** Ids in a job's input. */
function workOf({ input }: DeadLetter): string[] {
  return Object.values(input ?? {}).flatMap(value => z.uuid().safeParse(value).data ?? []);
}

/** @throws AppError `entity.not-found` when no such job of the actor's organisation has failed */
export async function settleDeadLetter(actor: Actor, jobId: string, action: 'retry' | 'discard'): Promise<void> {
  const letter = await deadLetter(jobId);
  if (!letter || (await concerning(actor, [letter])).length === 0) {
    throw new AppError('entity.not-found', { entity: 'failed job', id: jobId });
  }
  await settle(jobId, action);
  await inTransaction(transaction =>
    recordDone(transaction, actor, { action: `job.${action}`, entityType: 'job', entityId: jobId }),
  );
}

/** Longer than any session: whoever reconnects after it signs in anew and reads everything afresh. */
const eventsKeptHours = 48;
/** Events of one statement, so that none holds up the writers for long. */
const eventsAtOnce = 10_000;

/** Live events tell who is watching now; what happened is in the audit trail. */
export async function forgetOldEvents(): Promise<void> {
  const before = new Date(Date.now() - eventsKeptHours * 3_600_000);
  while ((await deleteEventsBefore(database, before, eventsAtOnce)) === eventsAtOnce);
}
