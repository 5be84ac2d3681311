import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { database } from '../../../server/db.ts';

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** Gold UK runs out at home while another warehouse, joined by a lane, has plenty that it hardly sells. */
async function unbalance() {
  const planner = await database.user.findFirstOrThrow({ where: { name: 'Demand planner' } });
  const { organisationId } = planner;
  const { planningDate } = await database.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const sku = await database.sku.findFirstOrThrow({
    where: { organisationId, code: 'GOLD-UK' },
    include: { region: { include: { warehouses: true } } },
  });
  const home = sku.region.warehouses[0]!;
  const other = await database.warehouse.findFirstOrThrow({ where: { organisationId, id: { not: home.id } } });
  const there = { skuId: sku.id, warehouseId: other.id };
  await database.stockLevel.updateMany({ where: { skuId: sku.id, warehouseId: home.id }, data: { onHand: 100 } });
  await database.stockLevel.create({ data: { ...there, onHand: 9000, asOf: planningDate!, source: 'Test' } });
  await database.inventoryPolicy.create({
    data: { ...there, serviceTarget: '0.95', reviewPeriodDays: 7, holdingRate: '0.2', source: 'Test' },
  });
  await database.transferLane.create({
    data: {
      ...{ id: randomUUID(), organisationId, fromWarehouseId: other.id, toWarehouseId: home.id },
      ...{ leadTimeDays: 7, unitCost: '0.35', shipmentCost: '150.00', source: 'Test' },
    },
  });
  const levels = await database.stockLevel.findMany({ where: { sku: { organisationId } } });
  await database.publishedForecast.createMany({
    data: levels.map(({ skuId, warehouseId }) => ({
      ...{ organisationId, skuId, warehouseId, version: 1, forecasterId: 'theta', period: 'WEEK' as const },
      firstPeriod: planningDate!,
      mean: Array<number>(13).fill(warehouseId === other.id && skuId === sku.id ? 10 : 900),
      errorDeviation: Array<number>(13).fill(120),
      evaluation: {},
      historySha256: 'test',
      publishedById: planner.id,
    })),
  });
  const onHand = async (warehouseId: string) => {
    const key = { skuId: sku.id, warehouseId };
    const row = await database.stockLevel.findUniqueOrThrow({ where: { skuId_warehouseId: key } });
    return row.onHand.toNumber();
  };
  return { home, other, onHand };
}

browserTest(
  'a planner takes up a proposed transfer, dispatches it, and receives it short',
  async ({ page }) => {
    page.setDefaultTimeout(60_000);
    const { home, other, onHand } = await unbalance();
    await signIn(page, 'Demand planner');
    await page.goto('/transfers');
    await page.getByText('There are no transfer orders yet').waitFor();
    await page.goto('/inventory?tab=plan');
    await page.getByRole('textbox', { name: 'Horizon', exact: true }).fill('8');
    await page.getByRole('button', { name: 'Plan orders' }).click();

    const card = page.getByRole('table', { name: 'Transfers proposed' });
    await card.waitFor();
    await page.getByRole('button', { name: /^Make \d+ transfer orders?$/ }).click();
    const link = card.getByRole('link', { name: 'TO-000001' }).first();
    await link.click();
    await page.getByRole('heading', { name: 'TO-000001' }).waitFor();
    const order = await database.transferOrder.findFirstOrThrow({ include: { lines: true } });
    const quantity = order.lines[0]!.quantity.toNumber();
    const words = (units: number) => `${units.toLocaleString('en-GB')} litres`;

    await page.getByRole('button', { name: 'Dispatch' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^GOLD-UK/ }).waitFor();
    await dialog.getByRole('button', { name: 'Dispatch' }).click();
    await page.getByText(`counted as on order in ${home.name}`).waitFor();
    expect(await onHand(other.id)).toBe(9000 - quantity);
    expect(await onHand(home.id)).toBe(100);

    await page.getByRole('button', { name: 'Receive', exact: true }).click();
    await dialog.getByRole('textbox', { name: /^GOLD-UK/ }).fill(String(quantity - 5));
    await dialog.getByRole('checkbox', { name: 'Nothing more will come' }).check();
    await dialog.getByRole('button', { name: 'Book receipt' }).click();
    await page.getByText('left and never arrived').waitFor();
    const lines = page.getByRole('table', { name: 'Lines of TO-000001' });
    await lines.getByRole('cell', { name: words(quantity - 5), exact: true }).waitFor();
    await lines.getByRole('cell', { name: words(5), exact: true }).waitFor();
    expect(await onHand(home.id)).toBe(100 + quantity - 5);

    await page
      .getByRole('navigation')
      .first()
      .getByRole('link', { name: /^Transfers/ })
      .click();
    await page.getByRole('table', { name: 'Transfer orders' }).getByText('TO-000001').waitFor();
    await page.getByText('The plan behind it').waitFor({ state: 'detached' });
  },
  240_000,
);
