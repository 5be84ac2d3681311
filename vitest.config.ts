import { defineConfig } from 'vitest/config';

const servers = {
  globalSetup: 'scripts/testing/server-setup.ts',
  setupFiles: 'scripts/testing/own-database.ts',
  pool: 'forks' as const,
};
const everyTest = '{scripts,shared,src,workers}/**/*.test.{ts,tsx}';
const kindsOfTheirOwn = ['contract', 'integration', 'browser'].map(kind => `**/*.${kind}.test.{ts,tsx}`);

/** Cheapest first; no two kinds at once, so that a slow page is not blamed for a busy processor. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [everyTest],
          exclude: kindsOfTheirOwn,
          // All processors: some of these tests only reckon, for seconds.
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['{shared,src,workers}/**/*.contract.test.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{scripts,src}/**/*.integration.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
          ...servers,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
          ...servers,
        },
      },
    ],
  },
});
