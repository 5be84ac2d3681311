import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import { closeDatabase, database, inTransaction } from '../../../server/db.ts';
import { appendEvent, readEvents, startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { forgetOldEvents } from './service.ts';

beforeAll(startEventListener);

afterAll(async () => {
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

test('events outlive every session and are then forgotten; who resumes after them misses nothing', async () => {
  const { organisationId } = await createTwoRegionWorkspace('ours');
  const tell = (entityId: string) =>
    inTransaction(transaction => appendEvent(transaction, { organisationId, topic: 'test', entityId, payload: {} }));
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  for (const [entityId, hours] of [
    ['long ago', 49],
    ['yesterday', 20],
    ['today', 0],
  ] as const) {
    await tell(entityId);
    await database.liveEvent.updateMany({ where: { entityId }, data: { createdAt: hoursAgo(hours) } });
  }
  const forgotten = await database.liveEvent.findFirstOrThrow({ where: { entityId: 'long ago' } });

  await forgetOldEvents();
  const kept = await database.liveEvent.findMany({ where: { organisationId }, orderBy: { id: 'asc' } });
  expect(kept.map(({ entityId }) => entityId)).toEqual(['yesterday', 'today']);

  const resumed: string[] = [];
  for await (const event of readEvents(organisationId, [], String(forgotten.id), AbortSignal.timeout(20_000))) {
    if (resumed.push(event.entityId) === 2) await tell('now');
    if (resumed.length === 3) break;
  }
  expect(resumed).toEqual(['yesterday', 'today', 'now']);
});
