import { expect, test } from 'vitest';
import { structureProblems } from './structure-problems.ts';

const problemsOf = (path: string, text = '') => structureProblems([{ path, text }]);

test.each([
  'src/features/data/sales/service.ts',
  'src/features/data/sales/sales-page.tsx',
  'src/features/data/sales/use-sales-summary.ts',
  'src/features/data/sales/components/trend-chart.tsx',
  'src/features/data/sales/components/trend-chart.module.css',
  'src/features/data/sales/import-twice.integration.test.ts',
  'src/server/trpc.ts',
])('%s belongs', path => {
  expect(problemsOf(path)).toEqual([]);
});

test.each([
  ['src/features/data/sales/repository.ts', /a feature holds/],
  ['src/features/data/sales/components/deeper/chart.tsx', /a feature holds/],
  ['src/features/data/sales/SalesPage.tsx', /a feature holds/],
  ['src/features/data/gadgets/service.ts', /"data\/gadgets" is no feature/],
  ['src/features/data/service.ts', /lies in no feature/],
  ['shared/utils/sum.ts', /says nothing/],
  ['src/server/index.ts', /says nothing/],
])('%s does not belong', (path, reason) => {
  expect(problemsOf(path)).toEqual([expect.stringMatching(reason)]);
});

test('a query belongs into data.ts and nowhere else', () => {
  const text = 'return database.product.findMany({ where: { organisationId } });';
  expect(problemsOf('src/features/data/sales/data.ts', text)).toEqual([]);
  expect(problemsOf('src/features/data/sales/service.ts', text)).toEqual([
    expect.stringMatching(/a query outside data\.ts/),
  ]);
});
