import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { database } from '../../../server/db.ts';

async function signIn(page: Page, name: string): Promise<void> {
  page.setDefaultTimeout(60_000);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** Publishes 52 weeks of Red in the UK and the US, as a publication would. @returns the first day of each week */
async function publishRed(): Promise<string[]> {
  const { id: organisationId, planningDate } = await database.organisation.findFirstOrThrow();
  const { id: publishedById } = await database.user.findFirstOrThrow({ where: { role: 'MANAGER' } });
  const firstPeriod = dayOfDate(planningDate!);
  for (const [code, weekly] of [
    ['RED-UK', 200],
    ['RED-US', 100],
  ] as const) {
    const sku = await database.sku.findFirstOrThrow({ where: { code } });
    const warehouse = await database.warehouse.findFirstOrThrow({ where: { regionId: sku.regionId } });
    await database.publishedForecast.create({
      data: {
        organisationId,
        skuId: sku.id,
        warehouseId: warehouse.id,
        version: 1,
        forecasterId: 'theta',
        period: 'WEEK',
        firstPeriod: dateOfDay(firstPeriod),
        mean: Array<number>(52).fill(weekly),
        errorDeviation: Array<number>(52).fill(20),
        evaluation: {},
        historySha256: 'test',
        publishedById,
      },
    });
  }
  return Array.from({ length: 52 }, (_, week) => addDays(firstPeriod, 7 * week));
}

const cell = (page: Page, figure: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^Override for the week of .*: ${figure}$`) });

async function save(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: /^Save \d+ weeks?…$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why do you override the forecast?' }).fill(reason);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}

browserTest(
  'overrides are typed, pasted, undone and saved; a second planner’s are not lost',
  async ({ page, browser, application }) => {
    const weeks = await publishRed();
    await signIn(page, 'Demand planner');
    await page.goto('/forecasting?product=RED');
    await page.getByText('the exact sum of 2 SKU × warehouse').waitFor();
    await cell(page, 'none').first().focus();
    await page.keyboard.type('450');
    await page.keyboard.press('Enter');
    await page.keyboard.type('12');
    await page.keyboard.press('Escape');
    await cell(page, '450').waitFor();
    // A column as a spreadsheet copies it fills the weeks below; it is undone at once.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('500\r\n600.5\r\n'));
    await page.keyboard.press('Control+v');
    await cell(page, '600.5').waitFor();
    await page.keyboard.press('Control+z');
    await cell(page, '600.5').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+z');
    await cell(page, '600.5').waitFor();
    await page.evaluate(() => navigator.clipboard.writeText('500\r\nmany\r\n'));
    await page.keyboard.press('Control+v');
    await page.getByText('Line 2 of the column is no quantity of 0 or more.').waitFor();
    await page.getByRole('grid').getByText('16,250.5').first().waitFor();
    await save(page, 'Promotion in the summer');
    await page.getByText('Override of 3 weeks saved').waitFor();
    const saved = await database.overriddenWeek.findMany({
      where: { week: dateOfDay(weeks[2]!), end: null },
      include: { override: true },
      orderBy: { quantity: 'desc' },
    });
    expect(saved.map(row => row.quantity.toNumber())).toEqual([400.3, 200.2]);
    expect(saved[0]!.override.reason).toBe('Promotion in the summer');

    // A colleague changes the first week while this planner has an edit of it open.
    await cell(page, '450').focus();
    await page.keyboard.type('320');
    await page.keyboard.press('Enter');
    const context = await browser.newContext({ baseURL: application.address, locale: 'en-GB' });
    try {
      const colleague = await context.newPage();
      await signIn(colleague, 'Administrator');
      await colleague.goto('/forecasting?product=RED');
      await cell(colleague, '450').focus();
      await colleague.keyboard.press('Delete');
      await save(colleague, 'The promotion is off');
      await colleague.getByText('Override of 1 week saved').waitFor();
    } finally {
      await context.close();
    }
    await page.getByText(/is now 300 by the published forecast; yours is 320/).waitFor();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await save(page, 'Steady, without a promotion');
    await page.getByText('Override of 1 week saved').waitFor();
    await page.locator('label', { hasText: 'Overrides' }).click();
    await page.getByText('Steady, without a promotion').waitFor();
    await page.getByText('partly active').waitFor();
    await page.getByText(/overridden SKU weeks has been sold yet/).waitFor();
  },
);

browserTest('a viewer reads the grid and is told why it cannot be edited', async ({ page }) => {
  await signIn(page, 'Board viewer');
  await page.goto('/forecasting?product=RED&market=UK');
  await page.getByText('Read only: overriding a forecast needs the role MANAGER').waitFor();
  expect(await page.getByRole('gridcell').count()).toBe(0);
});
