import { expect, test } from 'vitest';
import { createFormat } from '../../../../client/format.ts';
import { Reconciliation } from '../schema.ts';
import { reconciliationWords } from './reconciliation-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const wordsOf = (reconciliation: Partial<Reconciliation>) =>
  reconciliationWords(
    { method: 'MinT-shrink', series: 3, sums: 2, largestChange: 0.081, channels: null, ...reconciliation },
    format,
  );
const channels = { series: 4, forecasterId: 'theta', adjusted: 4 } as const;

test('says what was weighed, by which model channels were forecast, and how they share where they were not weighed', () => {
  expect(wordsOf({})).toBe(
    '3 SKU × warehouse and 2 of their sums were forecast apart and reconciled by MinT-shrink, weighed by the errors of their back-tests; none moved by more than 8.1%. Every sum on screen is exactly what its parts add up to.',
  );
  expect(wordsOf({ channels })).toContain(
    '4 of their channels were forecast by Theta and reconciled with them by MinT-shrink.',
  );
  expect(wordsOf({ channels: { ...channels, adjusted: 0 } })).toContain(
    '4 of their channels were forecast by Theta and share what their SKU × warehouse has in proportion to that.',
  );
  expect(wordsOf({ channels: { ...channels, adjusted: 2 } })).toContain('2 reconciled with them, the others share');
  expect(wordsOf({ method: 'bottom-up', series: 0, sums: 0 })).toContain('bottom-up');
  // One SKU × warehouse has no sum: at most its channels.
  expect(wordsOf({ method: 'single', series: 0, sums: 0 })).toBeNull();
  expect(wordsOf({ series: 1, sums: 0, channels })).toMatch(/^4 of their channels/);
});

test('what was kept before channels were is read without them', () => {
  const kept = { method: 'WLS', series: 700, sums: 30, largestChange: null };
  expect(Reconciliation.parse(kept).channels).toBeNull();
  expect(reconciliationWords(null, format)).toBeNull();
});
