import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createPurchasingWorkspace } from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { foundOrganisation } from './service.ts';

afterAll(() => closeDatabase());

const administrator = { name: 'First administrator', email: 'admin@company.example', clerkUserId: 'user_first' };

test('a business opens empty, with one administrator and the settled limits', async () => {
  const id = await foundOrganisation({ organisation: 'Real business', administrator });
  const organisation = await database.organisation.findUniqueOrThrow({
    where: { id },
    include: { users: true, approvalLimits: { orderBy: { authority: 'asc' } }, skus: true },
  });
  expect(organisation).toMatchObject({ isSample: false, planningDate: null, skus: [] });
  expect(organisation.users).toMatchObject([{ ...administrator, role: 'ADMIN', approvalAuthority: 'NONE' }]);
  expect(organisation.approvalLimits.map(limit => limit.limitGbp?.toFixed(2) ?? null)).toEqual([
    '50000.00',
    '200000.00',
    null,
  ]);
});

test('a Clerk user belongs to one business only', async () => {
  await expect(foundOrganisation({ organisation: 'Twin', administrator })).rejects.toMatchObject({
    code: 'users.exists',
  });
  expect(await database.organisation.count({ where: { name: 'Twin' } })).toBe(0);
});

test('an administrator adds a person once, however often the request is repeated', async () => {
  const work = await createPurchasingWorkspace();
  const added = {
    userId: randomUUID(),
    name: 'New planner',
    email: 'new@company.example',
    clerkUserId: 'user_new',
    role: 'MANAGER',
  } as const;
  await Promise.all([work.administrator.caller.users.add(added), work.administrator.caller.users.add(added)]);
  await work.administrator.caller.users.add(added);
  expect(await database.user.findUniqueOrThrow({ where: { id: added.userId } })).toMatchObject({
    organisationId: work.organisationId,
    role: 'MANAGER',
    approvalAuthority: 'NONE',
  });
  expect(await work.auditOf(added.userId)).toMatchObject([{ action: 'user.add' }]);
  await expect(work.administrator.caller.users.add({ ...added, userId: randomUUID() })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(work.manager.caller.users.add({ ...added, userId: randomUUID() })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
