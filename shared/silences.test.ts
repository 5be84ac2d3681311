import { expect, test } from 'vitest';
import { addDays } from './business-day.ts';
import { silences } from './silences.ts';

const weeks = (...places: number[]) => places.map(place => addDays('2026-01-05', 7 * place));
const upTo = (count: number, ...without: number[]) =>
  weeks(...Array.from({ length: count }, (_, place) => place).filter(place => !without.includes(place)));

test('weeks between two reports are missing', () => {
  expect(silences(upTo(30, 10, 11, 20), weeks(29)[0]!)).toEqual([
    { firstDay: '2026-03-16', lastDay: '2026-03-29', weeks: 2, missing: true },
    { firstDay: '2026-05-25', lastDay: '2026-05-31', weeks: 1, missing: true },
  ]);
  expect(silences(upTo(30), weeks(29)[0]!)).toEqual([]);
});

test('a late report is missing, a channel that stays silent is closed', () => {
  const reported = upTo(30);
  expect(silences(reported, weeks(37)[0]!)).toMatchObject([{ firstDay: weeks(30)[0], weeks: 8, missing: true }]);
  expect(silences(reported, weeks(38)[0]!)).toMatchObject([{ weeks: 9, missing: false }]);
  // A report of a week that is not over says nothing of silence.
  expect(silences(reported, weeks(28)[0]!)).toEqual([]);
});

test('a channel that seldom reports sells seldom', () => {
  expect(silences(weeks(0, 3, 6, 9), weeks(9)[0]!).map(({ weeks: long, missing }) => ({ long, missing }))).toEqual(
    Array.from({ length: 3 }, () => ({ long: 2, missing: false })),
  );
  expect(silences([], weeks(9)[0]!)).toEqual([]);
});
