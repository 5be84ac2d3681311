import { expect, test } from 'vitest';
import { capacityByWeek } from './capacity-by-week.ts';

const monday = '2026-11-23';
const closed = { firstDay: '2026-11-30', units: 0 };

test('no limit at all is null', () => {
  expect(capacityByWeek({ usualUnits: null, otherWeeks: [], orderedThisWeek: 50 }, monday, 3)).toBeNull();
  // Nor does a week outside the plan limit it.
  const other = { firstDay: '2027-03-01', units: 0 };
  expect(capacityByWeek({ usualUnits: null, otherWeeks: [other], orderedThisWeek: 0 }, monday, 3)).toBeNull();
});

test('the usual capacity in every week, another one in the weeks that have it', () => {
  const capacity = { usualUnits: 700, otherWeeks: [closed], orderedThisWeek: 0 };
  expect(capacityByWeek(capacity, monday, 3)).toEqual([700, 0, 700]);
  expect(capacityByWeek({ ...capacity, usualUnits: null }, monday, 3)).toEqual([null, 0, null]);
});

test('a plan that begins on a Thursday orders on Thursdays', () => {
  const capacity = { usualUnits: 700, otherWeeks: [closed], orderedThisWeek: 0 };
  expect(capacityByWeek(capacity, '2026-11-26', 3)).toEqual([700, 0, 700]);
  expect(capacityByWeek({ ...capacity, usualUnits: null }, '2026-12-06', 2)).toEqual([0, null]);
});

test('what was ordered this week is gone, and no more than all of it', () => {
  const capacity = { usualUnits: 700, otherWeeks: [], orderedThisWeek: 300 };
  expect(capacityByWeek(capacity, monday, 2)).toEqual([400, 700]);
  expect(capacityByWeek({ ...capacity, orderedThisWeek: 900 }, monday, 2)).toEqual([0, 700]);
  expect(capacityByWeek({ ...capacity, usualUnits: 0.3, orderedThisWeek: 0.1 }, monday, 1)).toEqual([0.2]);
});
