import { expect, test } from 'vitest';
import { bundleSizes } from './bundle-sizes.ts';

test('the shell is the entry with all that it imports, once each; lazy chunks stand alone', () => {
  const manifest = {
    'index.html': { file: 'index.js', isEntry: true, imports: ['_react.js', '_ui.js'] },
    '_react.js': { file: 'react.js' },
    '_ui.js': { file: 'ui.js', imports: ['_react.js'] },
    '_charts.js': { file: 'charts.js' },
    '../features/sales/sales-page.tsx': {
      file: 'sales.js',
      isDynamicEntry: true,
      imports: ['_react.js', '_charts.js'],
    },
    'style.css': { file: 'style.css' },
  };
  const bytes: Record<string, number> = {
    'index.js': 1,
    'react.js': 10,
    'ui.js': 100,
    'charts.js': 1_000,
    'sales.js': 7,
  };
  expect(bundleSizes(manifest, file => bytes[file] ?? Number.NaN)).toEqual({
    shellBytes: 111,
    chunks: [{ name: 'features/sales/sales-page.tsx', bytes: 7 }],
  });
});
