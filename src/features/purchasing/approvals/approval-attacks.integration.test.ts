import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  callerOf,
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closeQueue } from '../../../server/queue.ts';

let work: PurchasingWorkspace;

// A workspace of its own for each test: seven-day sums must not meet.
beforeEach(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

/** The refusal must reach the caller with its code, change nothing, and stand in the audit with its reason. */
async function expectRefused(attempt: () => Promise<unknown>, code: string, orderId: string, message?: RegExp) {
  const before = await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } });
  const error = await attempt().then(
    () => {
      throw new Error('the attack succeeded');
    },
    (refusal: unknown) => refusal as Error & { cause?: { code?: string } },
  );
  expect(error.cause?.code, error.message).toBe(code);
  if (message) expect(error.message).toMatch(message);
  const after = await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } });
  expect(after).toEqual(before);
  const [row] = await work.auditOf(orderId);
  expect(row).toMatchObject({ outcome: 'REFUSED', reason: error.message, organisationId: work.organisationId });
  return row!;
}

const approvalsOf = (orderId: string) =>
  database.approval.findMany({ where: { orderId, decision: 'APPROVED' }, orderBy: { decidedAt: 'asc' } });

describe('limits', () => {
  test('exactly at the limit passes, in the audit with before, after and the limit', async () => {
    const orderId = await work.createSubmitted(5_000_000);
    await work.manager.caller.purchasing.approve(await work.next(orderId));
    expect(await approvalsOf(orderId)).toMatchObject([{ authority: 'MANAGER', delegationId: null }]);
    const [row] = await work.auditOf(orderId);
    expect(row).toMatchObject({
      action: 'purchase-order.approve',
      outcome: 'DONE',
      actorName: 'Manager',
      before: { status: 'SUBMITTED' },
      after: { status: 'APPROVED', heldAgainstLimitGbp: '50000.00', limitGbp: '50000.00' },
    });
  });

  test('a penny above is refused, naming the limit, the excess and who can', async () => {
    const orderId = await work.createSubmitted(5_000_001);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
      /£50,000\.01.*Manager limit is £50,000\.00.*£0\.01 too much.*Chief \(CFO\) or Director \(Director\)/,
    );
    await work.director.caller.purchasing.approve(await work.next(orderId));
    expect(await approvalsOf(orderId)).toMatchObject([{ authority: 'DIRECTOR' }]);
  });

  test('the director stops at £200,000.00 and the CFO nowhere', async () => {
    const orderId = await work.createSubmitted(20_000_001);
    await expectRefused(
      async () => work.director.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
    );
    await work.chief.caller.purchasing.approve(await work.next(orderId));
    expect(await approvalsOf(orderId)).toMatchObject([{ authority: 'CFO', limitGbp: null }]);
  });

  test('nobody able: it fails closed and says so', async () => {
    await database.user.updateMany({
      where: { organisationId: work.organisationId, approvalAuthority: { in: ['DIRECTOR', 'CFO'] } },
      data: { active: false },
    });
    const orderId = await work.createSubmitted(5_000_001);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
      /Nobody in this workspace may approve it/,
    );
  });

  test('an authority without a row in the limits approves nothing', async () => {
    const orderId = await work.createSubmitted(10_000);
    await database.approvalLimit.deleteMany({ where: { organisationId: work.organisationId, authority: 'MANAGER' } });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.no-authority',
      orderId,
    );
  });

  test('euros are held against the limit at the rate frozen on submission', async () => {
    const { organisationId } = work;
    const rate = (gbpPerUnit: string) =>
      database.exchangeRate.upsert({
        where: { organisationId_currency_day: { organisationId, currency: 'EUR', day: new Date('2025-06-13') } },
        create: { organisationId, currency: 'EUR', day: new Date('2025-06-13'), gbpPerUnit, source: 'Test' },
        update: { gbpPerUnit },
      });
    await rate('0.85');
    const orderId = await work.createSubmitted(6_000_000, work.planner.caller, 'euros');
    await rate('0.80');
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
      /£51,000\.00/,
    );
  });
});

