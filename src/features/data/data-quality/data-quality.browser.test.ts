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

browserTest('a stock-out is entered, changes the forecast, shows on the chart and is taken back', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/data-quality?product=RED&market=UK');
  await page
    .getByRole('table', { name: 'Data quality of each SKU and channel' })
    .getByText('Accuracy and bands')
    .first()
    .waitFor();
  await page.getByText('No stock-out is known').waitFor();
  await page.getByRole('button', { name: 'Enter a stock-out' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Enter a stock-out' });
  await dialog.getByRole('combobox', { name: 'SKU' }).click();
  await page.getByRole('option', { name: /RED-UK/ }).click();
  await dialog.getByLabel('First day without stock').fill('2016-03-06');
  await dialog.getByLabel('Last day').fill('2016-02-01');
  await dialog.getByRole('button', { name: 'Enter a stock-out' }).click();
  await dialog.getByText('It does not end before it begins.').waitFor();
  await dialog.getByLabel('Last day').fill('2016-03-19');
  await dialog.getByRole('button', { name: 'Enter a stock-out' }).click();
  await page.getByRole('table', { name: 'Stock-outs' }).getByText('Entered by Demand planner').waitFor();
  expect(await database.stockOut.count()).toBe(1);

  await page.goto('/forecasting?product=RED&market=UK');
  await page.getByText('2 weeks count as at least what was wanted').waitFor();
  const treat = page.getByRole('switch', { name: 'Correct stock-outs' });
  await treat.uncheck({ force: true });
  for (const model of ['LSTM network', 'Random forest', 'Gradient boosting', 'Ensemble', 'ARIMA']) {
    await page.getByRole('checkbox', { name: model }).uncheck();
  }
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText('stock-outs as sold').waitFor();
  await treat.check({ force: true });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect.poll(() => database.forecastRun.count({ where: { status: 'COMPLETED' } }), { timeout: 60_000 }).toBe(2);
  const runs = await database.forecastRun.findMany({ orderBy: { createdAt: 'asc' }, select: { settings: true } });
  expect(runs.map(run => run.settings)).toMatchObject([{ correctStockOuts: false }, { correctStockOuts: true }]);

  await page.goto('/data-quality?product=RED&market=UK');
  await page.getByRole('button', { name: /^Take back the stock-out of/ }).click();
  await page.getByText('No stock-out is known').waitFor();
  await expect.poll(() => database.stockOut.count()).toBe(0);
});

browserTest('what is wrong with the sales of a slice is said where its forecast is read', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/forecasting?product=GOLD&market=US');
  await page.getByText('No comparison of this selection yet').waitFor();
  expect(await page.getByText('accuracy can be claimed').count()).toBe(0);
  const channels = { channel: { region: { code: 'US' } } };
  await database.salesFact.deleteMany({ where: { ...channels, periodStart: { gt: new Date('2016-03-10') } } });
  await database.organisation.updateMany({ data: { salesVersion: { increment: 1 } } });
  await page.reload();
  await page.getByText('No accuracy can be claimed on these sales').waitFor();
  await page.getByRole('link', { name: 'See what is missing' }).click();
  await page
    .getByText(/the newest report is 11 weeks old/)
    .first()
    .waitFor();
  expect(new URL(page.url()).searchParams.get('product')).toBe('GOLD');
  // Weeks that nobody reported say nothing of the stock.
  await page.getByText('Nothing looks like a stock-out').waitFor();
});
