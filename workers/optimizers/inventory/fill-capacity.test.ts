import { expect, test } from 'vitest';
import { fillCapacity } from './fill-capacity.ts';

const lines = [
  { supplier: 0, leadWeeks: 1, packUnits: 10 },
  { supplier: 0, leadWeeks: 1, packUnits: 10 },
  { supplier: 1, leadWeeks: 1, packUnits: 10 },
];
const suppliedWith = (capacity: readonly number[]) => ({
  lines,
  suppliers: [{ capacity: Float64Array.from(capacity) }, { capacity: Float64Array.of(0, 0, 0, 0) }],
});
const packs = [Int32Array.of(2, 2, 2, 0), Int32Array.of(2, 2, 0, 0), Int32Array.of(2, 2, 2, 0)];

test('each week with capacity gives its step to the line that is shortest from its arrival on', () => {
  const short = [
    [90, 0, 30, 0],
    [0, 20, 0, 0],
    [0, 99, 99, 99],
  ];
  expect(fillCapacity(suppliedWith([40, 40, 40, 40]), packs, short, 0, 20).map(each => [...each])).toEqual([
    // Week 0: 30 of the first line are missing; 20 of them are served, 10 of the rest in week 1.
    [4, 3, 2, 0],
    [2, 2, 0, 0],
    [2, 2, 2, 0],
  ]);
});

test('a closed week, a week without limit and a week without orders stay as they are; the plan itself does, too', () => {
  const short = lines.map(() => [100, 100, 100, 100]);
  const filled = fillCapacity(suppliedWith([0, Number.POSITIVE_INFINITY, 40, 40]), packs, short, 0, 20);
  expect(filled.map(each => [...each])).toEqual([
    [2, 2, 4, 0],
    [2, 2, 0, 0],
    [2, 2, 2, 0],
  ]);
  expect([...packs[0]!]).toEqual([2, 2, 2, 0]);
});
