import { randomUUID } from 'node:crypto';
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

browserTest('forecasts all series, shows them and publishes them for the order plan', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/portfolio');
  await page.getByText('The portfolio has not been forecast yet').waitFor();
  await page.getByRole('button', { name: 'Forecast all series' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Weeks ahead' }).fill('13');
  await dialog.getByRole('button', { name: 'Forecast all' }).click();
  await page.getByText('Completed', { exact: true }).first().waitFor();
  await page.getByText(/series a second/).waitFor();
  const table = page.getByRole('table', { name: 'Series of the portfolio' });
  await table.getByRole('link', { name: 'Red UK' }).waitFor();
  await expect.poll(() => table.getByRole('row').count()).toBe(10);

  await page.getByRole('button', { name: 'Publish all shown (9)' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('First forecasts of all series');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('9 forecasts are published').waitFor();
  await page.getByText(/reconciled by MinT-shrink/).waitFor();
  await page.getByRole('button', { name: 'Publish all shown (0)' }).waitFor();
  expect(await database.publishedForecast.count()).toBe(9);

  await table.getByRole('link', { name: 'Red UK' }).click();
  await page.waitForURL(/\/forecasting\?market=UK&product=RED$/);
});

browserTest('keeps a daily run, and a table of ten thousand series in hand', async ({ page }) => {
  await signIn(page, 'Demand planner');
  await page.goto('/portfolio');
  await page.getByRole('button', { name: 'Daily run: off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch').click();
  await dialog.getByLabel('At').fill('03:30');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Daily at 03:30' }).waitFor();

  await addSeries(10_000);
  await page.reload();
  await page.getByText('10,009 series').waitFor();
  const table = page.getByRole('table', { name: 'Series of the portfolio' });
  await table.getByText('Extra 9999', { exact: true }).waitFor();
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  const viewport = page.locator('.mantine-ScrollArea-viewport').filter({ has: table });
  await viewport.evaluate(element => element.scrollTo(0, element.scrollHeight / 2));
  await table.getByText('Extra 5000', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Find SKU or warehouse' }).fill('Extra 42');
  await page.getByText('111 series').waitFor();
  await table.getByRole('button', { name: 'WAPE' }).click();
  await page.waitForURL(/sort=-wape/);
  await page.getByRole('textbox', { name: 'Find SKU or warehouse' }).fill('no such thing');
  await page.getByText('No series matches').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('10,009 series').waitFor();
});

browserTest('opens an earlier run by its row and by its address, for reading', async ({ page }) => {
  const { id: newerId, organisationId } = await database.portfolioRun.findFirstOrThrow();
  const series = await database.portfolioSeries.findFirstOrThrow({ where: { runId: newerId, position: 0 } });
  const runId = randomUUID();
  const createdAt = new Date('2016-05-20T02:00:00Z');
  const counts = { seriesCount: 1, doneCount: 1, horizonPeriods: 13, folds: 3, salesVersion: 1 };
  const run = { id: runId, organisationId, ...counts, status: 'COMPLETED' as const, createdAt };
  await database.portfolioRun.create({ data: { ...run, finishedAt: createdAt, heartbeatAt: createdAt } });
  await database.$executeRaw`
    INSERT INTO "PortfolioSeries" ("runId", "skuId", "warehouseId", position, "settledAt", wape, "heldOutUnits",
      "missedUnits", "naiveMissedUnits", warnings)
    VALUES (${runId}::uuid, ${series.skuId}::uuid, ${series.warehouseId}::uuid, 0, now(), 0.25, 100, 25, 40, '{}')`;

  await signIn(page, 'Demand planner');
  await page.goto('/portfolio');
  const runs = page.getByRole('table', { name: 'Runs of the portfolio' });
  const row = runs.getByRole('row').filter({ hasText: 'Daily schedule' });
  await row.getByText('40.0%').waitFor();
  await row.getByText('25.0%').waitFor();
  await page.getByRole('button', { name: /Publish all shown/ }).waitFor();
  await row.click();
  await page.waitForURL(new RegExp(`run=${runId}`));
  await page.getByText('it can be read and compared, not published').waitFor();
  await page.getByText('1 series', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /Publish all shown/ }).count()).toBe(0);
  await page.reload();
  await page.getByText('it can be read and compared, not published').waitFor();
  await page.getByRole('button', { name: 'Show the newest run' }).click();
  await page.getByRole('button', { name: /Publish all shown/ }).waitFor();
  expect(page.url()).not.toContain('run=');

  await page.goto(`/portfolio?run=${randomUUID()}`);
  await page.getByText('does not exist here').waitFor();
  await page.getByRole('button', { name: 'Show the newest run' }).click();
  await page.getByRole('button', { name: /Publish all shown/ }).waitFor();
});

/** Settled series without an evaluation, the later ones with the larger error. */
async function addSeries(count: number) {
  const run = await database.portfolioRun.findFirstOrThrow();
  const sku = await database.sku.findFirstOrThrow();
  const warehouse = await database.warehouse.findFirstOrThrow({ where: { regionId: sku.regionId } });
  const ids = Array.from({ length: count }, () => randomUUID());
  await database.sku.createMany({
    data: ids.map((id, n) => ({
      id,
      organisationId: run.organisationId,
      code: `X-${n}`,
      name: `Extra ${n}`,
      productId: sku.productId,
      regionId: sku.regionId,
      unitOfMeasure: 'litre',
      active: false,
    })),
  });
  await database.portfolioSeries.createMany({
    data: ids.map((skuId, n) => ({
      runId: run.id,
      skuId,
      warehouseId: warehouse.id,
      position: 9 + n,
      settledAt: new Date(),
      units: n,
      valueGbp: 1e6 + n,
      attentionGbp: 1e8 + n,
      wape: 0.1,
      warnings: [],
    })),
  });
}
