import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { database } from '../../../server/db.ts';

browserTest(
  'an administrator adds a user, who may sign in; an address that is taken is refused in place',
  async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /^Administrator/ }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto('/admin?tab=people');
    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByText('Give the name.').waitFor();
    await dialog.getByLabel('Name').fill('Night planner');
    await dialog.getByLabel('E-mail address').fill('night@example.com');
    await dialog.getByLabel('Role').click();
    await page.getByRole('option', { name: 'Manager' }).click();
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('row', { name: /Night planner.*Manager/ }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    const user = await database.user.findFirstOrThrow({ where: { email: 'night@example.com' } });
    expect(user).toMatchObject({ name: 'Night planner', role: 'MANAGER', approvalAuthority: 'NONE', active: true });
    expect(await database.auditEvent.count({ where: { action: 'user.add', entityId: user.id } })).toBe(1);

    await page.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByLabel('Name').fill('Someone else');
    await dialog.getByLabel('E-mail address').fill('night@example.com');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByText('Nothing was added').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Someone else');

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /^Night planner/ }).click();
    await page.getByRole('navigation').first().waitFor();
  },
);
