import { expect } from 'vitest';
import { browserTest } from '../../../../scripts/testing/browser-test.ts';
import { addDays, dateOfDay } from '../../../../shared/business-day.ts';
import { database } from '../../../server/db.ts';

/** Sells Red UK by day instead of by week, up to the sample's last week. */
async function sellByDay(days: number) {
  const sku = await database.sku.findFirstOrThrow({ where: { code: 'RED-UK' } });
  const channel = await database.channel.findFirstOrThrow({ where: { regionId: sku.regionId } });
  await database.salesFact.deleteMany({ where: { skuId: sku.id } });
  await database.salesFact.createMany({
    data: Array.from({ length: days }, (_, index) => ({
      skuId: sku.id,
      channelId: channel.id,
      period: 'DAY' as const,
      periodStart: dateOfDay(addDays('2016-05-28', index + 1 - days)),
      quantity: 20 + 5 * (index % 7) + ((index * 37) % 11),
    })),
  });
  await database.organisation.updateMany({ data: { salesVersion: { increment: 1 } } });
}

browserTest(
  'daily sales are compared by day, by week or by month, and used in the order plan as they are',
  async ({ page, application }) => {
    expect(application.address).toContain('127.0.0.1');
    await sellByDay(700);
    page.setDefaultTimeout(60_000);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /^Demand planner/ }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto('/forecasting?product=RED&market=UK&period=26w');
    await page.getByText('100 weeks, 700 records').waitFor();

    await page.getByText('Days', { exact: true }).click();
    await page.waitForURL(/by=day/);
    await page.getByText('700 days, 700 records').waitFor();
    await page.getByText('days are added up to them').waitFor();
    // Something is sold each day: the model for rare demand is offered, not chosen.
    await page.getByText('Intermittent demand is meant for series with many periods without sales').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Intermittent demand', exact: true }).isChecked()).toBe(false);
    for (const name of ['LSTM network', 'Random forest', 'Gradient boosting', 'Prophet’s model', 'Ensemble', 'ARIMA']) {
      await page.getByRole('checkbox', { name, exact: true }).uncheck();
    }
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('28 days ahead · 3 folds · on 700 days of sales').waitFor();
    await page.getByText('On 3 × 28 days that the models had not seen.').waitFor();
    await page.getByRole('button', { name: /in order plan/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('28 days ahead').waitFor();
    await dialog.getByText(/It covers [34] whole weeks of an order plan/).waitFor();
    await dialog.getByRole('textbox').fill('Daily from now on');
    await dialog.getByRole('button', { name: 'Publish 1 forecast' }).click();
    await page.getByText('1 forecast is published').waitFor();
    expect(await page.getByRole('grid', { name: /Final forecast/ }).count()).toBe(1);
    const published = page.getByRole('table', { name: 'Published forecasts' });
    await published.getByRole('cell', { name: '28 days', exact: true }).waitFor();

    await page.getByText('Months', { exact: true }).click();
    await page.getByText('No comparison of this selection yet').waitFor();
    // From June 2014 to April 2016: May is not over.
    await page.getByText('23 months, 700 records').waitFor();
  },
);
