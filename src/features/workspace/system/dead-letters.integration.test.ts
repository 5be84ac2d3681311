import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { AppError } from '../../../../shared/errors.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closeQueue, deadLetters, enqueue, handleJob, prepareQueue, startWorker } from '../../../server/queue.ts';

const failing = { name: 'test.fail', input: z.object({ batchId: z.uuid().optional() }) };

let ours: PurchasingWorkspace;
let theirs: PurchasingWorkspace;

beforeAll(async () => {
  await prepareQueue();
  [ours, theirs] = [await createPurchasingWorkspace(), await createPurchasingWorkspace()];
  await startWorker([
    handleJob(failing, async () => {
      throw new AppError('request.key-reused');
    }),
  ]);
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

/** A job of an organisation's import that has failed. */
async function failedJob({ organisationId, planner }: PurchasingWorkspace): Promise<string> {
  const batchId = randomUUID();
  await database.importBatch.create({
    data: {
      ...{ id: batchId, organisationId, createdById: planner.user.id, status: 'FAILED' },
      ...{ fileName: 'sales.csv', fileSha256: '', fileBytes: Buffer.from('') },
    },
  });
  await enqueue(failing, { batchId }, `job-${batchId}`);
  return `job-${batchId}`;
}

test('administrators see and settle the failed jobs of their organisation, and those of the product itself', async () => {
  const [own, other] = [await failedJob(ours), await failedJob(theirs)];
  await enqueue(failing, {}, 'of-the-product');
  while ((await deadLetters(10)).length < 3) await sleep(50);

  const { system } = ours.administrator.caller;
  const listed = (await system.describe()).deadLetters;
  expect(listed.map(({ jobId }) => jobId).toSorted()).toEqual([own, 'of-the-product'].toSorted());
  expect(listed[0]).toEqual(expect.not.objectContaining({ input: expect.anything() }));

  await expect(system.settleDeadLetter({ jobId: other, action: 'discard' })).rejects.toThrow('does not exist here');
  await system.settleDeadLetter({ jobId: own, action: 'discard' });
  expect((await deadLetters(10)).map(({ jobId }) => jobId).toSorted()).toEqual([other, 'of-the-product'].toSorted());
});
