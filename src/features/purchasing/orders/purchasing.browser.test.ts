import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { callerOf } from '../../../../scripts/testing/purchasing-workspace.ts';
import { database } from '../../../server/db.ts';

/** Drafts of the demand planner for every SKU of one supplier of the sample, `multiples` above the minimum. */
async function createDraft(supplierCode: string, multiples: number): Promise<{ id: string; number: string }> {
  const planner = await database.user.findFirstOrThrow({ where: { name: 'Demand planner' } });
  const { organisationId } = planner;
  const supplier = await database.supplier.findFirstOrThrow({
    where: { code: supplierCode },
    include: { terms: { include: { sku: { include: { region: { include: { warehouses: true } } } } } } },
  });
  const planId = randomUUID();
  await database.orderPlan.create({
    data: {
      id: planId,
      organisationId,
      createdById: planner.id,
      status: 'COMPLETED',
      planningDate: new Date('2016-05-29'),
      parameters: {},
      heartbeatAt: new Date(),
    },
  });
  const lineIds: string[] = [];
  for (const term of supplier.terms) {
    const place = { skuId: term.skuId, warehouseId: term.sku.region.warehouses[0]!.id };
    const previous = await database.publishedForecast.count({ where: place });
    const forecast = await database.publishedForecast.create({
      data: {
        organisationId,
        ...place,
        version: previous + 1,
        forecasterId: 'seasonal-naive',
        period: 'WEEK',
        firstPeriod: new Date('2016-05-30'),
        mean: [1],
        errorDeviation: [1],
        evaluation: {},
        historySha256: '',
        publishedById: planner.id,
      },
    });
    const line = await database.orderPlanLine.create({
      data: {
        planId,
        ...place,
        supplierId: supplier.id,
        publishedForecastId: forecast.id,
        safetyStock: 0,
        reorderPoint: 0,
        inventoryPosition: 0,
        orderQuantity: term.minimumOrderQuantity.plus(term.orderMultiple.times(multiples)),
        unitCost: term.unitCost,
        currency: supplier.currency,
        lineCost: 0,
        lineCostGbp: 0,
        expectedFillRate: 1,
        projection: {},
        decision: {},
      },
    });
    lineIds.push(line.id);
  }
  const { orders } = await callerOf(planner).purchasing.createDrafts({ planId, lineIds, idempotencyKey: randomUUID() });
  return orders[0]!;
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
}

browserTest(
  'a draft is changed, submitted, refused by one limit, approved by another, ordered and received',
  async ({ page, browser, application }) => {
    page.setDefaultTimeout(30_000);
    const term = { supplier: { code: 'HUDSON' }, sku: { code: 'RED-US' } };
    const { supplierId, skuId } = await database.supplierTerm.findFirstOrThrow({ where: term });
    await database.supplierPriceBreak.create({
      data: { supplierId, skuId, minimumQuantity: '3609', unitCost: '9.25' },
    });
    const order = await createDraft('HUDSON', 200);
    await signIn(page, 'Demand planner');
    await page.goto('/purchasing');
    await page.getByRole('table', { name: 'Purchase orders' }).getByText(order.number).click();
    await page.waitForURL(`**/purchasing/${order.id}`);

    // In place, with the supplier's multiple.
    await page.getByRole('button', { name: 'Edit lines' }).click();
    const quantity = page.getByRole('textbox', { name: /^Quantity of RED-US/ });
    await quantity.fill('3601');
    await page.getByText('Use 3600 or 3609').waitFor();
    expect(await page.getByRole('button', { name: 'Save lines' }).isDisabled()).toBe(true);
    // One case more reaches the price break, and the price follows as it is typed.
    const row = page.getByRole('row', { name: /RED-US/ });
    await row.getByText('US$9.50', { exact: true }).waitFor();
    await quantity.fill('3609');
    await row.getByText('US$33,383.25').waitFor();
    await page.getByRole('button', { name: 'Save lines' }).click();
    await page.getByRole('button', { name: 'Edit lines' }).waitFor();
    const priced = await database.purchaseOrderLine.findFirstOrThrow({ where: { orderId: order.id, skuId } });
    expect([priced.unitCost.toFixed(4), priced.lineTotal.toFixed(2)]).toEqual(['9.2500', '33383.25']);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByText('Waiting for approval').first().waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.getByText(`${order.number} is your own request: someone else must decide on it.`).waitFor();

    // Another person on another machine, while the requester keeps the order open.
    const context = await browser.newContext({ baseURL: application.address, viewport: { width: 390, height: 844 } });
    const other = await context.newPage();
    other.setDefaultTimeout(30_000);
    await signIn(other, 'Supply manager');
    await other.goto(`/purchasing/${order.id}`);
    await other.getByText('the Manager limit is £50,000.00 (inclusive)').waitFor();
    expect(await other.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await signIn(other, 'Operations director');
    await other.goto('/purchasing');
    await other.getByRole('table', { name: 'Orders that wait for your decision' }).getByText(order.number).click();
    await other.getByRole('button', { name: 'Approve' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await other.getByText('Operations director approved it').waitFor();
    await context.close();

    // The open page hears of it without a reload.
    await page.getByText('Operations director approved it').waitFor();
    await page.getByRole('button', { name: 'Mark as ordered' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as ordered' }).click();
    await page.getByText('With the supplier').first().waitFor();
    await page.getByRole('button', { name: 'Receive' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Book receipt' }).click();
    await page.getByText('Received').first().waitFor();

    // Everything is in the trail, each step once.
    await page.getByRole('link', { name: 'Its audit trail' }).click();
    await page.getByRole('table', { name: 'Audit events' }).getByText('Purchase order: approve').click();
    await page.getByRole('dialog').getByText('heldAgainstLimitGbp').waitFor();
    const trail = await database.auditEvent.findMany({ where: { entityId: order.id }, orderBy: { id: 'asc' } });
    expect(trail.map(event => event.action.split('.')[1])).toEqual([
      'create',
      'edit',
      'submit',
      'approve',
      'mark-ordered',
      'receive',
    ]);
  },
  240_000,
);
