import { EventEmitter, on } from 'node:events';
import pg from 'pg';
import type { Database } from './db.ts';
import { database } from './db.ts';
import { environment } from './env.ts';
import type { Prisma } from './generated/prisma/client.ts';
import { log } from './log.ts';

const notifyChannel = 'live_events';
/** Takes part in the lock key so that other advisory locks cannot collide. */
const lockSpace = 0x5e_17;

export interface LiveEvent {
  readonly id: string;
  readonly topic: string;
  readonly entityId: string;
  readonly payload: Prisma.JsonValue;
  readonly createdAt: string;
}

export interface NewLiveEvent {
  readonly organisationId: string;
  readonly topic: string;
  readonly entityId: string;
  readonly payload: Prisma.InputJsonValue;
}

/**
 * Writes an event in the transaction of the change it tells of. Call it last in that transaction: until the commit
 * it holds the organisation's event lock, so that ids become visible in their order and no reader skips one.
 */
export function appendEvent(transaction: Database, { organisationId, ...event }: NewLiveEvent): Promise<void> {
  return appendEvents(transaction, organisationId, [event]);
}

/** The same for several changes that one transaction makes. */
export async function appendEvents(
  transaction: Database,
  organisationId: string,
  events: readonly Omit<NewLiveEvent, 'organisationId'>[],
): Promise<void> {
  if (events.length === 0) return;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockSpace}::int, hashtext(${organisationId}))`;
  await transaction.liveEvent.createMany({ data: events.map(event => ({ organisationId, ...event })) });
  await transaction.$executeRaw`SELECT pg_notify(${notifyChannel}, ${organisationId})`;
}

/** Emits each new event once in this process, under its organisation's id. */
const tail = new EventEmitter().setMaxListeners(0);
/** Newest event already emitted, for each organisation that someone here watches. */
const emitted = new Map<string, bigint>();
/** Reads of one organisation's tail follow each other, so that events are emitted in order. */
const reading = new Map<string, Promise<void>>();
let listener: pg.Client | undefined;

/** Opens this process's one LISTEN connection, and again when it is cut; then catches up on what was missed. */
export async function startEventListener(): Promise<void> {
  const client = new pg.Client({ connectionString: environment.DATABASE_URL, keepAlive: true });
  client.on('notification', message => catchUp(message.payload ?? ''));
  client.on('error', error => {
    log.warn({ error }, 'event listener lost its connection');
    if (listener === client) setTimeout(restart, 1_000);
  });
  await client.connect();
  await client.query(`LISTEN ${notifyChannel}`);
  listener = client;
  for (const organisationId of emitted.keys()) catchUp(organisationId);
}

function restart(): void {
  startEventListener().catch(error => {
    log.warn({ error }, 'event listener cannot connect');
    setTimeout(restart, 1_000);
  });
}

export async function stopEventListener(): Promise<void> {
  const client = listener;
  listener = undefined;
  await client?.end();
}

/** One query for all who watch the organisation, however many they are. */
function catchUp(organisationId: string): void {
  if (!emitted.has(organisationId)) return;
  const previous = reading.get(organisationId) ?? Promise.resolve();
  const current = previous
    .then(async () => {
      for (;;) {
        const after = emitted.get(organisationId);
        const page = after === undefined ? [] : await eventsAfter(organisationId, after);
        if (page.length === 0) return;
        for (const event of page) {
          emitted.set(organisationId, BigInt(event.id));
          tail.emit(organisationId, event);
        }
      }
    })
    .catch(error => log.error({ error, organisationId }, 'live events could not be read'));
  reading.set(organisationId, current);
}

/**
 * Events of one organisation after `afterId`, then all that follow, each once and in order, until aborted.
 * Listens before it replays, so that none falls between.
 * @param topics  empty means all
 * @param afterId the last id the reader has; undefined starts with the next event
 */
export async function* readEvents(
  organisationId: string,
  topics: readonly string[],
  afterId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const live = on(tail, organisationId, { signal });
  try {
    const newest = await newestEventId(organisationId);
    if (!emitted.has(organisationId)) emitted.set(organisationId, newest);
    let cursor = afterId === undefined ? newest : BigInt(afterId);
    const wanted = (event: LiveEvent) => topics.length === 0 || topics.includes(event.topic);

    for (
      let page = await eventsAfter(organisationId, cursor);
      page.length > 0;
      page = await eventsAfter(organisationId, cursor)
    ) {
      for (const event of page) {
        cursor = BigInt(event.id);
        if (wanted(event)) yield event;
      }
    }
    for await (const [event] of live as AsyncIterable<[LiveEvent]>) {
      if (BigInt(event.id) <= cursor) continue;
      cursor = BigInt(event.id);
      if (wanted(event)) yield event;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await live.return?.();
    if (tail.listenerCount(organisationId) === 0) emitted.delete(organisationId);
  }
}

async function eventsAfter(organisationId: string, after: bigint): Promise<LiveEvent[]> {
  const rows = await database.liveEvent.findMany({
    where: { organisationId, id: { gt: after } },
    orderBy: { id: 'asc' },
    take: 500,
  });
  return rows.map(row => ({
    id: String(row.id),
    topic: row.topic,
    entityId: row.entityId,
    payload: row.payload,
    createdAt: row.createdAt.toISOString(),
  }));
}

/** Where to start reading so that nothing committed from now on is missed. */
export async function newestEventId(organisationId: string): Promise<bigint> {
  const newest = await database.liveEvent.findFirst({
    where: { organisationId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return newest?.id ?? 0n;
}
