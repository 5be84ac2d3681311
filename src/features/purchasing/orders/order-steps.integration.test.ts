import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let work: PurchasingWorkspace;

beforeEach(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const readOrder = (orderId: string) => work.viewer.caller.purchasing.order({ orderId });
const lineOf = async (orderId: string) => (await readOrder(orderId)).lines[0]!;
const stock = async () =>
  (await database.stockLevel.findMany({ where: { sku: { organisationId: work.organisationId } } }))[0];

async function ordered(pence: number) {
  const orderId = await work.createSubmitted(pence);
  await work.manager.caller.purchasing.approve(await work.next(orderId));
  await work.planner.caller.purchasing.markOrdered(await work.next(orderId));
  return orderId;
}

test('quantities follow the supplier’s minimum and multiple, and the refusal says which would do', async () => {
  await database.supplierTerm.updateMany({
    where: { supplierId: work.pounds.supplier.id },
    data: { minimumOrderQuantity: 600, orderMultiple: 60 },
  });
  const orderId = await work.createDraft(600);
  const line = await lineOf(orderId);
  const edit = async (quantity: string) =>
    work.planner.caller.purchasing.editLines({
      ...(await work.next(orderId)),
      quantities: [{ lineId: line.id, quantity }],
    });
  await expect(edit('630')).rejects.toThrow(/sells at least 600 in multiples of 60. Use 600 or 660/);
  await expect(edit('60')).rejects.toThrow(/Use 600/);
  await expect(edit('0')).rejects.toThrow(/Use 600/);
  expect((await readOrder(orderId)).total).toBe('6.00');
  await edit('660');
  expect(await readOrder(orderId)).toMatchObject({ total: '6.60', lines: [{ quantity: '660', lineTotal: '6.60' }] });
  const [row] = await work.auditOf(orderId);
  expect(row).toMatchObject({
    action: 'purchase-order.edit',
    before: { total: '6.00', lines: [{ line: 'RED-GBP for Thurrock', quantity: '600.000' }] },
    after: { total: '6.60', lines: [{ line: 'RED-GBP for Thurrock', quantity: '660.000' }] },
  });
});

test('the last line stays, and terms that changed are checked again on submission', async () => {
  const orderId = await work.createDraft(600);
  const line = await lineOf(orderId);
  await expect(
    work.planner.caller.purchasing.editLines({
      ...(await work.next(orderId)),
      quantities: [],
      removedLineIds: [line.id],
    }),
  ).rejects.toThrow(/no line left/);
  await database.supplierTerm.updateMany({
    where: { supplierId: work.pounds.supplier.id },
    data: { minimumOrderQuantity: 1_000 },
  });
  await expect(work.planner.caller.purchasing.submit(await work.next(orderId))).rejects.toThrow(/at least 1000/);
  await database.supplierTerm.deleteMany({ where: { supplierId: work.pounds.supplier.id } });
  await expect(work.planner.caller.purchasing.submit(await work.next(orderId))).rejects.toThrow(/has no terms for/);
});

test('the supplier’s minimum order value holds on submission, inclusive', async () => {
  await database.supplier.update({ where: { id: work.pounds.supplier.id }, data: { minimumOrderValue: '6.00' } });
  const below = await work.createDraft(599);
  await expect(work.planner.caller.purchasing.submit(await work.next(below))).rejects.toThrow(
    /comes to 5.99 GBP; Supplier GBP takes orders from 6.00 GBP/,
  );
  const enough = await work.createDraft(600);
  await work.planner.caller.purchasing.submit(await work.next(enough));
  expect((await readOrder(enough)).status).toBe('SUBMITTED');
});

test('a rejected order goes back with its reason, is changed, and shows what changed', async () => {
  const orderId = await work.createSubmitted(10_000);
  await work.manager.caller.purchasing.reject({ ...(await work.next(orderId)), reason: 'Half would do' });
  await work.planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'Halving it' });
  const line = await lineOf(orderId);
  await work.planner.caller.purchasing.editLines({
    ...(await work.next(orderId)),
    quantities: [{ lineId: line.id, quantity: '5000' }],
  });
  const draft = await readOrder(orderId);
  expect(draft.changes).toMatchObject({
    round: 1,
    totalBefore: '100.00',
    lines: [
      {
        sku: 'RED-GBP · Red GBP',
        warehouse: 'Thurrock',
        before: { quantity: '10000.000' },
        after: { quantity: '5000.000' },
      },
    ],
  });
  await work.planner.caller.purchasing.submit(await work.next(orderId));
  const again = await readOrder(orderId);
  expect(again.changes).toMatchObject({ round: 1, lines: [{ after: { quantity: '5000.000' } }] });
  expect(again.chain.map(step => [step.kind, step.current, step.reason])).toEqual([
    ['submitted', false, null],
    ['rejected', false, 'Half would do'],
    ['submitted', true, null],
  ]);
});

