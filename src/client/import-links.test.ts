import { expect, test } from 'vitest';
import { importKinds } from '../../shared/contracts/import-kinds.ts';
import { routes } from './routes.tsx';

test('what to do after an import leads to a page', () => {
  const paths = routes.map(route => route.path);
  for (const { next } of Object.values(importKinds)) expect(paths).toContain(next.to);
});