describe('attacks', () => {
  test('self-approval', async () => {
    const orderId = await work.createSubmitted(10_000, work.chief.caller);
    await expectRefused(
      async () => work.chief.caller.purchasing.approve(await work.next(orderId)),
      'approval.own-request',
      orderId,
    );
    await expectRefused(
      async () => work.chief.caller.purchasing.reject({ ...(await work.next(orderId)), reason: 'changed my mind' }),
      'approval.own-request',
      orderId,
    );
  });

  test('changing and submitting someone else’s order, so as to approve own content', async () => {
    const orderId = await work.createDraft(10_000);
    const line = (await work.viewer.caller.purchasing.order({ orderId })).lines[0]!;
    await expectRefused(
      async () =>
        work.manager.caller.purchasing.editLines({
          ...(await work.next(orderId)),
          quantities: [{ lineId: line.id, quantity: '500000' }],
        }),
      'purchasing.not-requester',
      orderId,
    );
    await expectRefused(
      async () => work.manager.caller.purchasing.submit(await work.next(orderId)),
      'purchasing.not-requester',
      orderId,
    );
  });

  test('splitting one order in two', async () => {
    const first = await work.createSubmitted(3_000_000);
    const second = await work.createSubmitted(3_000_000);
    for (const orderId of [first, second]) {
      await expectRefused(
        async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
        'approval.over-limit',
        orderId,
        /within seven days come to £60,000\.00/,
      );
    }
  });

  test('splitting, with the first half approved before the second is submitted', async () => {
    const first = await work.createSubmitted(3_000_000);
    await work.manager.caller.purchasing.approve(await work.next(first));
    const second = await work.createSubmitted(3_000_000);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(second)),
      'approval.over-limit',
      second,
    );
    const other = await work.createSubmitted(3_000_000, work.secondPlanner.caller);
    await work.manager.caller.purchasing.approve(await work.next(other));
  });

  test('splitting, with the first half sent and then cancelled in the books', async () => {
    const first = await work.createSubmitted(3_000_000);
    await work.manager.caller.purchasing.approve(await work.next(first));
    await work.planner.caller.purchasing.markOrdered(await work.next(first));
    await work.planner.caller.purchasing.cancel({ ...(await work.next(first)), reason: 'no longer needed' });
    const second = await work.createSubmitted(3_000_000);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(second)),
      'approval.over-limit',
      second,
    );
  });

  test('orders of eight days ago no longer count', async () => {
    const first = await work.createSubmitted(3_000_000);
    await work.manager.caller.purchasing.approve(await work.next(first));
    await database.purchaseOrder.update({
      where: { id: first },
      data: { submittedAt: new Date(Date.now() - 8 * 86_400_000) },
    });
    const second = await work.createSubmitted(3_000_000);
    await work.manager.caller.purchasing.approve(await work.next(second));
    expect(await approvalsOf(second)).toHaveLength(1);
  });

  test('waiting until the week is over does not help either', async () => {
    const [first, second] = [await work.createSubmitted(3_000_000), await work.createSubmitted(3_000_000)];
    await database.purchaseOrder.updateMany({
      where: { id: { in: [first, second] } },
      data: { submittedAt: new Date(Date.now() - 30 * 86_400_000) },
    });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(second)),
      'approval.over-limit',
      second,
    );
  });

  test('edit after approval: through the product', async () => {
    const orderId = await work.createSubmitted(10_000);
    await work.manager.caller.purchasing.approve(await work.next(orderId));
    const line = (await work.viewer.caller.purchasing.order({ orderId })).lines[0]!;
    const edit = { quantities: [{ lineId: line.id, quantity: '4000000' }] };
    await expectRefused(
      async () => work.planner.caller.purchasing.editLines({ ...(await work.next(orderId)), ...edit }),
      'purchasing.state-forbids',
      orderId,
      /reopening it voids the approval/,
    );
    await work.planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'more is needed' });
    await work.planner.caller.purchasing.editLines({ ...(await work.next(orderId)), ...edit });
    await expectRefused(
      async () => work.planner.caller.purchasing.markOrdered(await work.next(orderId)),
      'purchasing.state-forbids',
      orderId,
    );
    await work.planner.caller.purchasing.submit(await work.next(orderId));
    await expectRefused(
      async () => work.planner.caller.purchasing.markOrdered(await work.next(orderId)),
      'purchasing.state-forbids',
      orderId,
    );
  });

  test('edit after approval and back again: the old approval stays void', async () => {
    const orderId = await work.createSubmitted(10_000);
    await work.manager.caller.purchasing.approve(await work.next(orderId));
    const approved = (await work.next(orderId)).contentHash;
    await work.planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'looking again' });
    await work.planner.caller.purchasing.submit(await work.next(orderId));
    expect((await work.next(orderId)).contentHash).not.toBe(approved);
    await database.purchaseOrder.update({ where: { id: orderId }, data: { status: 'APPROVED' } });
    await expectRefused(
      async () => work.planner.caller.purchasing.markOrdered(await work.next(orderId)),
      'purchasing.not-approved',
      orderId,
    );
  });

  test('edit after approval: behind the product’s back', async () => {
    const orderId = await work.createSubmitted(10_000);
    await work.manager.caller.purchasing.approve(await work.next(orderId));
    await database.purchaseOrderLine.updateMany({ where: { orderId }, data: { quantity: '9999999' } });
    await expectRefused(
      async () => work.planner.caller.purchasing.markOrdered(await work.next(orderId)),
      'purchasing.content-changed',
      orderId,
      /exactly the content it was given to/,
    );
  });

  test('edit between submission and approval, behind the product’s back', async () => {
    const orderId = await work.createSubmitted(10_000);
    const seen = await work.next(orderId);
    await database.purchaseOrder.update({ where: { id: orderId }, data: { total: '1.00' } });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(seen),
      'purchasing.content-changed',
      orderId,
    );
  });

  test('approving what was resubmitted, with the hash that was seen before', async () => {
    const orderId = await work.createSubmitted(10_000);
    const { contentHash } = await work.next(orderId);
    await work.planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'looking again' });
    await work.planner.caller.purchasing.submit(await work.next(orderId));
    await expectRefused(
      async () => work.manager.caller.purchasing.approve({ ...(await work.next(orderId)), contentHash }),
      'entity.changed',
      orderId,
    );
  });

  test('replayed request: the same approval again does nothing, and is refused once the order moved on', async () => {
    const orderId = await work.createSubmitted(10_000);
    const request = await work.next(orderId);
    expect(await work.manager.caller.purchasing.approve(request)).toMatchObject({ repeated: false });
    expect(await work.manager.caller.purchasing.approve(request)).toMatchObject({
      repeated: true,
      status: 'APPROVED',
    });
    expect(await approvalsOf(orderId)).toHaveLength(1);

    await work.planner.caller.purchasing.reopen({ ...(await work.next(orderId)), reason: 'looking again' });
    await work.planner.caller.purchasing.submit(await work.next(orderId));
    await expectRefused(async () => work.manager.caller.purchasing.approve(request), 'request.replayed', orderId);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve({ ...request, idempotencyKey: randomUUID() }),
      'entity.changed',
      orderId,
    );
    expect(await approvalsOf(orderId)).toHaveLength(1);
  });

  test('replayed request under another’s name or for another step', async () => {
    const orderId = await work.createSubmitted(10_000);
    const request = await work.next(orderId);
    await work.manager.caller.purchasing.approve(request);
    await expectRefused(async () => work.director.caller.purchasing.approve(request), 'request.key-reused', orderId);
    await expectRefused(async () => work.manager.caller.purchasing.markOrdered(request), 'request.key-reused', orderId);
  });

  test('stale rate, and none at all', async () => {
    const { organisationId } = work;
    const orderId = await work.createDraft(10_000, work.planner.caller, 'euros');
    await expectRefused(
      async () => work.planner.caller.purchasing.submit(await work.next(orderId)),
      'purchasing.rate-missing',
      orderId,
      /EUR to GBP on or before 2025-06-16/,
    );
    await database.exchangeRate.createMany({
      data: [
        { organisationId, currency: 'EUR', day: new Date('2025-06-08'), gbpPerUnit: '0.85', source: 'Test' },
        { organisationId, currency: 'EUR', day: new Date('2025-06-17'), gbpPerUnit: '0.01', source: 'Test' },
      ],
    });
    await expectRefused(
      async () => work.planner.caller.purchasing.submit(await work.next(orderId)),
      'purchasing.rate-stale',
      orderId,
      /of 2025-06-08, older than the 7 days/,
    );
    await database.exchangeRate.create({
      data: { organisationId, currency: 'EUR', day: new Date('2025-06-09'), gbpPerUnit: '0.8512', source: 'Test' },
    });
    await work.planner.caller.purchasing.submit(await work.next(orderId));
    expect(await work.viewer.caller.purchasing.order({ orderId })).toMatchObject({
      total: '100.00',
      totalGbp: '85.12',
      gbpPerUnit: '0.85120000',
      gbpRateDay: '2025-06-09',
    });
  });

  test('two approvers in the same second: one approval', async () => {
    for (let round = 0; round < 5; round += 1) {
      const orderId = await work.createSubmitted(10_000, [work.planner, work.secondPlanner][round % 2]!.caller);
      const request = await work.next(orderId);
      const outcomes = await Promise.allSettled(
        [work.manager, work.secondManager, work.director, work.chief].map(person =>
          person.caller.purchasing.approve({ ...request, idempotencyKey: randomUUID() }),
        ),
      );
      expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
      expect(await approvalsOf(orderId)).toHaveLength(1);
      const rows = await work.auditOf(orderId);
      const approvals = rows.filter(row => row.action === 'purchase-order.approve');
      expect(approvals.filter(row => row.outcome === 'DONE')).toHaveLength(1);
      expect(approvals.filter(row => row.outcome === 'REFUSED')).toHaveLength(3);
    }
  });

  test('two decisions at once, one for and one against: one of them', async () => {
    const orderId = await work.createSubmitted(10_000);
    const request = await work.next(orderId);
    const outcomes = await Promise.allSettled([
      work.manager.caller.purchasing.approve(request),
      work.director.caller.purchasing.reject({ ...request, idempotencyKey: randomUUID(), reason: 'too much' }),
    ]);
    expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await database.approval.count({ where: { orderId } })).toBe(1);
  });

  test('role downgraded half-way: the request that was already on its way is refused', async () => {
    const orderId = await work.createSubmitted(10_000);
    // The caller was made while the role was still there, as a request that is under way.
    await database.user.update({ where: { id: work.manager.user.id }, data: { role: 'VIEWER' } });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'auth.role-required',
      orderId,
    );
    await database.user.update({
      where: { id: work.director.user.id },
      data: { approvalAuthority: 'NONE' },
    });
    await expectRefused(
      async () => work.director.caller.purchasing.approve(await work.next(orderId)),
      'approval.no-authority',
      orderId,
    );
    await database.user.update({ where: { id: work.chief.user.id }, data: { active: false } });
    await expectRefused(
      async () => work.chief.caller.purchasing.approve(await work.next(orderId)),
      'auth.signed-out',
      orderId,
    );
  });

  test('role downgraded while the approval runs: one waits for the other, never both', async () => {
    const orderId = await work.createSubmitted(10_000);
    const request = await work.next(orderId);
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    let locked = () => {};
    const downgrading = new Promise<void>(resolve => {
      locked = resolve;
    });
    const downgrade = database.$transaction(async transaction => {
      await transaction.user.update({ where: { id: work.manager.user.id }, data: { role: 'VIEWER' } });
      locked();
      await held;
    });
    await downgrading;
    const attempt = work.manager.caller.purchasing.approve(request).catch((error: unknown) => error);
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(await approvalsOf(orderId)).toHaveLength(0);
    release();
    await downgrade;
    expect(await attempt).toMatchObject({ cause: { code: 'auth.role-required' } });
    expect(await approvalsOf(orderId)).toHaveLength(0);
  });

  test('direct call without a session: refused, and in the audit of the order', async () => {
    const orderId = await work.createSubmitted(10_000);
    const nobody = callerOf(null);
    const request = await work.next(orderId);
    const row = await expectRefused(async () => nobody.purchasing.approve(request), 'auth.signed-out', orderId);
    expect(row).toMatchObject({
      actorId: null,
      actorName: 'Nobody signed in',
      action: 'purchase-order.approve',
      requestId: 'test',
    });
    await expectRefused(async () => nobody.purchasing.markOrdered(request), 'auth.signed-out', orderId);
    const rows = await database.auditEvent.count();
    const unknown = { ...request, orderId: randomUUID() };
    await expect(nobody.purchasing.approve(unknown)).rejects.toMatchObject({ cause: { code: 'auth.signed-out' } });
    expect(await database.auditEvent.count()).toBe(rows);
  });

  test('a role that may only look, and a business that is not the own', async () => {
    const orderId = await work.createSubmitted(10_000);
    const request = await work.next(orderId);
    await expectRefused(async () => work.viewer.caller.purchasing.approve(request), 'auth.role-required', orderId);
    await expectRefused(async () => work.operator.caller.purchasing.submit(request), 'auth.role-required', orderId);
    const elsewhere = await createPurchasingWorkspace();
    await expect(elsewhere.chief.caller.purchasing.approve(request)).rejects.toMatchObject({
      cause: { code: 'entity.not-found' },
    });
    await expect(elsewhere.chief.caller.purchasing.order({ orderId })).rejects.toMatchObject({
      cause: { code: 'entity.not-found' },
    });
    expect(await approvalsOf(orderId)).toHaveLength(0);
  });
});

