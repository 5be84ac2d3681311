import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';

let work: PurchasingWorkspace;
let orderId: string;

beforeAll(async () => {
  work = await createPurchasingWorkspace();
  orderId = await work.createSubmitted(10_000);
  await work.planner.caller.purchasing.approve(await work.next(orderId)).catch(() => undefined);
  await work.manager.caller.purchasing.approve(await work.next(orderId));
});

afterAll(() => closeDatabase());

const list = (input: Parameters<typeof work.manager.caller.audit.list>[0]) => work.manager.caller.audit.list(input);

test('no audit row can be changed or taken away, not even past the product', async () => {
  const [row] = await work.auditOf(orderId);
  const where = { id: row!.id };
  await expect(database.auditEvent.update({ where, data: { reason: 'nothing happened' } })).rejects.toThrow(
    /append-only/,
  );
  await expect(database.auditEvent.delete({ where })).rejects.toThrow(/append-only/);
  await expect(database.$executeRawUnsafe('TRUNCATE "AuditEvent"')).rejects.toThrow(/append-only/);
  expect(await database.auditEvent.findUnique({ where })).toEqual(row);
});

test('pages newest first without gap or repetition', async () => {
  const all = (await list({ limit: 500 })).rows;
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, cursor });
    paged.push(...page.rows.map(row => row.id));
    cursor = page.next;
  } while (cursor);
  expect(paged).toEqual(all.map(row => row.id));
  expect(paged).toEqual(paged.toSorted((a, b) => Number(b) - Number(a)));
});

test('filters by outcome, action, person, kind, entity and day', async () => {
  const refused = await list({ outcome: 'REFUSED' });
  expect(refused.rows.map(row => row.action)).toEqual(['purchase-order.approve']);
  expect(refused.rows[0]).toMatchObject({ actorName: 'Planner', reason: expect.stringMatching(/your own request/) });
  expect((await list({ entityId: orderId, action: 'purchase-order.submit' })).rows).toHaveLength(1);
  expect((await list({ search: 'manag' })).rows.map(row => row.action)).toEqual(['purchase-order.approve']);
  expect((await list({ entityType: 'job' })).rows).toHaveLength(0);
  const today = new Date().toISOString().slice(0, 10);
  expect((await list({ from: today, to: today })).rows.length).toBe((await list({})).rows.length);
  expect((await list({ to: '2000-01-01' })).rows).toHaveLength(0);
  const choices = await work.manager.caller.audit.choices();
  expect(choices.entityTypes).toContain('purchase-order');
  expect(choices.actions).toContain('purchase-order.approve');
});

test('a business sees only its own rows', async () => {
  const elsewhere = await createPurchasingWorkspace();
  expect((await elsewhere.manager.caller.audit.list({})).rows).toHaveLength(0);
});
