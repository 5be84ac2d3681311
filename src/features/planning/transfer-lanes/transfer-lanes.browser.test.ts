import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { database } from '../../../server/db.ts';

browserTest(
  'a planner adds a lane between two warehouses, changes its cost in place and removes it',
  async ({ page }) => {
    page.setDefaultTimeout(60_000);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /^Demand planner/ }).click();
    await page.getByRole('navigation').first().waitFor();
    const [from, to] = await database.warehouse.findMany({ orderBy: { code: 'asc' }, take: 2 });
    await page.goto('/supply-chain');
    await page.getByText('No lane has been entered yet').waitFor();
    await page.getByRole('button', { name: 'Add lane' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add lane' });
    const choose = async (label: string, warehouse: string) => {
      await dialog.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: warehouse, exact: true }).click();
    };
    await choose('From', from!.name);
    await choose('To', from!.name);
    await dialog.getByRole('textbox', { name: 'A unit, GBP' }).fill('0.35');
    await dialog.getByRole('textbox', { name: 'Source' }).fill('Assumption');
    await dialog.getByRole('button', { name: 'Add lane' }).click();
    await dialog.getByText('Choose another warehouse.').waitFor();
    await choose('To', to!.name);
    await dialog.getByRole('button', { name: 'Add lane' }).click();

    await page.getByRole('button', { name: /^Cost of a unit of .*£0\.35\s*\. Edit$/ }).click();
    const cost = page.getByRole('textbox', { name: /^Cost of a unit of / });
    await cost.fill('0.4');
    await cost.press('Enter');
    await page.getByRole('button', { name: /^Cost of a unit of .*£0\.40\s*\. Edit$/ }).waitFor();
    const [lane] = await database.transferLane.findMany();
    expect(lane).toMatchObject({ fromWarehouseId: from!.id, toWarehouseId: to!.id, leadTimeDays: 7, version: 2 });
    expect(lane!.unitCost.toString()).toBe('0.4');

    await page.getByRole('button', { name: /^Remove the lane / }).click();
    await page.getByText('No lane has been entered yet').waitFor();
    expect(await database.transferLane.count()).toBe(0);
  },
);