describe('delegation', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  test('a lent authority approves, and the approval says whose it was', async () => {
    await work.director.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: inHours(24) });
    const orderId = await work.createSubmitted(6_000_000);
    await work.manager.caller.purchasing.approve(await work.next(orderId));
    const [approval] = await approvalsOf(orderId);
    expect(approval).toMatchObject({ authority: 'DIRECTOR', decidedById: work.manager.user.id });
    expect(approval?.delegationId).not.toBeNull();
    const { chain } = await work.viewer.caller.purchasing.order({ orderId });
    expect(chain.at(-1)).toMatchObject({ kind: 'approved', by: 'Manager', lentBy: 'Director', current: true });
  });

  test('expired delegation', async () => {
    await work.director.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: inHours(24) });
    await database.delegation.updateMany({
      where: { toUserId: work.manager.user.id },
      data: { validFrom: new Date(Date.now() - 7_200_000), validUntil: new Date(Date.now() - 3_600_000) },
    });
    const orderId = await work.createSubmitted(6_000_000);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.delegation-expired',
      orderId,
      /Director lent you ended at/,
    );
  });

  test('withdrawn delegation, and a lender who lost the authority', async () => {
    await work.director.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: inHours(24) });
    const [delegation] = await work.manager.caller.delegations.list();
    const orderId = await work.createSubmitted(6_000_000);
    await database.user.update({ where: { id: work.director.user.id }, data: { approvalAuthority: 'MANAGER' } });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
    );
    await database.user.update({ where: { id: work.director.user.id }, data: { approvalAuthority: 'DIRECTOR' } });
    await work.director.caller.delegations.withdraw({ delegationId: delegation!.id });
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(orderId)),
      'approval.over-limit',
      orderId,
    );
  });

  test('the delegate never approves the delegator’s own request, nor their own', async () => {
    await work.chief.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: inHours(24) });
    const delegators = await work.createSubmitted(10_000, work.chief.caller);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(delegators)),
      'approval.delegators-request',
      delegators,
    );
    const own = await work.createSubmitted(10_000, work.manager.caller);
    await expectRefused(
      async () => work.manager.caller.purchasing.approve(await work.next(own)),
      'approval.own-request',
      own,
    );
  });

  test('what was lent cannot be lent on, nor be lent to oneself, to a viewer, into the past or for a year', async () => {
    const { planner, manager, director, viewer } = work;
    await director.caller.delegations.lend({ toUserId: planner.user.id, validUntil: inHours(24) });
    const lend = (from: typeof planner, toUserId: string, hours: number) =>
      from.caller.delegations.lend({ toUserId, validUntil: inHours(hours) });
    await expect(lend(planner, manager.user.id, 1)).rejects.toThrow(/no approval authority of your own/);
    await expect(lend(director, director.user.id, 1)).rejects.toThrow(/someone other than yourself/);
    await expect(lend(director, viewer.user.id, 1)).rejects.toThrow(/active manager or administrator/);
    await expect(lend(director, manager.user.id, -1)).rejects.toThrow(/lies in the past/);
    await expect(lend(director, manager.user.id, 24 * 365)).rejects.toThrow(/90 days at most/);
    expect(
      await database.auditEvent.count({ where: { organisationId: work.organisationId, outcome: 'REFUSED' } }),
    ).toBe(5);
  });
});

