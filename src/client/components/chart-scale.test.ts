import { describe, expect, it } from 'vitest';
import { bandPath, dayTicks, linearScale, linePath, niceTicks } from './chart-scale.ts';

const same = (value: number) => value;
const daysFrom = (first: string, count: number, stepDays: number) =>
  Array.from({ length: count }, (_, index) => {
    const date = new Date(`${first}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + index * stepDays);
    return date.toISOString().slice(0, 10);
  });

describe('niceTicks', () => {
  it.each([
    [0, 97, 5, [0, 20, 40, 60, 80, 100]],
    [-42, 51, 4, [-50, -25, 0, 25, 50, 75]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [0, 1_847, 5, [0, 500, 1_000, 1_500, 2_000]],
  ])('covers %d to %d in about %d steps', (low, high, count, ticks) => {
    expect(niceTicks(low, high, count)).toEqual(ticks);
  });
  it('answers for a flat series and for none', () => {
    expect(niceTicks(5, 5).length).toBeGreaterThan(1);
    expect(niceTicks(0, 0)).toContain(0);
    expect(niceTicks(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual([0, 1]);
  });
});

describe('dayTicks', () => {
  it('labels months where they fit', () => {
    const ticks = dayTicks(daysFrom('2026-01-05', 26, 7), 12);
    expect(ticks.map(tick => tick.day.slice(0, 7))).toEqual(['2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
  });
  it('falls back to quarters, then years, and never exceeds what fits', () => {
    expect(
      dayTicks(daysFrom('2024-01-01', 104, 7), 9).every(tick =>
        ['01', '04', '07', '10'].includes(tick.day.slice(5, 7)),
      ),
    ).toBe(true);
    const years = dayTicks(daysFrom('2006-01-02', 1_040, 7), 6);
    expect(years.length).toBeLessThanOrEqual(6);
    expect(years.every(tick => tick.unit === 'year')).toBe(true);
  });
  it('labels single days of a short span', () => {
    expect(dayTicks(daysFrom('2026-11-01', 14, 1), 7).map(tick => tick.index)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });
});

describe('paths', () => {
  it('an absent value leaves a gap and is not drawn as zero', () => {
    expect(linePath([1, 2, null, 4], same, same)).toBe('M0 1L1 2M3 4');
  });
  it('a band closes each unbroken stretch', () => {
    expect(bandPath([1, 1, null, 1], [2, 3, 9, 2], same, same)).toBe('M0 2L1 3L1 1L0 1ZM3 2L3 1Z');
  });
  it('a scale without extent stays finite', () => {
    expect(linearScale([3, 3], [0, 100])(3)).toBe(0);
  });
});
