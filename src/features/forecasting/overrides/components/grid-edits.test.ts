import { expect, test } from 'vitest';
import { columnSum, decimalsOf, edited, editHistory, noEdits, parseColumn, parseFigure } from './grid-edits.ts';

const set = (week: string, quantity: number | null) => ({
  kind: 'set' as const,
  edits: new Map([[week, { quantity, revision: 'r' }]]),
});

test('edits are undone and redone step by step; a new edit forgets what was undone', () => {
  let history = editHistory(editHistory(noEdits, set('a', 1)), set('a', 2));
  history = editHistory(history, { kind: 'undo' });
  expect(history.now.get('a')?.quantity).toBe(1);
  expect(editHistory(history, { kind: 'redo' }).now.get('a')?.quantity).toBe(2);
  history = editHistory(history, set('b', 3));
  expect(editHistory(history, { kind: 'redo' })).toBe(history);
  history = editHistory(history, { kind: 'drop', weeks: ['a'] });
  expect([...history.now.keys()]).toEqual(['b']);
  expect([...editHistory(history, { kind: 'undo' }).now.keys()]).toEqual(['a', 'b']);
  expect(editHistory(noEdits, { kind: 'undo' })).toBe(noEdits);
});

test('an edit replaces the override; taken back, the published forecast counts', () => {
  const row = { baseline: 10, override: 12, final: 12 };
  expect(edited(row, undefined)).toBe(row);
  expect(edited(row, { quantity: 7, revision: '' })).toEqual({ baseline: 10, override: 7, final: 7 });
  expect(edited(row, { quantity: null, revision: '' })).toEqual({ baseline: 10, override: null, final: 10 });
  expect(columnSum([0.1, null, 0.2])).toBe(0.3);
  expect(columnSum([null])).toBeNull();
  expect([[1, null], [1, 2.5], [0.25], [1.001, 0.1]].map(decimalsOf)).toEqual([0, 1, 2, 3]);
});

test('figures are read as people type and spreadsheets copy them', () => {
  expect(['1,234.5', ' 1 234 ', '0', '', '12.3456'].map(parseFigure)).toEqual([1234.5, 1234, 0, null, 12.346]);
  expect(['-1', 'abc', '1e5', '.', '99999999999'].map(parseFigure)).toEqual(Array(5).fill(undefined));
  expect(parseColumn('10\tignored\r\n\r\n1,000\r\n')).toEqual([10, null, 1000]);
  expect(parseColumn('7')).toEqual([7]);
});
