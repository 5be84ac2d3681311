import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { database } from '../../../server/db.ts';

async function signIn(page: Page, name: string): Promise<void> {
  page.setDefaultTimeout(60_000);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
}

const stockOf = (code: string) => database.stockLevel.findFirstOrThrow({ where: { sku: { code } } });

browserTest('stock is counted in place by keyboard; a count made from an old figure is refused', async ({ page }) => {
  await signIn(page, 'Warehouse operator');
  await page.goto('/inventory');
  const count = page.getByRole('button', { name: /^On hand of Red UK in .*Edit$/ });
  await count.focus();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: /^On hand of Red UK in / });
  await field.fill('4,321.5');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^On hand of Red UK in .*: 4,321\.5\s*\. Edit$/ }).waitFor();
  await expect.poll(() => count.evaluate(element => element === document.activeElement)).toBe(true);
  const counted = await stockOf('RED-UK');
  expect(counted).toMatchObject({ source: 'Counted by Warehouse operator', version: 2 });
  expect(counted.onHand.toNumber()).toBe(4321.5);

  await count.click();
  await field.fill('lots');
  await page.keyboard.press('Enter');
  await page.getByText('Enter a number with at most 3 decimal places.').first().waitFor();
  await page.keyboard.press('Escape');

  // Someone else counts while the field is open.
  await count.click();
  await database.stockLevel.updateMany({ where: { sku: { code: 'RED-UK' } }, data: { onHand: 9, version: 3 } });
  await field.fill('5000');
  await page.keyboard.press('Enter');
  await page.getByText('Someone changed the stock of Red UK').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^On hand of Red UK in .*: 9\s*\. Edit$/ }).waitFor();
  expect((await stockOf('RED-UK')).onHand.toNumber()).toBe(9);
});

browserTest(
  'a cell of the heat map opens what is missing, with the way to mend it, and the policy',
  async ({ page }) => {
    await signIn(page, 'Demand planner');
    await page.goto('/inventory');
    await page.getByRole('button', { name: /^Gold EU in .*Not known.*Open$/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('has no published forecast').waitFor();
    expect(await drawer.getByRole('link', { name: 'Publish a forecast' }).getAttribute('href')).toBe(
      '/forecasting?product=GOLD&market=EU',
    );
    await drawer.getByRole('textbox', { name: 'Target' }).fill('98.5');
    await drawer.getByRole('button', { name: 'Save policy' }).click();
    await page.getByText('Policy of Gold EU saved').waitFor();
    const policy = await database.inventoryPolicy.findFirstOrThrow({ where: { sku: { code: 'GOLD-EU' } } });
    expect(policy).toMatchObject({ source: 'Set by Demand planner', version: 2 });
    expect(policy.serviceTarget.toNumber()).toBe(0.985);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });

    // Nothing is planned on guesses: the form names what is missing instead.
    await page.goto('/inventory?tab=plan');
    await page.getByText('Inputs are missing for 9 of 9').waitFor();
    expect(await page.getByRole('button', { name: 'Plan orders' }).isDisabled()).toBe(true);
  },
);

browserTest('supplier terms are edited in place, and stay assumptions until someone states them', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/supply-chain');
  await page.getByRole('button', { name: /^Lead time of Rhine Filling.*Edit$/ }).click();
  await page.getByRole('textbox', { name: /^Lead time of Rhine Filling/ }).fill('35');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Lead time of Rhine Filling.*: 35 days\s*\. Edit$/ }).waitFor();
  const source = page.getByRole('button', { name: /^Source of the terms of Rhine Filling:/ });
  await source.click();
  await page.getByRole('textbox', { name: 'Source of the terms of Rhine Filling' }).fill('Statement: contract of May');
  await page.keyboard.press('Enter');
  await page.getByText('3 of 4 rest on assumptions').waitFor();
  expect(await database.supplier.findFirstOrThrow({ where: { code: 'RHINE' } })).toMatchObject({
    leadTimeDays: 35,
    source: 'Statement: contract of May',
    version: 3,
  });
});

browserTest('a viewer reads the same figures and can change none', async ({ page }) => {
  await signIn(page, 'Board viewer');
  await page.goto('/supply-chain');
  await page.getByText('Highland Still House').first().waitFor();
  expect(await page.getByRole('button', { name: /Edit$/ }).count()).toBe(0);
  await page.goto('/inventory');
  await page
    .getByRole('row', { name: /Gold UK/ })
    .first()
    .waitFor();
  expect(await page.getByRole('button', { name: /Edit$/ }).count()).toBe(0);
});
