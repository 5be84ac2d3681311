import { describe, expect, test } from 'vitest';
import { type ApprovalQuestion, type Approver, type Authority, judgeApproval, judgeDecision } from './approval-rule.ts';

const now = '2026-03-02T12:00:00.000Z';
const limits = new Map<Authority, string | null>([
  ['MANAGER', '50000.00'],
  ['DIRECTOR', '200000.00'],
  ['CFO', null],
]);
const question = (heldGbp: string): ApprovalQuestion => ({
  number: 'PO-000007',
  supplierName: 'Bottlers',
  requestedById: 'planner',
  requesterName: 'Planner',
  heldGbp,
});
const approver = (change: Partial<Approver> = {}): Approver => ({
  userId: 'someone',
  name: 'Someone',
  mayDecide: true,
  authority: 'MANAGER',
  lent: [],
  ...change,
});
const loan = (authority: Authority, validUntil: string, fromUserId = 'lender') => ({
  id: `${authority} ${validUntil}`,
  fromUserId,
  fromName: 'Lender',
  authority,
  validFrom: '2026-03-01T00:00:00.000Z',
  validUntil,
});
const judge = (held: string, change?: Partial<Approver>) =>
  judgeApproval(question(held), approver(change), limits, now);

describe('limits are inclusive', () => {
  test.each([
    ['MANAGER', '50000.00', true],
    ['MANAGER', '50000.01', false],
    ['DIRECTOR', '200000.00', true],
    ['DIRECTOR', '200000.01', false],
    ['CFO', '99999999999.99', true],
    ['NONE', '0.01', false],
  ] as const)('%s and £%s', (authority, held, allowed) => {
    expect(judge(held, { authority }).allowed).toBe(allowed);
  });

  test('an authority that has no limit approves nothing', () => {
    expect(judgeApproval(question('0.01'), approver({ authority: 'CFO' }), new Map(), now)).toMatchObject({
      allowed: false,
      code: 'approval.no-authority',
    });
  });
});

describe('lent authorities', () => {
  const current = loan('DIRECTOR', '2026-03-02T12:00:00.001Z');

  test('one’s own goes first, a lent one where it is needed', () => {
    expect(judge('50000.00', { lent: [current] })).toMatchObject({ authority: 'MANAGER', lent: null });
    expect(judge('50000.01', { lent: [current] })).toMatchObject({ authority: 'DIRECTOR', lent: current });
  });

  test('it holds up to, but without, its end, and not before its beginning', () => {
    expect(judge('60000', { lent: [loan('DIRECTOR', now)] })).toMatchObject({ code: 'approval.delegation-expired' });
    const later = { ...current, validFrom: '2026-03-02T12:00:00.001Z', validUntil: '2026-03-09T00:00:00.000Z' };
    expect(judge('60000', { lent: [later] })).toMatchObject({ code: 'approval.over-limit' });
  });

  test('an ended one that would not have been enough is not named', () => {
    expect(judge('200000.01', { lent: [loan('DIRECTOR', now)] })).toMatchObject({ code: 'approval.over-limit' });
  });

  test('the lender’s own request is barred, also within one’s own limit', () => {
    const lent = [loan('CFO', '2026-04-01T00:00:00.000Z', 'planner')];
    expect(judge('1', { lent })).toMatchObject({ code: 'approval.delegators-request' });
    expect(judge('1', { lent: [loan('CFO', now, 'planner')] }).allowed).toBe(true);
  });
});

test('nobody decides on their own request, whatever they hold', () => {
  const own = approver({ userId: 'planner', authority: 'CFO' });
  expect(judgeApproval(question('1'), own, limits, now)).toMatchObject({ code: 'approval.own-request' });
  expect(judgeDecision(question('1'), own, limits, now)).toMatchObject({ code: 'approval.own-request' });
});

test('who has only a lent authority rejects with it', () => {
  const lent = loan('DIRECTOR', '2026-04-01T00:00:00.000Z');
  expect(judgeDecision(question('1'), approver({ authority: 'NONE', lent: [lent] }), limits, now)).toMatchObject({
    allowed: true,
    authority: 'DIRECTOR',
    limitGbp: '200000.00',
    lent,
  });
});

test('a role that was lost bars every decision; rejecting needs no limit', () => {
  expect(judge('1', { mayDecide: false })).toMatchObject({ code: 'approval.role-too-low' });
  expect(judgeDecision(question('999999'), approver(), limits, now)).toMatchObject({
    allowed: true,
    authority: 'MANAGER',
  });
});
