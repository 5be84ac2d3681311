import { expect, test } from 'vitest';
import type { ConstraintConflict } from '../../../../shared/contracts/inventory.ts';
import { createFormat } from '../../../client/format.ts';
import { relaxationWords } from './conflict-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const words = (change: Partial<ConstraintConflict>) =>
  relaxationWords(
    { constraint: 'cash-week', scope: null, week: 0, message: '', relaxBy: 125_000, unit: 'minor', ...change },
    format,
  );

test('says what relaxing one limit alone would take, in its own unit, or that it does not help', () => {
  expect(words({})).toBe('Relaxed by £1,250, it alone would let a plan exist.');
  expect(words({ relaxBy: 40, unit: 'volume' })).toBe('Relaxed by 40 of room, it alone would let a plan exist.');
  expect(words({ relaxBy: 7, unit: 'days' })).toBe('Relaxed by 7 days, it alone would let a plan exist.');
  expect(words({ relaxBy: null })).toBe('Relaxing it alone does not help.');
});
