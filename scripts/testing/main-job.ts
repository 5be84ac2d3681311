import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { database } from '../../src/server/db.ts';
import { browserTest } from './browser-test.ts';

// The whole way of a planner, in a real browser on real servers: a sales file in, forecasts compared, an order plan,
// a purchase order that another person approves.

const extract = gunzipSync(readFileSync(new URL('../sample/iowa-spirits-weekly.csv.gz', import.meta.url)));

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** Takes a file as far as its check. How files with these columns are read is remembered from the sample's own import. */
async function upload(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: content });
  await page.getByText('what each column of the file holds').waitFor();
  await page.getByRole('button', { name: /^Check .* rows$/ }).click();
}

/** Registers the test; the servers take their queue from the environment that the calling file has set. */
export function testMainJob(): void {
  browserTest(
    'from a sales file to an approved purchase order',
    async ({ page }) => {
      page.setDefaultTimeout(60_000);
      await signIn(page, 'Demand planner');
      await page.getByText('Sample workspace').first().waitFor();

      // 36,800 rows that are here already, one correction and one row that nobody can place.
      const changed = Buffer.concat([
        extract,
        Buffer.from('Jim Beam,POLK,2016-05-22,9.0,90.00\nNobody,POLK,2016-05-22,1,1\n'),
      ]);
      await upload(page, 'sales.csv', changed);
      await page.getByText('36,801 accepted rows').waitFor();
      await page.getByText('Nobody').first().waitFor();
      await page.getByRole('button', { name: 'Go on with 36,801 accepted rows' }).click();
      await page.getByRole('button', { name: 'Commit 1 fact' }).click();
      await page.getByRole('link', { name: 'Forecast from these sales' }).waitFor();
      await page.goto('/import');
      await upload(page, 'sales again.csv', changed);
      await page.getByText('36,801 accepted rows').waitFor();
      await page.getByRole('button', { name: 'Go on with 36,801 accepted rows' }).click();
      await page.getByRole('button', { name: 'Commit: nothing changes' }).waitFor();
      expect(await database.importBatch.findMany({ where: { fileName: 'sales.csv' } })).toMatchObject([
        { status: 'COMMITTED', rowCount: 36_802, invalidCount: 1, createCount: 0, updateCount: 1 },
      ]);

      // Models land one by one; the best is published for every SKU and warehouse.
      await page.goto('/forecasting');
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await page.getByText('Completed').first().waitFor();
      const run = await database.forecastRun.findFirstOrThrow({ include: { evaluations: true } });
      expect(run.evaluations.map(one => one.forecasterId).sort()).toEqual([...run.forecasterIds].sort());
      expect(run.evaluations.filter(one => one.failureReason !== null)).toEqual([]);
      await page.getByRole('button', { name: /^Use .* in order plan$/ }).click();
      const publish = page.getByRole('dialog');
      await publish.getByRole('textbox').fill('First publication of the whole range');
      await publish.getByRole('button', { name: 'Publish 9 forecasts' }).click();
      await page.getByText('9 forecasts are published').waitFor();

      // A plan within a cash limit, and the numbers behind a line.
      await page.goto('/inventory?tab=plan');
      await page.getByRole('textbox', { name: 'Cash for orders now' }).fill('250000');
      await page.getByRole('button', { name: 'Plan orders' }).click();
      await page.getByRole('button', { name: /^Make draft orders/ }).waitFor();
      await page.getByRole('button', { name: /^Why/ }).first().click();
      const why = page.getByRole('dialog');
      await why.getByText('Lead time', { exact: false }).first().waitFor();
      await page.keyboard.press('Escape');
      const plan = await database.orderPlan.findFirstOrThrow({ include: { lines: true } });
      const ordered = plan.lines.filter(line => line.orderQuantity.gt(0));
      expect(ordered.length).toBeGreaterThan(0);
      expect(ordered.reduce((sum, line) => sum + line.lineCostGbp.toNumber(), 0)).toBeLessThanOrEqual(250_000);

      // Drafts by supplier; the requester cannot approve, a limit can.
      await page.getByRole('button', { name: /^Make draft orders/ }).click();
      await page.waitForURL('**/purchasing**');
      const drafts = await database.purchaseOrder.findMany({ include: { lines: true }, orderBy: { total: 'asc' } });
      expect(drafts.flatMap(draft => draft.lines)).toHaveLength(ordered.length);
      const [order] = drafts;
      await page.goto(`/purchasing/${order!.id}`);
      await page.getByRole('button', { name: 'Submit for approval' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
      await page.getByText('Submitted').first().waitFor();
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

      await signOut(page);
      await signIn(page, 'Operations director');
      await page.goto(`/purchasing/${order!.id}`);
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
      await page.getByText('Approved').first().waitFor();

      const approved = await database.purchaseOrder.findUniqueOrThrow({
        where: { id: order!.id },
        include: { approvals: { include: { decidedBy: true } } },
      });
      expect(approved.status).toBe('APPROVED');
      expect(approved.approvals).toMatchObject([
        { decision: 'APPROVED', contentHash: approved.contentHash, decidedBy: { name: 'Operations director' } },
      ]);
      const trail = await database.auditEvent.findMany({ where: { entityId: order!.id }, orderBy: { id: 'asc' } });
      expect(trail.map(event => [event.action, event.actorName])).toEqual([
        ['purchase-order.create', 'Demand planner'],
        ['purchase-order.submit', 'Demand planner'],
        ['purchase-order.approve', 'Operations director'],
      ]);

      await page.getByRole('button', { name: 'More actions for this order' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Download CSV' }).click();
      expect((await download).suggestedFilename()).toContain(approved.number);
    },
    420_000,
  );
}
