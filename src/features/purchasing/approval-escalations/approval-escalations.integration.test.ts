import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  createUser,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { jobHandlers } from '../../../server/job-handlers.ts';
import { escalateOverdue } from './service.ts';

const hour = 3_600_000;
let work: PurchasingWorkspace;

beforeEach(async () => {
  // Deadlines of other tests must not pass with the clock of this one.
  await database.purchaseOrder.updateMany({ where: { status: 'SUBMITTED' }, data: { status: 'REJECTED' } });
  work = await createPurchasingWorkspace();
});

afterAll(closeDatabase);

/** An instant so many hours after the order's submission: the clock of every test. */
async function after(orderId: string, hours: number): Promise<Date> {
  const { submittedAt } = await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } });
  return new Date(submittedAt!.getTime() + hours * hour);
}

const escalationsOf = async (orderId: string) =>
  (await database.approvalEscalation.findMany({ where: { orderId }, orderBy: { escalatedAt: 'asc' } })).map(
    ({ level, fromAuthority, toAuthority }) => [level, fromAuthority, toAuthority],
  );
const waiting = (orderId: string) => work.viewer.caller.purchasing.escalation({ orderId });

test('nothing happens before the deadline; at it the next authority up is asked, in audit, event and inbox', async () => {
  const orderId = await work.createSubmitted(100);
  await escalateOverdue(await after(orderId, 23.99));
  expect(await escalationsOf(orderId)).toEqual([]);
  expect(await waiting(orderId)).toMatchObject({
    asked: 'MANAGER',
    deadline: (await after(orderId, 24)).toISOString(),
  });

  const at = await after(orderId, 24);
  await escalateOverdue(at);
  expect(await escalationsOf(orderId)).toEqual([[1, 'MANAGER', 'DIRECTOR']]);
  expect(await waiting(orderId)).toEqual({
    asked: 'DIRECTOR',
    since: at.toISOString(),
    deadline: new Date(at.getTime() + 24 * hour).toISOString(),
    history: [{ from: 'MANAGER', to: 'DIRECTOR', at: at.toISOString() }],
  });
  const [audit] = await work.auditOf(orderId);
  expect(audit).toMatchObject({
    action: 'purchase-order.escalate',
    outcome: 'DONE',
    actorId: null,
    actorName: 'Sentia',
    before: { asked: 'MANAGER' },
    after: { asked: 'DIRECTOR', level: 1 },
    reason: `Undecided at its deadline of ${at.toISOString()}`,
  });
  const events = await database.liveEvent.findMany({ where: { entityId: orderId }, orderBy: { id: 'desc' }, take: 1 });
  expect(events[0]).toMatchObject({ topic: 'purchase-order', payload: { escalatedTo: 'DIRECTOR' } });
  const inbox = await work.director.caller.purchasing.inbox();
  expect(inbox.orders).toMatchObject([{ id: orderId, asked: 'DIRECTOR', escalations: 1 }]);
  // Escalating asks someone more: whoever could approve before still can.
  await work.manager.caller.purchasing.approve(await work.next(orderId));
});

test('each authority is asked once, step by step; with nobody above it fails closed and says so, once', async () => {
  const orderId = await work.createSubmitted(100);
  for (const hours of [24, 48, 72, 96, 120]) await escalateOverdue(await after(orderId, hours));
  expect(await escalationsOf(orderId)).toEqual([
    [1, 'MANAGER', 'DIRECTOR'],
    [2, 'DIRECTOR', 'CFO'],
    [3, 'CFO', null],
  ]);
  expect(await waiting(orderId)).toMatchObject({ asked: null, deadline: null });
  expect((await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } })).status).toBe('SUBMITTED');
  const [audit] = await work.auditOf(orderId);
  expect(audit).toMatchObject({ after: { asked: 'nobody' } });
  expect(audit!.reason).toContain('nobody above may approve it, so it stays undecided');
});

test('an authority that nobody holds, or that may not approve so much, is passed over', async () => {
  // £60,000: beyond the manager's limit, so the director is asked first.
  const large = await work.createSubmitted(6_000_000);
  expect(await waiting(large)).toMatchObject({ asked: 'DIRECTOR' });
  await escalateOverdue(await after(large, 24));
  expect(await escalationsOf(large)).toEqual([[1, 'DIRECTOR', 'CFO']]);

  await database.user.update({ where: { id: work.director.user.id }, data: { active: false } });
  const small = await work.createSubmitted(100, work.secondPlanner.caller);
  await escalateOverdue(await after(small, 24));
  expect(await escalationsOf(small)).toEqual([[1, 'MANAGER', 'CFO']]);
});

