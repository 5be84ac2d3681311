import { afterAll, beforeAll, expect, test } from 'vitest';
import { importsBy } from '../../../../scripts/testing/import-file.ts';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { callerOf, createUser } from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import { importJobs } from '../../data/import-runs/jobs.ts';

let work: PlannableWorkspace;
let imports: ReturnType<typeof importsBy>;

beforeAll(async () => {
  work = await createPlannableWorkspace('prices');
  imports = importsBy(work.manager.caller, 'SUPPLIER_TERMS');
  await prepareQueue();
  await startEventListener();
  await startWorker(importJobs);
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

const terms = () => work.manager.caller.suppliers.terms({});
const term = async (supplier: string, sku: string) =>
  (await terms()).find(row => row.supplierName.startsWith(supplier) && row.skuCode === sku);
const supplierOf = (id: string) => database.supplier.findUniqueOrThrow({ where: { id } });
const auditOf = (id: string) =>
  database.auditEvent.findMany({ where: { entityId: id, action: 'supplier-term.import' }, orderBy: { id: 'desc' } });

const priceList = [
  'Supplier;SKU;Price;From;MOQ;Multiple of;Lead time;Shelf life;Valid from',
  'NORTH;UK;14,50;;240;24;21;180;01.06.2024',
  'NORTH;UK;13,75;960;;;;;',
  'NORTH;UK;12,00;1920;;;;;',
  'RHINE;UK;€ 16,00;;;;;;',
  '',
].join('\n');

test('a price list becomes terms, price breaks, a lead time and a shelf life, in one commit', async () => {
  const { uk, suppliers } = work;
  const batch = await imports.checked(priceList, {}, 'may-prices.csv');
  expect(batch).toMatchObject({ status: 'CHECKED', kind: 'SUPPLIER_TERMS', validCount: 4, invalidCount: 0 });
  expect(batch).toMatchObject({ createCount: 1, updateCount: 1, unchangedCount: 0 });
  const { changes } = await work.viewer.caller.imports.changes({ batchId: batch.id, kind: 'update' });
  expect(changes).toEqual([
    {
      supplier: 'NORTH',
      sku: 'UK',
      currency: 'GBP',
      unitCost: '14.5',
      priceBreaks: '960: 13.75; 1920: 12',
      minimumOrderQuantity: '240',
      orderMultiple: '24',
      leadTimeDays: '21',
      shelfLifeDays: '180',
      source: 'Statement: may-prices.csv, valid from 2024-06-01',
      storedUnitCost: '15',
      storedPriceBreaks: '',
      storedMinimumOrderQuantity: '120',
      storedOrderMultiple: '12',
      storedLeadTimeDays: '14',
      storedShelfLifeDays: null,
      storedSource: 'Statement: price list',
    },
  ]);
  // Nothing is stored before the commit.
  expect(await term('NORTH', 'UK')).toMatchObject({ unitCost: '15', version: 1 });

  expect(await imports.committed(batch.id)).toMatchObject({ status: 'COMMITTED', createCount: 1, updateCount: 1 });
  expect(await term('NORTH', 'UK')).toMatchObject({
    unitCost: '14.5',
    priceBreaks: [
      { minimumQuantity: 960, unitCost: '13.75' },
      { minimumQuantity: 1920, unitCost: '12' },
    ],
    minimumOrderQuantity: 240,
    orderMultiple: 24,
    preferred: true,
    source: 'Statement: may-prices.csv, valid from 2024-06-01',
    version: 2,
  });
  // Plans go on ordering the SKU from whom they did.
  expect(await term('RHINE', 'UK')).toMatchObject({
    unitCost: '16',
    priceBreaks: [],
    minimumOrderQuantity: 0,
    orderMultiple: 1,
    preferred: false,
    source: 'Statement: may-prices.csv',
  });
  expect(await supplierOf(suppliers.uk.id)).toMatchObject({ leadTimeDays: 21, version: 2 });
  expect(await supplierOf(suppliers.us.id)).toMatchObject({ leadTimeDays: 14, version: 1 });
  expect(await database.sku.findUniqueOrThrow({ where: { id: uk.sku.id } })).toMatchObject({
    shelfLifeDays: 180,
    shelfLifeSource: 'Statement: may-prices.csv, valid from 2024-06-01',
  });
  const [audit] = await auditOf(suppliers.uk.id);
  expect(audit).toMatchObject({
    actorName: work.manager.actor.name,
    before: { terms: [{ sku: 'UK', unitCost: '15' }] },
    after: { importId: batch.id, terms: [{ sku: 'UK', unitCost: '14.5', leadTimeDays: 21 }] },
  });
  const { csv } = await work.viewer.caller.imports.exportRows({ batchId: batch.id, rows: 'accepted' });
  expect(csv).toContain('NORTH,UK,13.75,GBP,960,,,,,,Statement: may-prices.csv');
});

test('the same list again changes nothing and leaves no audit row; another price changes that term alone', async () => {
  const { suppliers } = work;
  const audits = (await auditOf(suppliers.uk.id)).length;
  const again = await imports.imported(priceList, {}, 'may-prices.csv');
  expect(again).toMatchObject({ status: 'COMMITTED', createCount: 0, updateCount: 0, unchangedCount: 2 });
  expect(again.earlierCommit).toBeNull();
  expect(await auditOf(suppliers.uk.id)).toHaveLength(audits);
  expect(await term('NORTH', 'UK')).toMatchObject({ version: 2 });

  const changed = await imports.imported(priceList.replace('12,00', '11,90'), {}, 'may-prices.csv');
  expect(changed).toMatchObject({ createCount: 0, updateCount: 1, unchangedCount: 1 });
  expect(await term('NORTH', 'UK')).toMatchObject({
    priceBreaks: [{ unitCost: '13.75' }, { minimumQuantity: 1920, unitCost: '11.9' }],
    version: 3,
  });
});

test('what a file does not state stays: minimum, multiple, price breaks, lead time', async () => {
  const batch = await imports.imported('Supplier,SKU,Price,Source\nNORTH,UK,14.25,Statement: mail of June\n');
  expect(batch).toMatchObject({ status: 'COMMITTED', updateCount: 1 });
  expect(await term('NORTH', 'UK')).toMatchObject({
    unitCost: '14.25',
    priceBreaks: [{ minimumQuantity: 960 }, { minimumQuantity: 1920 }],
    minimumOrderQuantity: 240,
    orderMultiple: 24,
    source: 'Statement: mail of June',
  });
  expect(await supplierOf(work.suppliers.uk.id)).toMatchObject({ leadTimeDays: 21 });
});

test('days stated in one row hold for every term of that supplier and SKU', async () => {
  const { uk, suppliers } = work;
  const rows = ['NORTH,UK,14.25,30,', 'NORTH,US,20,,', 'RHINE,UK,16,,200'];
  const batch = await imports.imported(`Supplier,SKU,Price,Lead time,Shelf life\n${rows.join('\n')}\n`);
  expect(batch).toMatchObject({ status: 'COMMITTED', createCount: 1, updateCount: 2 });
  expect(await supplierOf(suppliers.uk.id)).toMatchObject({ leadTimeDays: 30 });
  expect(await supplierOf(suppliers.us.id)).toMatchObject({ leadTimeDays: 14 });
  expect(await database.sku.findUniqueOrThrow({ where: { id: uk.sku.id } })).toMatchObject({ shelfLifeDays: 200 });
});

test('rejected rows say line, column, value and how to mend; corrected, they are imported with the rest', async () => {
  const batch = await imports.checked('Supplier,SKU,Price,Currency\nNORHT,UK,14,GBP\nRHINE,US,9.5,USD\nRHINE,UK,15,\n');
  expect(batch).toMatchObject({ validCount: 1, invalidCount: 2 });
  const { rows } = await work.viewer.caller.imports.rows({ batchId: batch.id, valid: false });
  expect(rows.map(({ rowNumber, problems }) => ({ rowNumber, ...problems[0] }))).toMatchObject(
    [
      { rowNumber: 2, column: 'Supplier', value: 'NORHT', reason: /not a known supplier/, suggestion: 'NORTH' },
      { rowNumber: 3, column: 'Currency', value: 'USD', reason: /paid in EUR: state the price in EUR/ },
    ].map(({ reason, ...rest }) => ({ ...rest, reason: expect.stringMatching(reason) })),
  );
  await work.manager.caller.imports.correct({
    batchId: batch.id,
    corrections: [
      { rowNumber: 2, column: 0, value: 'NORTH' },
      { rowNumber: 3, column: 3, value: 'EUR' },
    ],
  });
  const settled = await imports.committed((await waitFor(batch.id)).id);
  expect(settled).toMatchObject({ status: 'COMMITTED', validCount: 3, createCount: 0, updateCount: 3 });
  expect(await term('RHINE', 'US')).toMatchObject({ unitCost: '9.5' });
});

async function waitFor(batchId: string) {
  for (;;) {
    const batch = await work.viewer.caller.imports.get({ batchId });
    if (batch.status !== 'CHECKING') return batch;
  }
}

test('a price break entered between check and commit is not broken: the commit is refused in words, nothing stored', async () => {
  const { suppliers, us } = work;
  const batch = await imports.checked('Supplier,SKU,Price\nRHINE,US,9\nRHINE,UK,17\n');
  const before = (await term('RHINE', 'US'))!;
  await work.manager.caller.suppliers.updateTerm({
    supplierId: suppliers.us.id,
    skuId: us.sku.id,
    version: before.version,
    change: { priceBreaks: [{ minimumQuantity: 960, unitCost: '9.2' }] },
  });
  const refused = await imports.committed(batch.id);
  expect(refused).toMatchObject({ status: 'CHECKED', failureReason: expect.stringContaining('960') });
  expect(await term('RHINE', 'US')).toMatchObject({ unitCost: '9.5' });
  expect(await term('RHINE', 'UK')).toMatchObject({ unitCost: '15' });
});

test('two lists of one supplier committed at once: one after the other, each counted against what the other left', async () => {
  const lists = await Promise.all(
    ['18', '19'].map(price => imports.checked(`Supplier,SKU,Price\nRHINE,UK,${price}\n`, { fixedSource: 'Mail' })),
  );
  const outcomes = await Promise.all(lists.map(batch => imports.committed(batch.id)));
  expect(outcomes.map(({ status, updateCount }) => [status, updateCount])).toEqual(Array(2).fill(['COMMITTED', 1]));
  expect(['18', '19']).toContain((await term('RHINE', 'UK'))?.unitCost);
});

test('who may not edit terms may not import them; the refusal is recorded', async () => {
  const operator = await createUser(work.organisationId, 'Operator of prices', 'OPERATOR');
  const attempt = importsBy(callerOf(operator), 'SUPPLIER_TERMS').upload(priceList);
  await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN', cause: { code: 'auth.role-required' } });
  const batch = await imports.checked('Supplier,SKU,Price\nRHINE,UK,20\n');
  await expect(callerOf(operator).imports.commit({ batchId: batch.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const refused = await database.auditEvent.findMany({ where: { actorId: operator.id, outcome: 'REFUSED' } });
  expect(refused.map(row => row.reason)).toEqual(Array(2).fill(expect.stringContaining('Supplier terms')));
  // Sales they may.
  await importsBy(callerOf(operator), 'SALES').upload('SKU,Channel,Week,Units\nUK,AMAZON-UK,2024-01-01,1\n');
});

test('five hundred SKUs of a new price list in one go, the first supplier of a SKU preferred', async () => {
  const { organisationId, uk } = work;
  const codes = Array.from({ length: 500 }, (_, index) => `LIST-${index}`);
  await database.sku.createMany({
    data: codes.map(code => ({
      organisationId,
      code,
      name: `Name of ${code}`,
      productId: uk.sku.productId,
      regionId: uk.region.id,
      unitOfMeasure: 'bottle',
    })),
  });
  const rows = codes.flatMap((code, index) => [`NORTH,${code},${10 + index / 100},`, `NORTH,${code},9,100`]);
  const list = ['Supplier,SKU,Price,From', ...rows, ...codes.map(code => `RHINE,${code},8,`), ''].join('\n');
  const batch = await imports.imported(list);
  expect(batch).toMatchObject({ status: 'COMMITTED', rowCount: 1_500, createCount: 1_000, invalidCount: 0 });
  const stored = await database.supplierTerm.findMany({
    where: { sku: { code: { in: codes } } },
    include: { priceBreaks: true, supplier: { select: { code: true } } },
  });
  expect(stored.filter(row => row.preferred).map(row => row.supplier.code)).toEqual(Array(500).fill('NORTH'));
  expect(stored.flatMap(row => row.priceBreaks)).toHaveLength(500);
  expect(await imports.imported(list)).toMatchObject({ createCount: 0, updateCount: 0, unchangedCount: 1_000 });
});
