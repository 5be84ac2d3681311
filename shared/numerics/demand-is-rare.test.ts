import { expect, test } from 'vitest';
import { demandIsRare } from './demand-is-rare.ts';

const repeated = (pattern: readonly number[], times: number) => Array.from({ length: times }, () => pattern).flat();

test('periods without demand make it rare from a tenth on, counted from the first sale', () => {
  expect(demandIsRare(repeated([5, 3, 8, 6, 2, 7, 4, 9, 1, 0], 4), 'week')).toBe(true);
  expect(demandIsRare([...repeated([5, 3, 8, 6, 2, 7, 4, 9, 1, 6], 4), 0], 'week')).toBe(false);
  expect(demandIsRare([0, 0, 0, 0, 5, 3, 8, 6], 'month')).toBe(false);
});

test('a shop that is shut on Sundays does not make demand rare, days on which it sells nothing do', () => {
  expect(demandIsRare(repeated([5, 3, 8, 6, 2, 7, 0], 8), 'day')).toBe(false);
  expect(demandIsRare(repeated([5, 0, 8, 0, 2, 7, 0, 4, 3, 0, 6, 0, 5, 0], 4), 'day')).toBe(true);
});

test('demand that never came is not rare: no model knows anything about it', () => {
  expect(demandIsRare([0, 0, 0, 0], 'week')).toBe(false);
  expect(demandIsRare([], 'week')).toBe(false);
});
