import { expect, test } from 'vitest';
import { drawEvenly } from './draw-evenly.ts';

const rows = Array.from({ length: 63 }, (_, row) => row);

test('as many as asked for are drawn, each once, from the first to the last', () => {
  const drawn = drawEvenly(rows, 60);
  expect(new Set(drawn).size).toBe(60);
  expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
  expect(drawEvenly(rows, 7)).toEqual([0, 9, 18, 27, 36, 45, 54]);
});

test('where there are no more than asked for, all are', () => {
  expect(drawEvenly(rows, 63)).toEqual(rows);
  expect(drawEvenly([], 5)).toEqual([]);
});