test('a deadline and the payment fall out of the terms, beside what is already committed', async () => {
  const orderId = await work.createSubmitted(10_000);
  await work.createSubmitted(3_000, work.secondPlanner.caller);
  const order = await readOrder(orderId);
  expect(order).toMatchObject({
    expectedOn: '2025-06-30',
    orderBy: '2025-06-16',
    cash: { payOn: '2025-07-30', amountGbp: '100.00' },
  });
  expect(order.cash?.weeks).toEqual([{ weekStart: '2025-07-28', otherGbp: '30.00', thisGbp: '100.00' }]);
  await database.purchaseOrder.updateMany({
    where: { requestedById: work.secondPlanner.user.id },
    data: { expectedOn: new Date('2025-04-01') },
  });
  const overdue = await readOrder(orderId);
  expect(overdue.cash?.weeks).toEqual([
    { weekStart: '2025-06-16', otherGbp: '30.00', thisGbp: '0.00' },
    { weekStart: '2025-07-28', otherGbp: '0.00', thisGbp: '100.00' },
  ]);
});

test('partial receipts add up in the stock and leave the rest on order', async () => {
  const orderId = await ordered(1_000);
  const line = await lineOf(orderId);
  const receive = async (quantity: string, closesOrder = false) =>
    work.operator.caller.purchasing.receive({
      ...(await work.next(orderId)),
      receivedOn: '2025-06-16',
      lines: quantity === '0' ? [] : [{ lineId: line.id, quantity }],
      closesOrder,
    });
  expect((await receive('400')).status).toBe('ORDERED');
  expect((await stock())?.onHand.toFixed()).toBe('400');
  await expect(receive('601')).rejects.toThrow(/only 600 of 1000 are still to come; 601 were entered/);
  await expect(receive('0')).rejects.toThrow(/at least one line/);
  expect((await receive('600')).status).toBe('RECEIVED');
  expect(await stock()).toMatchObject({ version: 2, source: expect.stringMatching(/^Receipt of PO-/) });
  expect((await stock())?.onHand.toFixed()).toBe('1000');
  const order = await readOrder(orderId);
  expect(order.lines[0]?.receipts.map(receipt => receipt.quantity)).toEqual(['400', '600']);
  expect(order.lines[0]?.receivedQuantity).toBe('1000');
  const topics = await database.liveEvent.findMany({ where: { entityId: orderId }, orderBy: { id: 'asc' } });
  expect(topics.filter(event => event.topic === 'stock')).toHaveLength(2);
});

test('an order can end short; two receipts in the same second are not both booked', async () => {
  const orderId = await ordered(1_000);
  const line = await lineOf(orderId);
  const request = {
    ...(await work.next(orderId)),
    receivedOn: '2025-06-16',
    lines: [{ lineId: line.id, quantity: '700' }],
    closesOrder: true,
  };
  const outcomes = await Promise.allSettled([
    work.operator.caller.purchasing.receive(request),
    work.operator.caller.purchasing.receive({ ...request, idempotencyKey: randomUUID() }),
  ]);
  expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
  expect((await stock())?.onHand.toFixed()).toBe('700');
  expect((await readOrder(orderId)).status).toBe('RECEIVED');
  const rows = await work.auditOf(orderId);
  expect(rows.find(row => row.action === 'purchase-order.receive' && row.outcome === 'DONE')?.after).toMatchObject({
    closedShort: true,
  });
});

