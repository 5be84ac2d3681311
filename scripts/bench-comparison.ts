import { chromium, type Page } from 'playwright-core';
import { forecasterNames } from '../shared/contracts/forecast.ts';
import { copySkus, renewSales } from './benchmarks/copied-skus.ts';
import { machine, writeSection } from './benchmarks/report-section.ts';
import { openSampleDatabase } from './benchmarks/sample-database.ts';
import { buildClientWhenStale } from './client-build.ts';
import { startApplication } from './testing/application.ts';
import { chromiumPath } from './testing/chromium.ts';

// npm run bench:comparison: from the click on Compare to the leaderboard's rows on the screen of a real Chromium, which
// shares the machine with the servers. Each round is another weekly SKU × channel, so that nothing is remembered; in the
// last ones the sales are new too, so that models which learn across series learn first.
const rounds = 7;
/** Copies of the sample's SKUs, with which there are more series to learn from than a comparison takes. */
const copies = 5;
const five = ['seasonal-naive', 'theta', 'ets', 'arima', 'random-forest'] as const;
const modelSets = [
  { name: 'five models', chosen: five.map(id => forecasterNames[id]) },
  { name: 'all models', chosen: Object.values(forecasterNames) },
];
const say = (message: string) => console.log(`· ${message}`);

interface Timing {
  /** Milliseconds from the click to the first row with figures, and to the last. */
  readonly first: number;
  readonly all: number;
}

const executablePath = chromiumPath();
if (!executablePath) throw new Error('No Chromium was found: install one, or name it in CHROMIUM_PATH.');
const sample = await openSampleDatabase('comparison', say);
await buildClientWhenStale(say);
const application = await startApplication({ databaseUrl: sample.url });
const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ baseURL: application.address });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /^Demand planner/ }).click();
  await page.getByRole('navigation').first().waitFor();
  const slicesToCompare = () =>
    page.evaluate(async () => {
      const answer = await (await fetch('/api/trpc/catalogue.read')).json();
      const { skus, products, regions, channels } = answer.result.data;
      const codeOf = (rows: { id: string; code: string }[], id: string) => rows.find(row => row.id === id)?.code;
      return skus.flatMap((sku: { productId: string; regionId: string }) =>
        channels
          .filter((channel: { regionId: string }) => channel.regionId === sku.regionId)
          .map(
            (channel: { code: string }) =>
              `product=${codeOf(products, sku.productId)}&market=${codeOf(regions, sku.regionId)}&channel=${channel.code}`,
          ),
      ) as string[];
    });
  const lines: string[] = [];
  const time = async (
    name: string,
    slices: readonly string[],
    chosen: readonly string[],
    before?: () => Promise<void>,
  ) => {
    const timings: Timing[] = [];
    // The first round warms code that a server compiles once.
    for (const [round, slice] of slices.entries()) {
      await before?.();
      const timing = await compare(page, slice, chosen);
      if (round > 0) timings.push(timing);
    }
    const spread = (of: keyof Timing) => {
      const seconds = timings.map(timing => timing[of] / 1000).sort((a, b) => a - b);
      return [seconds[Math.floor(rounds / 2)], seconds.at(-1)].map(value => value?.toFixed(2)).join(' | ');
    };
    lines.push(`| ${name} | ${spread('first')} | ${spread('all')} |`);
    say(lines.at(-1) as string);
  };
  const slices = await slicesToCompare();
  for (const { name, chosen } of modelSets) await time(name, slices.splice(0, rounds + 1), chosen);
  const skus = await copySkus(sample.url, copies);
  const copied = (await slicesToCompare()).filter(slice => /product=[^&]*-C/.test(slice));
  const stride = Math.floor(copied.length / (rounds + 1));
  const fresh = Array.from({ length: rounds + 1 }, (_, round) => copied[round * stride] as string);
  await time('all models, first after new sales', fresh, Object.values(forecasterNames), () => renewSales(sample.url));
  report(lines, skus);
} finally {
  await browser.close();
  await application.stop();
  await sample.release();
}

/** Chooses slice and models, presses Compare and lets the page's own clock tell when rows with figures appear. */
async function compare(page: Page, slice: string, chosen: readonly string[]): Promise<Timing> {
  await page.goto(`/forecasting?${slice}`);
  for (const name of Object.values(forecasterNames)) {
    await page.getByRole('checkbox', { name, exact: true }).setChecked(chosen.includes(name));
  }
  await page.getByRole('button', { name: 'Compare', exact: true, disabled: false }).waitFor();
  return page.evaluate(async count => {
    const landed = () => document.querySelectorAll('tr[data-model][tabindex]').length;
    const appeared = (rows: number) =>
      new Promise<number>(resolve => {
        const look = () => (landed() >= rows ? resolve(performance.now()) : requestAnimationFrame(look));
        look();
      });
    const button = [...document.querySelectorAll('button')].find(one => one.textContent === 'Compare');
    if (!button || landed() > 0) throw new Error('The page is not ready for a comparison.');
    const clicked = performance.now();
    button.click();
    const [first, all] = await Promise.all([appeared(1), appeared(count)]);
    return { first: first - clicked, all: all - clicked };
  }, chosen.length);
}

function report(lines: readonly string[], skus: number): void {
  writeSection(
    'Comparison on screen',
    `\`npm run bench:comparison\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}. Seconds from the click on Compare to
the first and to the last row with figures on the leaderboard, in a Chromium that shares the machine with the servers: one
weekly SKU in one channel, 3 folds, 13 weeks ahead, ${rounds} different series, after one to warm up. "First after new sales":
with ${skus} SKUs (the sample's and copies), from 50 of whose series boosting, forest, LSTM and the ensemble's weights are learned first.

| models | first row, median | slowest | all rows, median | slowest |
|---|--:|--:|--:|--:|
${lines.join('\n')}`,
  );
}
