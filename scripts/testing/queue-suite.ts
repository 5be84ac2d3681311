import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

/**
 * What the queue promises, whatever it is built on. Server code reads the environment when it is imported, so set
 * `REDIS_URL` before the call and give each backend a test file of its own.
 */
export async function testQueue(): Promise<void> {
  const queue = await import('../../src/server/queue.ts');
  const { closeDatabase } = await import('../../src/server/db.ts');
  const handlers: Parameters<typeof queue.startWorker>[0][number][] = [];
  await queue.prepareQueue();

  afterAll(async () => {
    await queue.closeQueue();
    await closeDatabase();
  });

  const runs: number[] = [];
  let refuse = true;
  const once = { name: 'once', input: z.object({ value: z.number() }) };
  const refused = { name: 'refused', input: z.object({}) };
  const long = { name: 'long', input: z.object({ piece: z.number() }), lane: 'bulk' as const };
  const patient = { name: 'patient', input: z.object({}) };
  const attempts: { lastAttempt: boolean }[] = [];
  const pieces: number[] = [];
  let releasePieces = () => {};
  const released = new Promise<void>(resolve => {
    releasePieces = resolve;
  });
  handlers.push(
    queue.handleJob(once, async ({ value }) => void runs.push(value)),
    queue.handleJob(long, async ({ piece }) => {
      pieces.push(piece);
      await released;
    }),
    queue.handleJob(patient, async (_input, { lastAttempt, signal }) => {
      attempts.push({ lastAttempt });
      if (attempts.length > 4) return;
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('The process stopped.')));
      });
    }),
    queue.handleJob(refused, async () => {
      if (refuse) throw new AppError('entity.not-found', { entity: 'batch', id: '42' });
    }),
  );
  await queue.startWorker(handlers);

  const letter = async (jobId: string) => (await queue.deadLetters(50)).find(one => one.jobId === jobId);
  async function until(condition: () => boolean | Promise<boolean>) {
    while (!(await condition())) await sleep(20);
  }

  test('runs a job once, however often it is enqueued under the same id', async () => {
    await Promise.all([1, 2, 3].map(() => queue.enqueue(once, { value: 7 }, 'once:1')));
    await until(() => runs.length > 0);
    await sleep(300);
    expect(runs).toEqual([7]);
  });

  test('work in many pieces has a lane of its own: it holds nothing else up', async () => {
    expect(await queue.laneIsIdle('bulk')).toBe(true);
    for (let piece = 0; piece < 6; piece++) await queue.enqueue(long, { piece }, `long-${piece}`);
    await until(() => pieces.length === 2);
    await queue.enqueue(once, { value: 8 }, 'once:2');
    await until(() => runs.includes(8));
    expect(pieces).toHaveLength(2);
    expect(await queue.laneIsIdle('bulk')).toBe(false);
    releasePieces();
    await until(() => queue.laneIsIdle('bulk'));
    expect(pieces.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a refused job goes to the dead letters at once, with its reason, and can be retried from there', async () => {
    await queue.enqueue(refused, {}, 'refused-1');
    await until(async () => (await letter('refused-1')) !== undefined);
    expect(await letter('refused-1')).toMatchObject({
      name: 'refused',
      attempts: 1,
      reason: 'batch 42 does not exist here.',
    });
    expect((await queue.queueState()).failed).toBe(1);

    refuse = false;
    await queue.settleDeadLetter('refused-1', 'retry');
    await until(async () => (await letter('refused-1')) === undefined);
    expect((await queue.queueState()).failed).toBe(0);
  });

  test('input that does not fit the contract is a dead letter, not a crash, and can be discarded', async () => {
    await queue.enqueue({ name: 'once', input: z.any() }, { value: 'seven' }, 'malformed-1');
    await until(async () => (await letter('malformed-1')) !== undefined);
    expect((await letter('malformed-1'))?.reason).toContain('value');
    await queue.settleDeadLetter('malformed-1', 'discard');
    expect(await letter('malformed-1')).toBeUndefined();
  });

  test('a process that stops gives its job back: the next one begins it at once, as for the first time', async () => {
    await queue.enqueue(patient, {}, 'patient-1');
    // More often than a job may fail.
    for (let stops = 1; stops <= 4; stops++) {
      await until(() => attempts.length === stops);
      await queue.closeQueue();
      await queue.startWorker(handlers);
    }
    await until(async () => (await queue.queueState()).active + (await queue.queueState()).waiting === 0);
    expect(attempts).toEqual(Array.from({ length: 5 }, () => ({ lastAttempt: false })));
    expect(await letter('patient-1')).toBeUndefined();
  });

  test('what is not in the list cannot be settled', async () => {
    await expect(queue.settleDeadLetter('nobody', 'retry')).rejects.toThrow('failed job nobody does not exist here.');
  });
}
