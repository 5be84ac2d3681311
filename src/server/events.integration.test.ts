import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, database, inTransaction } from './db.ts';
import { appendEvent, readEvents, startEventListener, stopEventListener } from './events.ts';

let organisationId: string;

beforeAll(async () => {
  organisationId = (await database.organisation.create({ data: { name: 'Events' } })).id;
  await startEventListener();
});

afterAll(async () => {
  await stopEventListener();
  await closeDatabase();
});

const write = (entityId: string, topic = 'test') =>
  inTransaction(transaction => appendEvent(transaction, { organisationId, topic, entityId, payload: { entityId } }));

/** Collects until `count` events came, or fails by the test's time limit. */
async function collect(count: number, options: { afterId?: string; topics?: string[]; signal?: AbortSignal } = {}) {
  const stop = new AbortController();
  const seen: { id: string; entityId: string }[] = [];
  for await (const event of readEvents(organisationId, options.topics ?? [], options.afterId, stop.signal)) {
    seen.push(event);
    if (seen.length === count) break;
  }
  stop.abort();
  return seen;
}

test('a reader gets what is committed after it began, in order', async () => {
  const reading = collect(3);
  await sleep(100);
  for (const name of ['a', 'b', 'c']) await write(name);
  expect((await reading).map(event => event.entityId)).toEqual(['a', 'b', 'c']);
});

test('an event of a transaction that rolls back is never seen', async () => {
  const reading = collect(1);
  await sleep(100);
  await inTransaction(async transaction => {
    await appendEvent(transaction, { organisationId, topic: 'test', entityId: 'undone', payload: {} });
    throw new Error('undo');
  }).catch(() => undefined);
  await write('kept');
  expect((await reading).map(event => event.entityId)).toEqual(['kept']);
});

test('resuming after an id gives the rest, each once, while more are being written', async () => {
  const first = collect(1);
  await sleep(100);
  await write('resume-0');
  const [start] = await first;
  const names = Array.from({ length: 60 }, (_, index) => `resume-${index + 1}`);
  const writing = (async () => {
    for (const name of names) await write(name);
  })();
  await sleep(20);
  const seen = await collect(names.length, { afterId: start!.id });
  await writing;
  expect(seen.map(event => event.entityId)).toEqual(names);
});

test('concurrent writers: ids become visible in their order, so that no reader skips one', async () => {
  const reading = collect(80);
  await sleep(100);
  await Promise.all(Array.from({ length: 80 }, (_, index) => write(`parallel-${index}`)));
  const ids = (await reading).map(event => BigInt(event.id));
  expect(new Set(ids).size).toBe(80);
  expect(ids).toEqual([...ids].sort((left, right) => (left < right ? -1 : 1)));
});

test('a reader of one topic does not get another', async () => {
  const reading = collect(1, { topics: ['wanted'] });
  await sleep(100);
  await write('other', 'unwanted');
  await write('mine', 'wanted');
  expect((await reading).map(event => event.entityId)).toEqual(['mine']);
});

test('another organisation hears nothing', async () => {
  const stranger = await database.organisation.create({ data: { name: 'Stranger' } });
  const stop = new AbortController();
  const heard: unknown[] = [];
  const listening = (async () => {
    for await (const event of readEvents(stranger.id, [], undefined, stop.signal)) heard.push(event);
  })();
  await sleep(100);
  await write('private');
  await sleep(200);
  stop.abort();
  await listening;
  expect(heard).toEqual([]);
});
