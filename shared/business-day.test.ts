import { expect, test } from 'vitest';
import { addDays, dateOfDay, dayInZone, dayOfDate, weekStart } from './business-day.ts';

test('days are added across months, leap days and clock changes', () => {
  expect(addDays('2026-02-27', 3)).toBe('2026-03-02');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('a day is read and written as ISO 8601 has it, in every year of four digits', () => {
  for (const text of ['0050-03-01', '0999-12-31', '1900-02-28', '2024-02-29', '2026-10-25', '9999-12-31']) {
    expect(dateOfDay(text).toISOString()).toBe(`${text}T00:00:00.000Z`);
    expect(dayOfDate(dateOfDay(text))).toBe(text);
  }
  expect(dayOfDate(new Date('2026-10-25T23:59:59.999Z'))).toBe('2026-10-25');
});

test('what is no day gives no day', () => {
  expect(dateOfDay('soon').getTime()).toBeNaN();
  expect(() => addDays('soon', 1)).toThrow(RangeError);
});

test('weeks begin where the workspace says', () => {
  expect(weekStart('2026-11-20', 1)).toBe('2026-11-16');
  expect(weekStart('2026-11-16', 1)).toBe('2026-11-16');
  expect(weekStart('2026-11-20', 0)).toBe('2026-11-15');
  expect(weekStart('2026-11-20', 6)).toBe('2026-11-14');
});

test('a day is the one of the zone, not of the server', () => {
  const instant = new Date('2026-06-30T23:30:00Z');
  expect(dayInZone(instant, 'Europe/London')).toBe('2026-07-01');
  expect(dayInZone(instant, 'America/New_York')).toBe('2026-06-30');
});
