import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSampleWorkspace } from '../../../../scripts/sample-workspace.ts';
import { uploadBody } from '../../../../shared/contracts/upload-body.ts';
import { createCaller } from '../../../server/app-router.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { log } from '../../../server/log.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import { importJobs } from './jobs.ts';
import { resumeUnfinished } from './service.ts';

const extractRows = 36_800;
const sampleFacts = 3_450;
const extract = new Uint8Array(
  gunzipSync(readFileSync(new URL('../../../../scripts/sample/iowa-spirits-weekly.csv.gz', import.meta.url))),
);

const refusals: string[] = [];
let operator: ReturnType<typeof createCaller>;
let viewer: ReturnType<typeof createCaller>;
let organisationId: string;

beforeAll(async () => {
  await loadSampleWorkspace();
  await prepareQueue();
  await startEventListener();
  await startWorker(importJobs);
  operator = await callerOf('OPERATOR');
  viewer = await callerOf('VIEWER');
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

async function callerOf(role: 'OPERATOR' | 'VIEWER') {
  const user = await database.user.findFirstOrThrow({ where: { role } });
  organisationId = user.organisationId;
  const { id: userId, name, approvalAuthority } = user;
  return createCaller({
    actor: { userId, organisationId, name, role, approvalAuthority, requestId: 'test' },
    requestId: 'test',
    log,
    sessionToken: undefined,
    setSessionCookie: () => {},
    recordRefusal: async (_actor, procedure) => void refusals.push(procedure),
  });
}

async function upload(file: string | Uint8Array<ArrayBuffer>, caller = operator, batchId: string = randomUUID()) {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const body = uploadBody({ batchId, fileName: 'sales.csv', byteLength: bytes.length }, bytes);
  // The parser types what a browser sends; in this process it takes the stream itself.
  await caller.imports.upload(body.stream() as never);
  return batchId;
}

async function settled(batchId: string) {
  for (;;) {
    const batch = await viewer.imports.get({ batchId });
    if (batch.status !== 'CHECKING' && batch.status !== 'COMMITTING') return batch;
    await sleep(20);
  }
}

/** Uploads, checks under the proposed mapping, with rows of the same key added together. */
async function checked(file: string | Uint8Array<ArrayBuffer>) {
  const batchId = await upload(file);
  const { mapping } = await viewer.imports.get({ batchId });
  await operator.imports.check({
    batchId,
    mapping: { ...mapping, period: mapping.period ?? 'week', repeatedKeys: 'add' },
  });
  return settled(batchId);
}

async function committed(batchId: string) {
  await operator.imports.commit({ batchId });
  return settled(batchId);
}

const header = 'SKU,Channel,Week starting,Units,Revenue,Currency';
const csv = (...rows: string[]) => [header, ...rows, ''].join('\n');
const salesVersion = async () =>
  (await database.organisation.findUniqueOrThrow({ where: { id: organisationId } })).salesVersion;

/** Sums of all facts: equal only if nothing was added, lost or changed. */
async function factTotals() {
  const { _sum, _count } = await database.salesFact.aggregate({
    _sum: { quantity: true, revenue: true },
    _count: true,
  });
  return { count: _count, quantity: String(_sum.quantity), revenue: String(_sum.revenue) };
}

test('36,800 rows a second time: every fact unchanged, the sales version too', async () => {
  const before = { totals: await factTotals(), version: await salesVersion() };
  expect(before.totals.count).toBe(sampleFacts);
  const { batches } = await viewer.imports.list({});
  expect(batches).toMatchObject([{ status: 'COMMITTED', createCount: sampleFacts, updateCount: 0, unchangedCount: 0 }]);

  const batch = await checked(extract);
  expect(batch).toMatchObject({ status: 'CHECKED', rowCount: extractRows, validCount: extractRows, invalidCount: 0 });
  expect(batch).toMatchObject({ createCount: 0, updateCount: 0, unchangedCount: sampleFacts });
  expect(batch.earlierCommit?.committedBy).toBe('Administrator');
  // The mapping of the same layout is remembered, with its answers.
  expect(batch.mapping).toMatchObject({ period: 'week', fixedCurrency: 'USD', repeatedKeys: 'add' });

  expect(await committed(batch.id)).toMatchObject({ status: 'COMMITTED', unchangedCount: sampleFacts });
  expect({ totals: await factTotals(), version: await salesVersion() }).toEqual(before);
});

test('a changed file shows what it would create and change, and does just that, with an audit row and an event', async () => {
  const version = await salesVersion();
  const file = csv(
    'RED-UK,AMAZON-UK,2016-05-22,9999,1234.50,USD',
    'RED-UK,Amazon UK,2011-12-25,12.5,50,USD',
    'Admiral Nelson,Shopify UK,2016-05-15,NONE,,',
  );
  const batch = await checked(file);
  expect(batch).toMatchObject({ validCount: 2, invalidCount: 1, createCount: 1, updateCount: 1, unchangedCount: 0 });
  expect(batch.problems).toEqual([
    {
      column: 'Units',
      value: 'NONE',
      reason: 'not a number with the decimal mark "."',
      suggestion: null,
      unknown: null,
      rowCount: 1,
      firstRow: 4,
    },
  ]);
  const { changes } = await viewer.imports.changes({ batchId: batch.id, kind: 'update' });
  expect(changes[0]).toMatchObject({
    skuCode: 'RED-UK',
    periodStart: '2016-05-22',
    quantity: '9999.000',
    revenue: '1234.50',
  });
  expect(Number(changes[0]!.storedQuantity)).toBeGreaterThan(0);
  const created = await viewer.imports.changes({ batchId: batch.id, kind: 'create' });
  expect(created.changes[0]).toMatchObject({
    periodStart: '2011-12-25',
    quantity: '12.500',
    storedQuantity: null,
    revenue: '50.00',
  });
  expect(await database.salesFact.count()).toBe(sampleFacts);

  expect(await committed(batch.id)).toMatchObject({ createCount: 1, updateCount: 1 });
  expect(await database.salesFact.count()).toBe(sampleFacts + 1);
  expect(await salesVersion()).toBe(version + 1);
  const stored = await database.salesFact.findMany({ where: { importBatchId: batch.id } });
  expect(stored.map(fact => String(fact.quantity)).sort()).toEqual(['12.5', '9999']);
  const audit = await database.auditEvent.findMany({ where: { entityId: batch.id, action: 'import.commit' } });
  expect(audit).toMatchObject([{ outcome: 'DONE', after: { createCount: 1, updateCount: 1 } }]);
  const events = await database.liveEvent.findMany({ where: { entityId: batch.id }, orderBy: { id: 'asc' } });
  expect(events.at(-1)!.payload).toMatchObject({ status: 'COMMITTED', createCount: 1 });

  // Committing again, by a repeated request or another day's upload, adds nothing.
  expect(await committed(batch.id)).toMatchObject({ status: 'COMMITTED' });
  const again = await committed((await checked(file)).id);
  expect(again).toMatchObject({ createCount: 0, updateCount: 0, unchangedCount: 2 });
  expect(await salesVersion()).toBe(version + 1);
});

test('rejected rows come back as they were, with what is wrong, and cannot run as formulas', async () => {
  const batch = await checked(
    csv(
      'RED-UK,AMAZON-UK,2016-05-22,5,10,USD',
      '"=cmd|\' /C calc\'!A0",AMAZON-UK,2016-05-22,5,,',
      'RED-UX,AMAZON-UK,2016-05-22,"1,5",,',
    ),
  );
  const { csv: text, rowCount, fileName } = await viewer.imports.exportRows({ batchId: batch.id, rows: 'rejected' });
  expect({ rowCount, fileName }).toEqual({ rowCount: 2, fileName: 'sales-rejected.csv' });
  const lines = text.replace('\uFEFF', '').trim().split('\r\n');
  expect(lines[0]).toBe(`${header},Line,Problem,Suggestion`);
  expect(lines[1]).toMatch(/^'=cmd\|/);
  expect(lines[1]).toContain('3,"SKU: a formula, not its result');
  expect(lines[2]).toContain('not a known SKU');
  expect(lines[2]).toContain('RED-UK');
  const accepted = await viewer.imports.exportRows({ batchId: batch.id, rows: 'accepted' });
  expect(accepted.csv).toContain('RED-UK,AMAZON-UK,2016-05-22,5.000,10.00,USD');
});

test('a file sent twice at once is kept once', async () => {
  const file = csv('RED-UK,AMAZON-UK,2016-05-22,5,,');
  const batchId = randomUUID();
  await Promise.all([1, 2, 3].map(() => upload(file, operator, batchId)));
  expect(await database.auditEvent.count({ where: { entityId: batchId, action: 'import.upload' } })).toBe(1);
  await expect(upload(`${file}\n`, operator, batchId)).rejects.toMatchObject({ cause: { code: 'entity.changed' } });
});

test('an unknown name is taught once and a wrong cell put right in place', async () => {
  const file = csv('Bottle Rouge,Web Store,2016-05-22,7,,', 'Bottle Rouge,Web Store,2016-05-15,seven,,');
  const first = await checked(file);
  expect(first).toMatchObject({ validCount: 0, invalidCount: 2 });
  await expect(operator.imports.commit({ batchId: first.id })).rejects.toThrow('None of the rows can be imported');

  const { skus, channels } = await viewer.catalogue.read();
  const sku = skus.find(row => row.code === 'RED-EU')!;
  const channel = channels.find(row => row.code === 'SHOPIFY-EU')!;
  await operator.imports.teachNames({
    batchId: first.id,
    names: [
      { kind: 'SKU', name: 'Bottle Rouge', targetId: sku.id },
      { kind: 'CHANNEL', name: 'Web Store', targetId: channel.id },
    ],
  });
  expect(await settled(first.id)).toMatchObject({ validCount: 1, invalidCount: 1 });

  await operator.imports.correct({ batchId: first.id, corrections: [{ rowNumber: 3, column: 3, value: '8' }] });
  expect(await settled(first.id)).toMatchObject({ validCount: 2, invalidCount: 0 });
  const { rows } = await viewer.imports.rows({ batchId: first.id, valid: true });
  expect(rows.map(row => [row.skuCode, row.channelCode, row.quantity])).toEqual([
    ['RED-EU', 'SHOPIFY-EU', '7.000'],
    ['RED-EU', 'SHOPIFY-EU', '8.000'],
  ]);
  expect(rows[1]!.cells[3]).toBe('8');
});

test('a question that the file leaves open goes back to the user, and the answer settles it', async () => {
  const batchId = await upload(
    'SKU;Channel;Date;Units\nRED-UK;AMAZON-UK;03/04/2016;1\nRED-UK;AMAZON-UK;05/04/2016;2\n',
  );
  const { mapping } = await viewer.imports.get({ batchId });
  await operator.imports.check({ batchId, mapping });
  const asked = await settled(batchId);
  expect(asked.status).toBe('UPLOADED');
  expect(asked.failureReason).toContain('can be read as day/month or as month/day: 03/04/2016');
  await operator.imports.check({ batchId, mapping: { ...mapping, dateOrder: 'month-first' } });
  expect(await settled(batchId)).toMatchObject({ status: 'CHECKED', validCount: 2 });
  const { rows } = await viewer.imports.rows({ batchId, valid: true });
  expect(rows.map(row => row.periodStart)).toEqual(['2016-03-04', '2016-05-04']);
});

test('two commits at once of files that overlap in opposite order: both done, the facts of one of them', async () => {
  const weeks = ['2015-01-04', '2015-01-11', '2015-01-18', '2015-01-25'];
  const rows = (quantity: number, days: string[]) => days.map(day => `GOLD-US,AMAZON-US,${day},${quantity},,`);
  const first = await checked(csv(...rows(111, weeks)));
  const second = await checked(csv(...rows(222, weeks.toReversed())));
  await Promise.all([operator.imports.commit({ batchId: first.id }), operator.imports.commit({ batchId: second.id })]);
  expect([(await settled(first.id)).status, (await settled(second.id)).status]).toEqual(['COMMITTED', 'COMMITTED']);
  const facts = await database.salesFact.findMany({
    where: { importBatchId: { in: [first.id, second.id] }, quantity: { in: [111, 222] } },
  });
  expect(facts).toHaveLength(4);
  expect(new Set(facts.map(fact => String(fact.quantity))).size).toBe(1);
});

test('a cancelled import stays out, also when its commit is already queued', async () => {
  const before = await factTotals();
  const batch = await checked(csv('GOLD-US,AMAZON-US,2010-01-03,5,,'));
  await operator.imports.cancel({ batchId: batch.id });
  await expect(operator.imports.commit({ batchId: batch.id })).rejects.toThrow('This import is cancelled');

  const other = await checked(csv('GOLD-US,AMAZON-US,2010-01-10,5,,'));
  // Whichever comes second is refused.
  await Promise.allSettled([
    operator.imports.commit({ batchId: other.id }),
    operator.imports.cancel({ batchId: other.id }),
  ]);
  const { status } = await settled(other.id);
  const added = status === 'COMMITTED' ? 1 : 0;
  expect((await factTotals()).count).toBe(before.count + added);
});

test('work that a killed process left, its job never queued, is taken up', async () => {
  const batch = await checked(csv('GOLD-US,AMAZON-US,2010-02-07,5,,'));
  await database.importBatch.update({ where: { id: batch.id }, data: { status: 'COMMITTING' } });
  await resumeUnfinished();
  expect(await settled(batch.id)).toMatchObject({ status: 'COMMITTED', createCount: 1 });
});

test('what is no table is refused in words and not kept', async () => {
  const count = await database.importBatch.count();
  await expect(upload('')).rejects.toThrow('The file is empty');
  await expect(upload('PK\u0003\u0004 workbook')).rejects.toThrow('an Excel workbook');
  await expect(upload(header)).rejects.toThrow('no row below it');
  expect(await database.importBatch.count()).toBe(count);
});

test('the same upload sent twice is one import; another file under its id is refused', async () => {
  const file = csv('GOLD-US,AMAZON-US,2010-03-07,5,,');
  const batchId = await upload(file);
  await upload(file, operator, batchId);
  expect(await database.importBatch.count({ where: { id: batchId } })).toBe(1);
  await expect(upload(`${file}\n`, operator, batchId)).rejects.toMatchObject({ cause: { code: 'entity.changed' } });
});

test('a viewer sees imports but starts none, and the refusal is recorded', async () => {
  await expect(upload(csv('GOLD-US,AMAZON-US,2010-03-07,5,,'), viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const { batches } = await viewer.imports.list({});
  await expect(viewer.imports.commit({ batchId: batches[0]!.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(refusals).toEqual(['imports.upload', 'imports.commit']);
});

test('another organisation sees none of it', async () => {
  const { batches } = await viewer.imports.list({ limit: 2 });
  const other = await database.organisation.create({ data: { name: 'Other' } });
  const { id: userId } = await database.user.create({
    data: { organisationId: other.id, email: 'operator@other.example', name: 'Operator', role: 'OPERATOR' },
  });
  const stranger = createCaller({
    actor: {
      userId,
      organisationId: other.id,
      name: 'Operator',
      role: 'OPERATOR',
      approvalAuthority: 'NONE',
      requestId: 'x',
    },
    requestId: 'x',
    log,
    sessionToken: undefined,
    setSessionCookie: () => {},
    recordRefusal: async () => {},
  });
  expect((await stranger.imports.list({})).batches).toEqual([]);
  for (const read of ['get', 'cancel', 'commit'] as const) {
    await expect(stranger.imports[read]({ batchId: batches[0]!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});
