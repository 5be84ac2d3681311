import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { database } from '../../../server/db.ts';

async function openSuppliers(page: Page): Promise<void> {
  page.setDefaultTimeout(60_000);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /^Demand planner/ }).click();
  await page.getByRole('navigation').first().waitFor();
  await page.goto('/supply-chain');
}

browserTest(
  'a planner enters price breaks of a SKU; what does not make sense is said beside its field',
  async ({ page }) => {
    await openSuppliers(page);
    await page.getByRole('button', { name: 'Price breaks of Red UK from Northern Bottling: none. Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Price breaks of Red UK from Northern Bottling' });
    const fill = async (number: number, from: string, unitCost: string) => {
      await dialog.getByRole('textbox', { name: `Price break ${number}, from litres` }).fill(from);
      await dialog.getByRole('textbox', { name: `Price break ${number}, unit cost in GBP` }).fill(unitCost);
    };
    const save = dialog.getByRole('button', { name: 'Save' });
    await save.click();
    await dialog.getByText('Enter a number with at most 3 decimal places.').waitFor();
    await fill(1, '900', '4.6');
    await save.click();
    await dialog.getByText('Enter less than 4.6, the unit cost without a price break.').waitFor();
    await fill(1, '900', '4.35');
    await dialog.getByRole('button', { name: 'Add a price break' }).click();
    await fill(2, '900', '4.2');
    await save.click();
    await dialog.getByText('Enter a quantity above 900.').waitFor();
    await fill(2, '1,800', '4.2');
    await save.click();
    const button = page.getByRole('button', {
      name: 'Price breaks of Red UK from Northern Bottling: £4.35 from 900 + 1. Edit',
    });
    await button.waitFor();
    const stored = () => database.supplierPriceBreak.findMany({ orderBy: { minimumQuantity: 'asc' } });
    expect((await stored()).map(row => [row.minimumQuantity.toNumber(), row.unitCost.toString()])).toEqual([
      [900, '4.35'],
      [1800, '4.2'],
    ]);

    // The unit cost cannot fall below them.
    await page.getByRole('button', { name: /^Unit cost of Red UK from Northern Bottling/ }).click();
    const cost = page.getByRole('textbox', { name: /^Unit cost of Red UK from Northern Bottling/ });
    await cost.fill('4.3');
    await cost.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/must rise in quantity and fall in price/)
      .waitFor();
    await cost.press('Escape');

    await button.click();
    await dialog.getByRole('button', { name: 'Remove price break 2' }).click();
    await save.click();
    await page.getByRole('button', { name: /Northern Bottling: £4.35 from 900\. Edit$/ }).waitFor();
    expect(await stored()).toHaveLength(1);
    // Whoever works by keyboard goes on where the dialog was opened.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Price breaks of Red/,
    );
  },
);

browserTest('a planner limits what a supplier takes in a week and enters a closure', async ({ page }) => {
  await openSuppliers(page);
  await page.getByRole('button', { name: /^Weekly capacity of Northern Bottling.* no limit ?\. Edit$/ }).click();
  const capacity = page.getByRole('textbox', { name: /^Weekly capacity of Northern Bottling/ });
  await capacity.fill('9000');
  await capacity.press('Enter');
  await page.getByRole('button', { name: /^Weekly capacity of Northern Bottling.* 9,000\sunits ?\. Edit$/ }).waitFor();

  await page.getByText('Every week is as usual').waitFor();
  await page.getByRole('button', { name: 'Add week' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add week' });
  await dialog.getByRole('button', { name: 'Add week' }).click();
  await dialog.getByText('Choose the supplier.').waitFor();
  await dialog.getByRole('combobox', { name: 'Supplier' }).click();
  await page.getByRole('option', { name: 'Northern Bottling', exact: true }).click();
  await dialog.getByLabel('Week of').fill('2016-06-15');
  await dialog.getByRole('textbox', { name: 'Source' }).fill('Statement: works holiday');
  await dialog.getByRole('button', { name: 'Add week' }).click();
  await page.getByRole('button', { name: /^Units of Northern Bottling, week of .*closed ?\. Edit$/ }).waitFor();
  const [week] = await database.supplierCapacity.findMany();
  expect(week).toMatchObject({ source: 'Statement: works holiday', version: 1 });
  expect(week!.units.toNumber()).toBe(0);
  await page.getByRole('button', { name: /^Remove Northern Bottling, week of/ }).click();
  await page.getByText('Every week is as usual').waitFor();
  expect(await database.supplierCapacity.count()).toBe(0);
});

browserTest(
  'a failed read says so and is tried again; without suppliers the page says what to enter',
  async ({ page }) => {
    const read = (url: URL) => url.pathname.includes('suppliers.list');
    await page.route(read, route => route.fulfill({ status: 429, body: 'Too many requests' }));
    await openSuppliers(page);
    await page.getByText('Could not load the suppliers').waitFor();
    await page.unroute(read);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('table', { name: 'Suppliers', exact: true }).waitFor();

    await database.supplier.deleteMany();
    await page.reload();
    await page.getByText('No supplier has been entered yet').waitFor();
    await page.getByText('No terms for these SKUs').waitFor();
    expect(await page.getByRole('button', { name: 'Add supplier' }).count()).toBe(2);
  },
);
