import { expect, test } from 'vitest';
import { sevenDaySumGbp } from './seven-day-sum.ts';

const on = (day: number, totalGbp: string, hour = 12) => ({
  submittedAt: new Date(Date.UTC(2026, 0, day, hour)).toISOString(),
  totalGbp,
});

test('an order alone counts by itself', () => {
  expect(sevenDaySumGbp(on(10, '30000.00'), [])).toBe('30000.00');
});

test('orders before and after count while one window of seven days holds them', () => {
  expect(sevenDaySumGbp(on(10, '10.10'), [on(5, '20.20'), on(16, '5.05')])).toBe('30.30');
  expect(sevenDaySumGbp(on(10, '10.10'), [on(7, '20.20'), on(13, '5.05')])).toBe('35.35');
});

test('the window is open at its end: exactly seven days apart is apart', () => {
  expect(sevenDaySumGbp(on(10, '1.00'), [on(17, '1.00')])).toBe('1.00');
  expect(sevenDaySumGbp(on(10, '1.00'), [on(17, '1.00', 11)])).toBe('2.00');
  expect(sevenDaySumGbp(on(10, '1.00'), [on(3, '1.00')])).toBe('1.00');
});

test('pence add up exactly', () => {
  const others = Array.from({ length: 9 }, (_, index) => on(10, '0.10', index));
  expect(sevenDaySumGbp(on(10, '0.10'), others)).toBe('1.00');
});
