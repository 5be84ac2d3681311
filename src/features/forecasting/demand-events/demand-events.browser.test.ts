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

browserTest(
  'an event is added for what is selected and marked on the chart beside public holidays',
  async ({ page }) => {
    await signIn(page, 'Demand planner');
    await page.goto('/forecasting?product=RED&market=UK');
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What happens?' }).fill('Listing lost');
    await dialog.getByRole('textbox', { name: 'First day' }).fill('2016-05-10');
    await dialog.getByRole('textbox', { name: 'Last day' }).fill('2016-05-09');
    await dialog.getByText('It ends before it begins').waitFor();
    expect(await dialog.getByRole('button', { name: 'Add event' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Last day' }).fill('2016-05-20');
    await dialog.getByRole('button', { name: 'Add event' }).click();
    await dialog.getByText('Red · United Kingdom · All channels').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Events (1)' }).waitFor();
    const chart = page.getByRole('slider', { name: /^Sales and forecasts of Red/ });
    await chart.focus();
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await page.getByText('▲ Promotion: Listing lost (2016-05-10 to 2016-05-20)').waitFor();
    // The early May bank holiday of 2016 was Monday 2 May.
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/▲ Early May bank holiday \(GB\)/).waitFor();
    expect(await database.demandEvent.count({ where: { label: 'Listing lost', removedAt: null } })).toBe(1);

    // What belongs to another region leaves no mark here.
    await page.goto('/forecasting?product=RED&market=US');
    await page.getByRole('button', { name: 'Events', exact: true }).waitFor();
  },
);
