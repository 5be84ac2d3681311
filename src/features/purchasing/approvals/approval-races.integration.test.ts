import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closeQueue } from '../../../server/queue.ts';

let work: PurchasingWorkspace;

beforeEach(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const day = 86_400_000;
const tomorrow = () => new Date(Date.now() + day).toISOString();
const reason = 'Only to see';

/** Codes of the refusals among some outcomes. */
function refusals(outcomes: readonly PromiseSettledResult<unknown>[]): (string | undefined)[] {
  return outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.cause?.code] : []));
}

/**
 * Starts a change that cannot commit yet, then an attempt beside it, and lets both go on: the organisation's event lock,
 * which each takes last, is held for so long.
 */
async function beside(change: () => Promise<unknown>, attempt: () => Promise<unknown>) {
  const started: Promise<unknown>[] = [];
  await database.$transaction(async transaction => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${0x5e_17}::int, hashtext(${work.organisationId}))`;
    for (const begin of [change, attempt]) {
      const running = begin();
      running.catch(() => {});
      started.push(running);
      await sleep(300);
    }
  });
  return Promise.allSettled(started);
}

describe('splitting an order', () => {
  const half = 3_000_000;

  test('halves submitted and approved at the same time: at most one passes below the limit of both', async () => {
    for (let round = 0; round < 3; round += 1) {
      const orders = [await work.createDraft(half), await work.createDraft(half)];
      await Promise.allSettled(
        orders.map(async (orderId, index) => {
          await work.planner.caller.purchasing.submit(await work.next(orderId));
          await [work.manager, work.secondManager][index]!.caller.purchasing.approve(await work.next(orderId));
        }),
      );
      const approved = await database.purchaseOrder.count({ where: { id: { in: orders }, status: 'APPROVED' } });
      expect(approved).toBeLessThanOrEqual(1);
      await database.purchaseOrder.updateMany({
        where: { id: { in: orders } },
        data: { submittedAt: new Date(Date.now() - 20 * day) },
      });
    }
  });

  test('whatever is withdrawn, submitted again and approved at once, no two halves stand approved by managers', async () => {
    const orders = await Promise.all([1, 2, 3].map(() => work.createDraft(half)));
    const planner = work.planner.caller.purchasing;
    const managers = [work.manager, work.secondManager].map(({ caller }) => caller.purchasing);
    let seed = 7;
    const pick = <Choice>(choices: readonly Choice[]) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return choices[seed % choices.length]!;
    };
    for (let round = 0; round < 30; round += 1) {
      await Promise.allSettled(
        [1, 2, 3, 4].map(async () => {
          const [orderId, step] = [pick(orders), pick(['submit', 'submit', 'approve', 'approve', 'reopen'] as const)];
          const manager = pick(managers);
          const next = await work.next(orderId);
          if (step === 'submit') await planner.submit(next);
          else if (step === 'approve') await manager.approve(next);
          else await planner.reopen({ ...next, reason });
        }),
      );
      const standing = await database.purchaseOrder.findMany({
        where: { id: { in: orders }, status: 'APPROVED' },
        include: { approvals: true },
      });
      const byManagers = standing.filter(order =>
        order.approvals.some(one => one.contentHash === order.contentHash && one.decision === 'APPROVED'),
      );
      expect(standing).toHaveLength(byManagers.length);
      expect(byManagers.length).toBeLessThanOrEqual(1);
    }
    const approvals = await database.approval.count({ where: { orderId: { in: orders } } });
    expect(approvals).toBeGreaterThan(0);
  });

  test('seven days apart to the millisecond is apart, a millisecond less is not', async () => {
    const [first, second] = [await work.createSubmitted(half), await work.createSubmitted(half)];
    const { submittedAt } = await database.purchaseOrder.findUniqueOrThrow({ where: { id: second } });
    const put = (milliseconds: number) =>
      database.purchaseOrder.update({
        where: { id: first },
        data: { submittedAt: new Date(submittedAt!.getTime() - milliseconds) },
      });
    const approve = async () => work.manager.caller.purchasing.approve(await work.next(second));
    await put(7 * day - 1);
    await expect(approve()).rejects.toMatchObject({ cause: { code: 'approval.over-limit' } });
    await put(7 * day);
    await expect(approve()).resolves.toMatchObject({ status: 'APPROVED' });
  });

  test('a third order between two that are apart is held against each of them', async () => {
    const orders = [
      await work.createSubmitted(half),
      await work.createSubmitted(half),
      await work.createSubmitted(half),
    ];
    for (const [index, id] of orders.entries()) {
      const submittedAt = new Date(Date.now() - (12 - 6 * index) * day);
      await database.purchaseOrder.update({ where: { id }, data: { submittedAt } });
    }
    const held = async (orderId: string) =>
      (await work.manager.caller.purchasing.standing({ orderId }))?.result?.heldGbp;
    expect(await Promise.all(orders.map(held))).toEqual(['60000.00', '60000.00', '60000.00']);
  });
});

describe('changes beside an approval', () => {
  test('reopened and approved at once: one of them', async () => {
    const orderId = await work.createSubmitted(10_000);
    const seen = await work.next(orderId);
    const outcomes = await beside(
      () => work.planner.caller.purchasing.reopen({ ...seen, reason }),
      () => work.manager.caller.purchasing.approve({ ...seen, idempotencyKey: randomUUID() }),
    );
    expect(refusals(outcomes)).toEqual(['purchasing.state-forbids']);
    expect(await database.approval.count({ where: { orderId } })).toBe(0);
  });

  test('a loan withdrawn while it is used: the approval waits, and is refused', async () => {
    await work.director.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: tomorrow() });
    const [loan] = await work.director.caller.delegations.list();
    const request = await work.next(await work.createSubmitted(6_000_000));
    const outcomes = await beside(
      () => work.director.caller.delegations.withdraw({ delegationId: loan!.id }),
      () => work.manager.caller.purchasing.approve(request),
    );
    expect(refusals(outcomes)).toEqual(['approval.over-limit']);
  });

  test('a lender who loses the authority meanwhile: the approval waits, and is refused', async () => {
    await work.director.caller.delegations.lend({ toUserId: work.manager.user.id, validUntil: tomorrow() });
    const request = await work.next(await work.createSubmitted(6_000_000));
    const outcomes = await beside(
      () =>
        work.administrator.caller.users.change({
          ...{ userId: work.director.user.id, role: 'VIEWER', approvalAuthority: 'NONE', active: true, reason },
        }),
      () => work.manager.caller.purchasing.approve(request),
    );
    expect(refusals(outcomes)).toEqual(['approval.over-limit']);
  });

  test('a limit lowered meanwhile: the approval waits, and is refused', async () => {
    const request = await work.next(await work.createSubmitted(4_000_000));
    const outcomes = await beside(
      () => work.administrator.caller.approvals.changeLimit({ authority: 'MANAGER', limitGbp: '30000', reason }),
      () => work.manager.caller.purchasing.approve(request),
    );
    expect(refusals(outcomes)).toEqual(['approval.over-limit']);
  });

  test('a new rate between submission and approval changes nothing that is held', async () => {
    const rate = (gbpPerUnit: string) =>
      work.administrator.caller.exchangeRates.enter({ currency: 'EUR', day: '2025-06-16', gbpPerUnit, source: 'Bank' });
    await rate('0.85');
    const orderId = await work.createSubmitted(5_900_000, work.planner.caller, 'euros');
    await rate('0.60');
    await expect(work.manager.caller.purchasing.approve(await work.next(orderId))).rejects.toThrow(/£50,150\.00/);
  });

  test.each(['approve', 'receive'] as const)(
    'one key to %s one order and to approve another: one is refused',
    async first => {
      const orders = [
        await work.createSubmitted(10_000),
        await work.createSubmitted(10_000, work.secondPlanner.caller),
      ];
      const { warehouse, pounds, manager } = work;
      const stockOut = { skuId: pounds.sku.id, warehouseId: warehouse.id, firstDay: new Date('2025-06-01') };
      await database.stockOut.create({ data: { ...stockOut, id: randomUUID(), source: 'Test' } });
      if (first === 'receive') {
        await manager.caller.purchasing.approve(await work.next(orders[0]!));
        await manager.caller.purchasing.markOrdered(await work.next(orders[0]!));
      }
      const idempotencyKey = randomUUID();
      const [one, other] = [await work.next(orders[0]!), await work.next(orders[1]!)];
      const { lines } = await work.viewer.caller.purchasing.order({ orderId: orders[0]! });
      const arrived = { receivedOn: '2025-06-16', lines: lines.map(({ id, quantity }) => ({ lineId: id, quantity })) };
      const outcomes = await beside(
        () => manager.caller.purchasing[first]({ ...one, ...arrived, idempotencyKey }),
        () => manager.caller.purchasing.approve({ ...other, idempotencyKey }),
      );
      expect(refusals(outcomes)).toEqual(['request.key-reused']);
      expect(await database.purchaseOrder.count({ where: { id: orders[1]!, status: 'SUBMITTED' } })).toBe(1);
    },
  );
});

describe('lent authority', () => {
  const lend = (from: PurchasingWorkspace['manager'], to: PurchasingWorkspace['manager']) =>
    from.caller.delegations.lend({ toUserId: to.user.id, validUntil: tomorrow() });

  test('pressed twice it is lent once, and withdrawn once it is gone', async () => {
    await Promise.all([lend(work.director, work.manager), lend(work.director, work.manager)]);
    const open = (await work.manager.caller.delegations.list()).filter(({ state }) => state === 'current');
    expect(open).toHaveLength(1);
    await work.director.caller.delegations.withdraw({ delegationId: open[0]!.id });
    const orderId = await work.createSubmitted(6_000_000);
    await expect(work.manager.caller.purchasing.approve(await work.next(orderId))).rejects.toMatchObject({
      cause: { code: 'approval.over-limit' },
    });
  });

  test('lending each other in a circle opens no way to one’s own orders', async () => {
    await lend(work.chief, work.director);
    await lend(work.director, work.manager);
    await lend(work.manager, work.chief);
    const byChief = await work.createSubmitted(10_000, work.chief.caller);
    const refused = async (person: PurchasingWorkspace['manager'], orderId: string) =>
      person.caller.purchasing
        .approve(await work.next(orderId))
        .catch((error: Error & { cause?: { code?: string } }) => error.cause?.code);
    expect(await refused(work.chief, byChief)).toBe('approval.own-request');
    expect(await refused(work.director, byChief)).toBe('approval.delegators-request');
    // What the director lends on is the director's own: the chief's stays with the director.
    const large = await work.createSubmitted(25_000_000);
    expect(await refused(work.manager, large)).toBe('approval.over-limit');
    await expect(work.manager.caller.purchasing.approve(await work.next(byChief))).resolves.toMatchObject({
      status: 'APPROVED',
    });
  });

  test('however many others lend to the approver, the requester’s loan bars them', async () => {
    await lend(work.director, work.manager);
    const others = Array.from({ length: 25 }, () => ({
      ...{ fromUserId: work.chief.user.id, toUserId: work.manager.user.id },
      ...{ validFrom: new Date(), validUntil: new Date(Date.now() + 30 * day) },
    }));
    await database.delegation.createMany({ data: others });
    const orderId = await work.createSubmitted(10_000, work.director.caller);
    await expect(work.manager.caller.purchasing.approve(await work.next(orderId))).rejects.toMatchObject({
      cause: { code: 'approval.delegators-request' },
    });
  });

  test('an administrator raises neither the limit nor the lender of an authority that was lent to them', async () => {
    const { administrator, director } = work;
    await lend(director, administrator);
    await expect(
      administrator.caller.approvals.changeLimit({ authority: 'DIRECTOR', limitGbp: null, reason }),
    ).rejects.toThrow('Director has lent you this authority');
    const change = { userId: director.user.id, role: 'MANAGER', active: true, reason } as const;
    await expect(administrator.caller.users.change({ ...change, approvalAuthority: 'CFO' })).rejects.toThrow(
      'Director has lent you this authority',
    );
    await administrator.caller.approvals.changeLimit({ authority: 'DIRECTOR', limitGbp: '100000', reason });
    await administrator.caller.approvals.changeLimit({ authority: 'MANAGER', limitGbp: '60000', reason });
    await administrator.caller.users.change({ ...change, approvalAuthority: 'MANAGER' });
    expect(await database.user.findUniqueOrThrow({ where: { id: director.user.id } })).toMatchObject({
      approvalAuthority: 'MANAGER',
    });
  });

  test('a rejection by lent authority says whose it was', async () => {
    await lend(work.director, work.secondPlanner);
    const orderId = await work.createSubmitted(10_000);
    await work.secondPlanner.caller.purchasing.reject({ ...(await work.next(orderId)), reason });
    const { chain } = await work.viewer.caller.purchasing.order({ orderId });
    expect(chain.at(-1)).toMatchObject({ kind: 'rejected', authority: 'DIRECTOR', lentBy: 'Director' });
  });
});

test('an order worth more than the books hold is refused', async () => {
  const orderId = await work.createDraft(10_000);
  await database.supplierTerm.updateMany({
    where: { supplierId: work.pounds.supplier.id },
    data: { unitCost: '9999999' },
  });
  const [line] = (await work.viewer.caller.purchasing.order({ orderId })).lines;
  const { version, idempotencyKey } = await work.next(orderId);
  const quantities = [{ lineId: line!.id, quantity: '99999999999' }];
  await expect(
    work.planner.caller.purchasing.editLines({ orderId, version, idempotencyKey, quantities }),
  ).rejects.toThrow('would come to 999999899990000001.00 GBP');
});