test('two processes at once, a run that was killed half-way and a run repeated escalate once', async () => {
  const orders = await Promise.all([1, 2, 3].map(() => work.createSubmitted(100)));
  const at = await after(orders.at(-1)!, 25);
  await Promise.all([escalateOverdue(at), escalateOverdue(at), escalateOverdue(at)]);
  await escalateOverdue(at);
  for (const orderId of orders) {
    expect(await escalationsOf(orderId)).toEqual([[1, 'MANAGER', 'DIRECTOR']]);
    const rows = await work.auditOf(orderId);
    expect(rows.filter(row => row.action === 'purchase-order.escalate')).toHaveLength(1);
  }
});

test('a decision in the same instant wins or loses as a whole: a decided order is never escalated', async () => {
  const orderId = await work.createSubmitted(100);
  const step = await work.next(orderId);
  const at = await after(orderId, 30);
  await Promise.all([work.manager.caller.purchasing.approve(step), escalateOverdue(at)]);
  expect((await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } })).status).toBe('APPROVED');
  const before = await escalationsOf(orderId);
  await escalateOverdue(await after(orderId, 300));
  expect(await escalationsOf(orderId)).toEqual(before);
});

test('an order taken back and submitted again starts again with the first authority', async () => {
  const orderId = await work.createSubmitted(100);
  await escalateOverdue(await after(orderId, 24));
  const { planner } = work;
  await planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'a smaller quantity' });
  await planner.caller.purchasing.submit(await work.next(orderId));
  // The clock of the test ran ahead of the machine's: the new submission lies after the escalation.
  await database.purchaseOrder.update({ where: { id: orderId }, data: { submittedAt: await after(orderId, 48) } });
  expect(await waiting(orderId)).toMatchObject({ asked: 'MANAGER', history: [] });
  await escalateOverdue(await after(orderId, 24));
  expect(await escalationsOf(orderId)).toEqual([
    [1, 'MANAGER', 'DIRECTOR'],
    [1, 'MANAGER', 'DIRECTOR'],
  ]);
  expect((await work.director.caller.purchasing.inbox()).orders).toMatchObject([{ escalations: 1 }]);
});

test('the time is a setting; a change counts for orders that wait already', async () => {
  const orderId = await work.createSubmitted(100);
  const { settings, version } = await work.viewer.caller.planningSettings.read();
  await work.administrator.caller.planningSettings.change({
    version,
    settings: { ...settings, approvalHours: 2 },
    reason: 'Faster decisions',
  });
  await escalateOverdue(await after(orderId, 1.9));
  expect(await escalationsOf(orderId)).toEqual([]);
  await escalateOverdue(await after(orderId, 2));
  expect(await escalationsOf(orderId)).toEqual([[1, 'MANAGER', 'DIRECTOR']]);
});

test('the scheduled job takes up what passed its deadline while no process ran', async () => {
  const orderId = await work.createSubmitted(100);
  const dayBefore = new Date(Date.now() - 25 * hour);
  await database.purchaseOrder.update({ where: { id: orderId }, data: { submittedAt: dayBefore } });
  const job = jobHandlers.find(handler => handler.name === 'approvals.escalate');
  expect(job?.schedule).toBe('* * * * *');
  await job!.run(
    {},
    { jobId: 'test', lastAttempt: false, signal: new AbortController().signal, progress: async () => {} },
  );
  expect(await escalationsOf(orderId)).toEqual([[1, 'MANAGER', 'DIRECTOR']]);
});

test('where nobody may approve at all, the deadline says so; someone given the authority later is asked then', async () => {
  await database.user.updateMany({
    where: { organisationId: work.organisationId },
    data: { approvalAuthority: 'NONE' },
  });
  const orderId = await work.createSubmitted(100);
  expect(await waiting(orderId)).toMatchObject({ asked: null });
  await escalateOverdue(await after(orderId, 24));
  expect(await escalationsOf(orderId)).toEqual([[1, null, null]]);
  await createUser(work.organisationId, 'New director', 'MANAGER', 'DIRECTOR');
  const later = await work.createSubmitted(100, work.secondPlanner.caller);
  expect(await waiting(later)).toMatchObject({ asked: 'DIRECTOR' });
});
