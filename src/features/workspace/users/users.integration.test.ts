import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { actorOf, signInLocally, signOut } from './service.ts';

let work: PurchasingWorkspace;

beforeEach(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(() => closeDatabase());

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;
const refusals = () =>
  database.auditEvent.findMany({ where: { organisationId: work.organisationId, outcome: 'REFUSED' } });

describe('local sign-in', () => {
  beforeEach(() => database.organisation.update({ where: { id: work.organisationId }, data: { isSample: true } }));

  const actorWith = (localSessionToken: string) => actorOf({ localSessionToken, clerkToken: undefined }, 'test');

  test('opens a session for the hours of the role, in the audit; only the token’s hash is kept', async () => {
    const { user } = work.manager;
    const { token, expiresAt } = await signInLocally(user.id, 'test');
    expect(Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(8);
    expect(await actorWith(token)).toMatchObject({ userId: user.id, role: 'MANAGER', approvalAuthority: 'MANAGER' });
    expect(JSON.stringify(await database.session.findMany({ where: { userId: user.id } }))).not.toContain(token);
    expect(await work.auditOf(user.id)).toMatchObject([{ action: 'user.sign-in', outcome: 'DONE' }]);
    await signOut(token);
    expect(await actorWith(token)).toBeNull();
  });

  test('a third session ends the first; an old one ends by itself', async () => {
    const tokens: string[] = [];
    for (let index = 0; index < 3; index += 1) tokens.push((await signInLocally(work.viewer.user.id, 'test')).token);
    expect(await Promise.all(tokens.map(actorWith))).toMatchObject([null, { role: 'VIEWER' }, { role: 'VIEWER' }]);
    await database.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await actorWith(tokens[2]!)).toBeNull();
  });

  test('offers the sample’s people with what they may approve, and nobody of a real workspace', async () => {
    const real = await createPurchasingWorkspace();
    const choices = await work.viewer.caller.users.localSignInChoices();
    expect(choices.find(choice => choice.id === work.director.user.id)).toEqual({
      id: work.director.user.id,
      name: 'Director',
      role: 'MANAGER',
      approvalAuthority: 'DIRECTOR',
      mayApprove: true,
      approvalLimitGbp: '200000.00',
    });
    expect(choices.find(choice => choice.id === work.chief.user.id)).toMatchObject({
      mayApprove: true,
      approvalLimitGbp: null,
    });
    expect(choices.map(choice => choice.id)).not.toContain(real.viewer.user.id);
    await expect(signInLocally(real.viewer.user.id, 'test')).rejects.toMatchObject({ code: 'entity.not-found' });
  });
});

describe('roles and authorities', () => {
  const change = (
    userId: string,
    values: Partial<{ role: 'ADMIN' | 'VIEWER'; approvalAuthority: 'CFO'; active: boolean }>,
  ) => ({
    userId,
    role: 'MANAGER' as const,
    approvalAuthority: 'NONE' as const,
    active: true,
    reason: 'New duties',
    ...values,
  });

  test('an administrator changes others, with before, after and reason in the audit', async () => {
    const { user } = work.planner;
    await work.administrator.caller.users.change(change(user.id, { approvalAuthority: 'CFO' }));
    expect(await work.auditOf(user.id)).toMatchObject([
      {
        action: 'user.change',
        outcome: 'DONE',
        before: { role: 'MANAGER', approvalAuthority: 'NONE', active: true },
        after: { role: 'MANAGER', approvalAuthority: 'CFO', active: true },
        reason: 'New duties',
      },
    ]);
  });

  test('nobody changes their own role or authority', async () => {
    const attempt = work.administrator.caller.users.change(
      change(work.administrator.user.id, { role: 'ADMIN', approvalAuthority: 'CFO' }),
    );
    expect(codeOf(await attempt.catch((error: unknown) => error))).toBe('users.own-authority');
    const stored = await database.user.findUniqueOrThrow({ where: { id: work.administrator.user.id } });
    expect(stored.approvalAuthority).toBe('NONE');
    expect(await refusals()).toMatchObject([{ action: 'user.change', entityId: work.administrator.user.id }]);
  });

  test('only administrators change users and see their addresses', async () => {
    const attempt = work.chief.caller.users.change(change(work.planner.user.id, { approvalAuthority: 'CFO' }));
    expect(codeOf(await attempt.catch((error: unknown) => error))).toBe('auth.role-required');
    expect(await refusals()).toMatchObject([{ action: 'user.change', actorName: 'Chief' }]);
    expect(codeOf(await work.chief.caller.users.list({}).catch((error: unknown) => error))).toBe('auth.role-required');
    const found = await work.administrator.caller.users.list({ search: 'second' });
    expect(found.map(user => user.name)).toEqual(['Second manager', 'Second planner']);
    const people = await work.chief.caller.delegations.colleagues();
    expect(people.map(person => person.name)).not.toContain('Viewer');
    expect(JSON.stringify(people)).not.toContain('@');
  });

  test('two administrators cannot remove each other in the same second', async () => {
    const second = { user: work.planner.user, caller: work.planner.caller };
    await work.administrator.caller.users.change(change(second.user.id, { role: 'ADMIN' }));
    const outcomes = await Promise.allSettled([
      work.administrator.caller.users.change(change(second.user.id, { role: 'VIEWER' })),
      second.caller.users.change(change(work.administrator.user.id, { role: 'VIEWER' })),
    ]);
    expect(outcomes.some(outcome => outcome.status === 'rejected')).toBe(true);
    const left = await database.user.count({
      where: { organisationId: work.organisationId, role: 'ADMIN', active: true },
    });
    expect(left).toBe(1);
  });

  test('a user of another business does not exist here', async () => {
    const elsewhere = await createPurchasingWorkspace();
    for (const userId of [elsewhere.planner.user.id, randomUUID()]) {
      const attempt = work.administrator.caller.users.change(change(userId, { approvalAuthority: 'CFO' }));
      expect(codeOf(await attempt.catch((error: unknown) => error))).toBe('entity.not-found');
    }
  });
});

describe('approval limits', () => {
  test('an administrator sets them; whoever holds an authority does not raise its limit', async () => {
    const set = (limitGbp: string | null) =>
      work.administrator.caller.approvals.changeLimit({ authority: 'MANAGER', limitGbp, reason: 'Board decision' });
    await set('60000');
    const limits = await work.viewer.caller.approvals.limits();
    expect(limits).toEqual([
      { authority: 'MANAGER', defined: true, limitGbp: '60000.00' },
      { authority: 'DIRECTOR', defined: true, limitGbp: '200000.00' },
      { authority: 'CFO', defined: true, limitGbp: null },
    ]);
    expect(await work.auditOf('MANAGER')).toMatchObject([
      { before: { limitGbp: '50000.00' }, after: { limitGbp: '60000' }, reason: 'Board decision' },
    ]);
    await database.user.update({
      where: { id: work.administrator.user.id },
      data: { approvalAuthority: 'MANAGER' },
    });
    for (const raised of ['60000.01', null]) {
      expect(codeOf(await set(raised).catch((error: unknown) => error))).toBe('users.own-authority');
    }
    await set('1000');
    expect((await work.viewer.caller.approvals.limits())[0]).toMatchObject({ limitGbp: '1000.00' });
    expect(await refusals()).toHaveLength(2);
  });
});

describe('exchange rates', () => {
  const enter = (gbpPerUnit: string, day = '2025-06-16') =>
    work.administrator.caller.exchangeRates.enter({
      currency: 'EUR',
      day,
      gbpPerUnit,
      source: 'European Central Bank',
    });

  test('missing, fresh and stale are told apart; who entered a rate is on it', async () => {
    const list = () => work.viewer.caller.exchangeRates.list();
    expect((await list()).rows).toMatchObject([{ currency: 'EUR', state: 'missing' }]);
    await enter('0.85', '2025-06-08');
    expect((await list()).rows).toMatchObject([{ day: '2025-06-08', state: 'stale' }]);
    await enter('0.86', '2025-06-16');
    expect((await list()).rows).toEqual([
      {
        currency: 'EUR',
        day: '2025-06-16',
        gbpPerUnit: '0.86',
        source: 'European Central Bank (entered by Administrator)',
        state: 'fresh',
      },
    ]);
  });

  test('refuses rates of tomorrow, zero and slips of the decimal point', async () => {
    await enter('0.85');
    await expect(enter('8.5')).rejects.toThrow(/more than 50 % away/);
    await expect(enter('0')).rejects.toThrow(/greater than 0/);
    await expect(enter('0.85', '2025-06-17')).rejects.toThrow(/a rate of a later day/);
    expect(
      codeOf(
        await work.manager.caller.exchangeRates
          .enter({ currency: 'EUR', day: '2025-06-16', gbpPerUnit: '0.5', source: 'Mine' })
          .catch((error: unknown) => error),
      ),
    ).toBe('auth.role-required');
  });
});
