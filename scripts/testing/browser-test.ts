import { mkdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { projectPath } from '../project-path.ts';
import { startApplication } from './application.ts';
import { chromiumPath } from './chromium.ts';

/** What a headless browser in a container needs, and nothing that talks to its maker. */
const options = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * `test` with the product in a real Chromium; skipped where there is none.
 *
 * - `application`: both server processes on the sample workspace, started once for the file
 * - `browser`: Chromium, started once for the file, for tests that need a second person's context
 * - `page`: a page of a fresh profile on the application's address. A message on its console at level "error", an
 *   uncaught exception or a refused content-security policy fails the test; a picture of a failure lies in
 *   `.data/test-failures`.
 *
 * @example browserTest('opens', async ({ page }) => { await page.goto('/sign-in'); });
 */
export const browserTest = test
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that nothing else is needed
  .extend('application', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { loadSampleWorkspace } = await import('../sample-workspace.ts');
    await loadSampleWorkspace(() => {});
    const application = await startApplication({ databaseUrl: process.env.DATABASE_URL as string });
    onCleanup(application.stop);
    return application;
  })
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that nothing else is needed
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const executablePath = chromiumPath() as string;
    const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args: options });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('page', async ({ application, browser, task }, { onCleanup }) => {
    const context = await browser.newContext({
      baseURL: application.address,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      viewport: { width: 1280, height: 800 },
    });
    const page = await context.newPage();
    const problems = problemsOf(page);
    onCleanup(async () => {
      if (task.result?.state === 'fail') await savePicture(page, task.name);
      await context.close();
      expect(problems, 'errors in the browser').toEqual([]);
    });
    return page;
  })
  .skipIf(!chromiumPath());

/** A procedure that refuses is what some tests are about; the browser reports each such answer by itself. */
function isRefusal(text: string, url: string): boolean {
  return url.includes('/api/trpc/') && /the server responded with a status of 4\d\d/.test(text);
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', message => {
    if (message.type() !== 'error' || isRefusal(message.text(), message.location().url)) return;
    problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', error => problems.push(String(error)));
  return problems;
}

async function savePicture(page: Page, testName: string): Promise<void> {
  const folder = projectPath('.data/test-failures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${testName.replace(/\W+/g, '-')}.png`, fullPage: true });
}
