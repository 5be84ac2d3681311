import { expect, test } from 'vitest';
import { classify, forecastVariation } from './classify.ts';
import { defaultPlanningSettings, PlanningSettings } from './planning-settings.ts';

const item = (key: string, yearlyValue: number, variation = 0.1) => ({ key, yearlyValue, variation });

test('A holds the items until 80 % of the value is reached, B until 95 %, C the rest', () => {
  const classes = classify(
    [item('e', 1), item('d', 4), item('c', 15), item('b', 25), item('a', 55)],
    defaultPlanningSettings,
  );
  expect(Object.fromEntries(classes)).toEqual({ a: 'AX', b: 'AX', c: 'BX', d: 'CX', e: 'CX' });
});

test('one item that outweighs all is A; nothing that sells is C', () => {
  expect(classify([item('a', 99), item('b', 1)], defaultPlanningSettings).get('a')).toBe('AX');
  expect(classify([item('a', 0, Number.POSITIVE_INFINITY)], defaultPlanningSettings).get('a')).toBe('CZ');
});

test('X, Y and Z by the forecast error relative to demand, bounds included', () => {
  const of = (variation: number) => classify([item('a', 1, variation)], defaultPlanningSettings).get('a');
  expect([0, 0.25, 0.26, 0.5, 0.51].map(of)).toEqual(['AX', 'AX', 'AY', 'AY', 'AZ']);
  expect(forecastVariation([10, 10], [3, 4])).toBeCloseTo(Math.sqrt(12.5) / 10, 12);
  expect(forecastVariation([0, 0], [3, 4])).toBe(Number.POSITIVE_INFINITY);
});

test('settings are complete without a row, and refuse thresholds that cross', () => {
  expect(defaultPlanningSettings).toMatchObject({ shareOfA: 0.8, fillRates: { AX: 0.98, CZ: 0.9 }, approvalHours: 24 });
  expect(PlanningSettings.safeParse({ shareOfA: 0.9, shareOfAAndB: 0.9 }).success).toBe(false);
  expect(PlanningSettings.safeParse({ variationOfX: 1, variationOfY: 0.5 }).success).toBe(false);
});