describe('inbox and limit meter', () => {
  test('the inbox holds what the person may approve, the nearest deadline first', async () => {
    const late = await work.createSubmitted(10_000);
    const soon = await work.createSubmitted(10_000, work.secondPlanner.caller);
    await work.createSubmitted(6_000_000, work.manager.caller);
    await database.purchaseOrder.update({ where: { id: soon }, data: { expectedOn: new Date('2025-06-20') } });
    const inbox = await work.manager.caller.purchasing.inbox();
    expect(inbox.orders.map(order => order.id)).toEqual([soon, late]);
    expect(inbox.orders[0]).toMatchObject({ orderBy: '2025-06-06', heldGbp: '100.00' });
    expect(inbox.waitingForOthers).toBe(1);
    expect((await work.director.caller.purchasing.inbox()).orders).toHaveLength(3);
    expect((await work.viewer.caller.purchasing.inbox()).orders).toHaveLength(0);
  });

  test('the meter shows amount, seven-day sum, limit, why not and who could', async () => {
    const first = await work.createSubmitted(3_000_000);
    const second = await work.createSubmitted(3_000_000);
    const standing = await work.manager.caller.purchasing.standing({ orderId: second });
    expect(standing).toMatchObject({
      preview: false,
      result: {
        totalGbp: '30000.00',
        heldGbp: '60000.00',
        otherOrders: [{ id: first, totalGbp: '30000.00' }],
        you: { allowed: false, authority: 'MANAGER', limitGbp: '50000.00' },
        couldApprove: [
          { name: 'Chief', authority: 'CFO', limitGbp: null },
          { name: 'Director', authority: 'DIRECTOR', limitGbp: '200000.00' },
        ],
      },
    });
    expect(standing?.result?.you.reason).toMatch(/£10,000\.00 too much/);
  });

  test('a draft is previewed at the newest rate, or says that there is none', async () => {
    const orderId = await work.createDraft(10_000, work.planner.caller, 'euros');
    const unknown = await work.planner.caller.purchasing.standing({ orderId });
    expect(unknown).toMatchObject({ preview: true, result: null });
    expect(unknown?.problem).toMatch(/no exchange rate/);
    await database.exchangeRate.create({
      data: {
        organisationId: work.organisationId,
        currency: 'EUR',
        day: new Date('2025-06-16'),
        gbpPerUnit: '0.5',
        source: 'Test',
      },
    });
    expect(await work.manager.caller.purchasing.standing({ orderId })).toMatchObject({
      preview: true,
      result: { totalGbp: '50.00', heldGbp: '50.00', you: { allowed: true } },
    });
  });
});
