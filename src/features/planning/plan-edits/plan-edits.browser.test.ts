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

/** Thirteen weeks of 900 ± 120 litres a week for each SKU, published by its planner, so that orders can be planned. */
async function publishForecasts() {
  const planner = await database.user.findFirstOrThrow({ where: { name: 'Demand planner' } });
  const { organisationId } = planner;
  const { planningDate } = await database.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const levels = await database.stockLevel.findMany({ where: { sku: { organisationId } } });
  await database.publishedForecast.createMany({
    data: levels.map(({ skuId, warehouseId }) => ({
      organisationId,
      skuId,
      warehouseId,
      version: 1,
      forecasterId: 'theta',
      period: 'WEEK' as const,
      firstPeriod: planningDate!,
      mean: Array<number>(13).fill(900),
      errorDeviation: Array<number>(13).fill(120),
      evaluation: {},
      historySha256: 'test',
      publishedById: planner.id,
    })),
  });
}

browserTest(
  'a planner edits a quantity in place, sees cost and limits at once, saves it as a plan of its own and compares',
  async ({ page }) => {
    await signIn(page, 'Demand planner');
    await publishForecasts();
    await page.goto('/inventory?tab=plan');
    await page.getByRole('textbox', { name: 'Horizon', exact: true }).fill('8');
    await page.getByRole('button', { name: 'Plan orders' }).click();
    await page.getByText('Ready').first().waitFor();

    await page.getByText('Edit quantities').first().click();
    const cell = page.getByRole('button', { name: /^Order of Gold UK for .* in week 1, .*Edit$/ });
    await cell.click();
    await page.getByRole('textbox', { name: /^Order of Gold UK for .* in week 1/ }).fill('7777');
    await page.keyboard.press('Enter');
    await page.getByText(/^1 quantity changed, priced in /).waitFor();
    await page.getByText(/Gold UK for .*, week 1: 7,777 .* is no multiple of/).waitFor();
    // A look at the comparison, or a reload, loses nothing.
    await page.getByText('Compare', { exact: true }).click();
    await page.getByRole('table', { name: 'Scenarios side by side' }).waitFor();
    await page.getByText('Edit quantities').first().click();
    await page.getByText(/^1 quantity changed, priced in /).waitFor();
    const save = page.getByRole('button', { name: 'Save as a plan' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Name of the edited plan' }).fill('More Gold');
    await save.click();
    await page.getByText('More Gold saved as a plan of its own').waitFor();
    await page.getByText('“More Gold”, edited by hand').waitFor();
    const saved = await database.orderPlan.findFirstOrThrow({ where: { name: 'More Gold' } });
    expect(saved.basePlanId).not.toBeNull();

    // The record behind the line names who changed it.
    await page.getByRole('button', { name: /^Why 7,777 of Gold UK/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/Edited by Demand planner from .* to 7777/)
      .waitFor();
    await page.keyboard.press('Escape');

    // The comparison's choice is in the address: a colleague who opens it sees the same.
    await page.getByText('Compare', { exact: true }).click();
    const table = page.getByRole('table', { name: 'Scenarios side by side' });
    await table.getByRole('columnheader', { name: /^More Gold/ }).waitFor();
    for (const name of ['Open orders only', 'Reorder points', 'Optimised']) {
      await table
        .getByRole('columnheader', { name: new RegExp(`^${name}`) })
        .first()
        .waitFor();
    }
    await page.getByText('Demand served', { exact: true }).last().click();
    const address = page.url();
    expect(address).toContain('view=compare');
    expect(address).toContain(`plan=${saved.id}`);
    expect(address).toContain('measure=served');
    await page.goto(address);
    await table.getByRole('columnheader', { name: /^More Gold/ }).waitFor();
    await page
      .getByRole('row', { name: /Gold UK/ })
      .last()
      .waitFor();

    // Once the solved plan is ordered, its copy orders what differs alone.
    await page.goto(`/inventory?tab=plan&plan=${saved.basePlanId}`);
    await page.getByRole('button', { name: /^Make draft orders: \d+ lines/ }).click();
    await page.waitForURL('**/purchasing*');
    await page.goto(`/inventory?tab=plan&plan=${saved.id}`);
    await page.getByText(/held by other orders$/).waitFor();
    await page.getByText('none left').first().waitFor();
    await page.getByRole('button', { name: /^Make draft orders: 1 line,/ }).click();
    await page.waitForURL('**/purchasing/*');
    const gold = await database.orderPlanLine.findFirstOrThrow({
      where: { planId: saved.basePlanId!, sku: { code: 'GOLD-UK' } },
    });
    const ordered = await database.purchaseOrderLine.findMany({ where: { order: { planId: saved.id } } });
    expect(ordered.map(({ skuId, quantity }) => [skuId, quantity.toNumber()])).toEqual([
      [gold.skuId, 7777 - gold.orderQuantity.toNumber()],
    ]);
  },
);

browserTest('stock exceptions name the rule and lead to the act; classes filter the stock', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/inventory');
  const exceptions = page.getByRole('table', { name: 'Exceptions by money at risk' });
  await exceptions.waitFor();
  await exceptions
    .getByText(/within the lead time of/)
    .first()
    .waitFor();
  await exceptions.getByRole('link', { name: 'Plan orders' }).first().click();
  await page.getByRole('button', { name: 'Plan orders' }).waitFor();
  await page.goto('/inventory?class=C');
  const stock = page.getByRole('table', { name: 'Stock by SKU and warehouse' });
  await stock
    .getByRole('cell', { name: /^C[XYZ]$/ })
    .first()
    .waitFor();
  expect(await stock.getByRole('cell', { name: /^A[XYZ]$/ }).count()).toBe(0);
});

browserTest('an administrator changes the planning settings with a reason; others read them', async ({ page }) => {
  await signIn(page, 'Administrator');
  await page.goto('/admin?tab=planning');
  await page.getByRole('textbox', { name: 'Escalate an approval after' }).fill('12');
  await page.getByRole('button', { name: 'Change the settings' }).click();
  await page.getByRole('textbox', { name: 'Why?' }).fill('Decisions within half a day');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Planning settings changed').waitFor();
  const settings = await database.planningSettings.findFirstOrThrow({ where: { organisation: { isSample: true } } });
  expect(settings).toMatchObject({ version: 1, values: { approvalHours: 12, shareOfA: 0.8, leadTimeDeliveries: 8 } });
});
