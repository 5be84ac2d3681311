import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTRPCClient, httpLink } from '@trpc/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSampleWorkspace } from '../../../../scripts/sample-workspace.ts';
import { type Application, startApplication } from '../../../../scripts/testing/application.ts';
import { malformedSalesFiles } from '../../../../scripts/testing/malformed-sales-files.ts';
import { uploadBody, uploadLimitBytes } from '../../../../shared/contracts/upload-body.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { closeDatabase, database } from '../../../server/db.ts';

let application: Application;
let cookie = '';
let client: ReturnType<typeof createTRPCClient<AppRouter>>;

beforeAll(async () => {
  await loadSampleWorkspace();
  application = await startApplication({ databaseUrl: process.env.DATABASE_URL! });
  const operator = await database.user.findFirstOrThrow({ where: { role: 'OPERATOR' } });
  const signedIn = await fetch(`${application.address}/api/trpc/users.signInLocally`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: operator.id }),
  });
  cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  client = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${application.address}/api/trpc`, headers: { cookie } })],
  });
});

afterAll(async () => {
  await application?.stop();
  await closeDatabase();
});

async function upload(bytes: Uint8Array<ArrayBuffer>, claim: Partial<{ byteLength: number }> = {}) {
  const batchId = randomUUID();
  await client.imports.upload.mutate(
    uploadBody({ batchId, fileName: 'sales.csv', byteLength: bytes.length, ...claim }, bytes),
  );
  return batchId;
}

async function settled(batchId: string) {
  for (;;) {
    const batch = await client.imports.get.query({ batchId });
    if (batch.status !== 'CHECKING' && batch.status !== 'COMMITTING') return batch;
    await sleep(50);
  }
}

async function checked(text: string) {
  const batchId = await upload(new TextEncoder().encode(text));
  const { mapping } = await client.imports.get.query({ batchId });
  await client.imports.check.mutate({ batchId, mapping });
  return settled(batchId);
}

/** Sends only what it is given, whatever the headers promise. */
function send(headers: Record<string, string | number>, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${application.address}/api/trpc/imports.upload`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream', ...headers },
    });
    call.on('error', reject);
    call.on('response', async response => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      call.destroy();
    });
    call.write(body);
  });
}

const alive = async () => (await fetch(`${application.address}/readyz`)).status;

test('a claim of 2 GB is refused before it is sent, in words', async () => {
  const batches = await database.importBatch.count();
  const { status, body } = await send({ 'content-length': 2 * 1024 ** 3 }, '{');
  expect(status).toBe(413);
  expect(JSON.parse(body).error.data).toMatchObject({
    appCode: 'import.file-too-large',
    userMessage: 'The file is larger than 64 MB. Split it, for example by year.',
  });
  // Without a length, the first line says it.
  const heading = { batchId: randomUUID(), fileName: 'big.csv', byteLength: 2 * 1024 ** 3 };
  expect((await send({ 'transfer-encoding': 'chunked' }, `${JSON.stringify(heading)}\n`)).status).toBe(413);
  expect(await database.importBatch.count()).toBe(batches);
  expect(await alive()).toBe(200);
});

test('bytes are counted, whatever was claimed', async () => {
  const tooMuch = new Uint8Array(uploadLimitBytes + 1).fill(0x61);
  await expect(upload(tooMuch)).rejects.toThrow('larger than 64 MB');
  await expect(upload(tooMuch.subarray(0, 99), { byteLength: 10 })).rejects.toThrow('The upload broke off');
  await expect(upload(new Uint8Array(5).fill(0x61), { byteLength: 10 })).rejects.toThrow('5 of 10 bytes arrived');
  expect((await send({ 'content-length': 4 }, 'a,b\n')).body).toContain('does not begin with a line of JSON');
  expect(await alive()).toBe(200);
});

test('an upload that its sender gives up leaves nothing', async () => {
  const batches = await database.importBatch.count();
  const heading = { batchId: randomUUID(), fileName: 'sales.csv', byteLength: 1_000_000 };
  const givenUp = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new TextEncoder().encode(`${JSON.stringify(heading)}\nSKU,Channel`)),
  });
  const call = fetch(`${application.address}/api/trpc/imports.upload`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body,
    duplex: 'half',
    signal: givenUp.signal,
  } as RequestInit);
  await sleep(200);
  givenUp.abort();
  await expect(call).rejects.toThrow();
  expect(await alive()).toBe(200);
  expect(await database.importBatch.count()).toBe(batches);
});

test('every malformed file is refused or its rows rejected, nothing becomes a sale, the server lives', async () => {
  const facts = await database.salesFact.aggregate({ _count: true, _sum: { quantity: true, revenue: true } });
  for (const { name, bytes, refusal, problems } of malformedSalesFiles) {
    const outcome = await upload(bytes).catch((error: Error) => error);
    if (outcome instanceof Error) {
      expect(outcome.message, name).toMatch(refusal!);
      continue;
    }
    const { mapping } = await client.imports.get.query({ batchId: outcome });
    await client.imports.check.mutate({ batchId: outcome, mapping });
    const batch = await settled(outcome);
    if (refusal) {
      expect(batch, name).toMatchObject({ status: 'UPLOADED', failureReason: expect.stringMatching(refusal) });
    } else {
      const { rows } = await client.imports.rows.query({ batchId: outcome, valid: false });
      const reasons = rows.flatMap(row => row.problems.map(problem => problem.reason));
      expect(reasons, name).toEqual(problems.map(words => expect.stringMatching(words)));
    }
  }
  expect(await database.salesFact.aggregate({ _count: true, _sum: { quantity: true, revenue: true } })).toEqual(facts);
  expect(await alive()).toBe(200);
}, 180_000);

test('a job process killed amid a commit: nothing is stored, and all of it once after the restart', async () => {
  const batch = await checked(
    'SKU,Channel,Week,Units\nGOLD-US,AMAZON-US,2012-01-01,77\nGOLD-US,AMAZON-US,2011-01-02,77\n',
  );
  // The commit changes this fact too, and so waits in the middle of its transaction.
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(`SELECT 1 FROM "SalesFact" WHERE "periodStart" = '2012-01-01' FOR UPDATE`);
  await client.imports.commit.mutate({ batchId: batch.id });
  const waiting = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND query LIKE '%INSERT INTO "SalesFact"%'`;
  while ((await database.$queryRawUnsafe<unknown[]>(waiting)).length === 0) await sleep(50);

  await application.kill('job');
  await holder.query('ROLLBACK');
  await holder.end();
  while ((await database.$queryRawUnsafe<unknown[]>(waiting)).length > 0) await sleep(50);
  expect(await database.salesFact.count({ where: { importBatchId: batch.id } })).toBe(0);
  expect((await client.imports.get.query({ batchId: batch.id })).status).toBe('COMMITTING');

  await application.restart();
  expect(await settled(batch.id)).toMatchObject({ status: 'COMMITTED', createCount: 1, updateCount: 1 });
  expect(await database.salesFact.count({ where: { importBatchId: batch.id } })).toBe(2);
  expect(await database.auditEvent.count({ where: { entityId: batch.id, action: 'import.commit' } })).toBe(1);
}, 180_000);
