import { expect, test } from 'vitest';
import { statementNames } from './statement-names.ts';

test('a statement keeps its name, and what comes after the last name has none', () => {
  const nameOf = statementNames(2);
  const [first, second] = [nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })];
  expect(new Set([first, second, '']).size).toBe(3);
  expect(nameOf({ sql: 'SELECT 3' })).toBe('');
  expect([nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })]).toEqual([first, second]);
});