test('a receipt lies between ordering and today; what arrived in part cannot be cancelled', async () => {
  const orderId = await ordered(1_000);
  const line = await lineOf(orderId);
  const receive = async (receivedOn: string) =>
    work.operator.caller.purchasing.receive({
      ...(await work.next(orderId)),
      receivedOn,
      lines: [{ lineId: line.id, quantity: '1' }],
    });
  await expect(receive('2025-06-15')).rejects.toThrow(/between 2025-06-16/);
  await expect(receive('2025-06-17')).rejects.toThrow(/between 2025-06-16/);
  await receive('2025-06-16');
  await expect(
    work.planner.caller.purchasing.cancel({ ...(await work.next(orderId)), reason: 'no longer needed' }),
  ).rejects.toThrow(/Part of PO-\d+ has arrived/);
});

test('steps at the wrong time are refused with what to do instead', async () => {
  const orderId = await work.createDraft(1_000);
  await expect(
    work.manager.caller.purchasing.approve({ ...(await work.next(orderId)), contentHash: '0'.repeat(64) }),
  ).rejects.toThrow(/is draft; this step needs it to be submitted. Submit it first/);
  await expect(work.planner.caller.purchasing.markOrdered(await work.next(orderId))).rejects.toThrow(
    /needs it to be approved/,
  );
  const stale = await work.next(orderId);
  await work.planner.caller.purchasing.submit(stale);
  await expect(work.planner.caller.purchasing.submit({ ...stale, idempotencyKey: randomUUID() })).rejects.toThrow(
    /is submitted/,
  );
  expect(await work.planner.caller.purchasing.submit(stale)).toMatchObject({ repeated: true, status: 'SUBMITTED' });
  expect(await database.purchaseOrderSubmission.count({ where: { orderId } })).toBe(1);
});

test('lists newest first by page, state and words, and counts the states', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) ids.push(await work.createDraft(1_000));
  await work.planner.caller.purchasing.submit(await work.next(ids[0]!));
  const first = await work.viewer.caller.purchasing.list({ limit: 3 });
  const second = await work.viewer.caller.purchasing.list({ limit: 3, cursor: first.next! });
  expect([...first.orders, ...second.orders].map(order => order.id)).toEqual(ids.toReversed());
  expect(second.next).toBeNull();
  expect(first.counts).toEqual({ DRAFT: 4, SUBMITTED: 1 });
  expect((await work.viewer.caller.purchasing.list({ status: 'SUBMITTED' })).orders.map(order => order.id)).toEqual([
    ids[0],
  ]);
  expect((await work.viewer.caller.purchasing.list({ search: 'supplier gbp' })).orders).toHaveLength(5);
  expect((await work.viewer.caller.purchasing.list({ search: 'nobody' })).orders).toHaveLength(0);
});

test('the export holds every line, and no cell that a spreadsheet would run', async () => {
  await database.sku.update({ where: { id: work.pounds.sku.id }, data: { name: '=HYPERLINK("http://x"), "Red"' } });
  const orderId = await ordered(1_000);
  const { fileName, content } = await work.viewer.caller.purchasing.orderCsv({ orderId });
  expect(fileName).toMatch(/^PO-\d{6}\.csv$/);
  const [header, row] = content.replace('\uFEFF', '').split('\r\n');
  expect(header?.split(',').slice(0, 3)).toEqual(['Order', 'Status', 'Supplier']);
  expect(row).toContain(`"'=HYPERLINK(""http://x""), ""Red"""`);
  expect(row).toContain('1000');
  expect(row).toContain('Manager');
});

test('the document is rendered in a thread; a stranger to the business gets none', async () => {
  const orderId = await ordered(1_000);
  const { fileName, contentBase64 } = await work.viewer.caller.purchasing.orderPdf({ orderId });
  expect(fileName).toMatch(/^PO-\d{6}\.pdf$/);
  expect(Buffer.from(contentBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const elsewhere = await createPurchasingWorkspace();
  await expect(elsewhere.viewer.caller.purchasing.orderPdf({ orderId })).rejects.toThrow(/does not exist here/);
});
