import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';

browserTest(
  'publishes by channel: the hierarchy adds up, a channel shows its part and leads to the whole',
  async ({ page }) => {
    page.setDefaultTimeout(60_000);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /^Demand planner/ }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto('/forecasting?product=RED');
    for (const name of ['LSTM network', 'Random forest', 'Gradient boosting', 'Prophet’s model', 'Ensemble', 'ARIMA']) {
      await page.getByRole('checkbox', { name, exact: true }).uncheck();
    }
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page
      .getByText(/held-out|had not seen/)
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: /in order plan/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('reconciled with forecasts of its channels and sums').waitFor();
    await dialog.getByRole('textbox').fill('First publication by channel');
    await dialog.getByRole('button', { name: 'Publish 3 forecasts' }).click();
    await page.getByText('3 forecasts are published').waitFor();
    await page.getByText(/of their channels were forecast by .* reconciled with them by MinT-shrink/).waitFor();

    await page.getByRole('radiogroup', { name: 'Figures of the hierarchy' }).getByText('Final forecast').click();
    const tree = page.getByRole('tree');
    const unitsOf = async (level: number) => {
      const titles = await tree
        .locator(`[aria-level="${level}"]`)
        .evaluateAll(rows => rows.map(row => row.getAttribute('title') ?? ''));
      return titles.flatMap(title => {
        const figure = /: ([\d,.]+) units forecast/.exec(title)?.[1];
        return figure ? [Math.round(1_000 * Number(figure.replaceAll(',', '')))] : [];
      });
    };
    const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
    await expect.poll(() => unitsOf(3)).toHaveLength(3);
    const [uk] = await unitsOf(3);
    expect(sum(await unitsOf(3))).toBe(sum(await unitsOf(1)));
    const region = tree.locator('[aria-level="3"]').first();
    await region.click();
    await region.press('ArrowRight');
    await expect.poll(async () => sum(await unitsOf(4))).toBe(uk);
    expect((await unitsOf(4)).length).toBeGreaterThan(1);

    await tree.locator('[aria-level="4"]').first().click();
    await page.waitForURL(/channel=/);
    await page.getByText('the part of the chosen channels').waitFor();
    expect(await page.getByRole('gridcell').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all channels' }).click();
    await page.getByRole('grid', { name: /Final forecast/ }).waitFor();
    await page.getByRole('table', { name: 'Published forecasts' }).getByRole('row').nth(1).click();
    await page.getByText(/^By channel: .* \+ .* = /).waitFor();
  },
);
