import { describe, expect, it } from 'vitest';
import { absent, createFormat } from './format.ts';

const british = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const german = createFormat({ locale: 'de-DE', timeZone: 'Europe/Berlin' });

describe('money', () => {
  it('a price of one unit has the decimals that it needs', () => {
    expect(british.unitPrice('4.6', 'GBP')).toBe('£4.60');
    expect(british.unitPrice('0.1234', 'EUR')).toBe('€0.1234');
    expect(british.unitPrice('1200', 'GBP')).toBe('£1,200.00');
  });

  it('writes every digit of a decimal string that a float would lose', () => {
    expect(british.money('12345678901234567.89', 'GBP')).toBe('£12,345,678,901,234,567.89');
  });
  it('follows the currency and the locale', () => {
    expect(british.money('1234.5', 'JPY')).toBe('JP¥1,235');
    expect(german.money('1234.5', 'EUR')).toBe('1.234,50\u00a0€');
  });
  it('shows a change with its sign, and zero without', () => {
    expect(british.moneyChange('1180', 'GBP')).toBe('+£1,180');
    expect(british.moneyChange('-1180', 'GBP')).toBe('-£1,180');
    expect(british.moneyChange('0', 'GBP')).toBe('£0');
  });
});

describe('absent figures', () => {
  it.each([null, undefined, '', Number.NaN, Number.POSITIVE_INFINITY])('%s is not zero', value => {
    expect(british.money(value, 'GBP')).toBe(absent);
    expect(british.quantity(value, 'units')).toBe(absent);
    expect(british.percent(value)).toBe(absent);
  });
  it('zero is a figure', () => {
    expect(british.quantity(0, 'units')).toBe('0 units');
    expect(british.money('0', 'GBP')).toBe('£0.00');
  });
});

describe('ratios, days and instants', () => {
  it('reads a ratio as a percentage', () => {
    expect(british.percent(0.1875)).toBe('18.8%');
    expect(british.percent(0.1875, 2)).toBe('18.75%');
    expect(british.percentChange(0.0625, 2)).toBe('+6.25%');
  });
  it('keeps a business day the same day in every time zone', () => {
    const pacific = createFormat({ locale: 'en-GB', timeZone: 'Pacific/Honolulu' });
    expect(pacific.day('2026-11-14')).toBe('14 Nov 2026');
    expect(british.month('2026-11-01')).toBe('Nov 2026');
  });
  it('shows an instant in the time zone of the workspace', () => {
    expect(british.instant('2026-07-01T22:30:00Z')).toBe('1 Jul 2026, 23:30');
    expect(german.time('2026-07-01T22:30:05Z')).toBe('00:30:05');
  });
  it('tells an age in its largest unit', () => {
    const now = new Date('2026-11-14T12:00:00Z');
    expect(british.age('2026-11-14T11:57:00Z', now)).toBe('3 minutes ago');
    expect(british.age('2026-11-16T12:00:00Z', now)).toBe('in 2 days');
  });
  it('tells a duration in words a reader can compare', () => {
    expect(british.duration(850)).toBe('850 ms');
    expect(british.duration(4_200)).toBe('4.2 s');
    expect(british.duration(185_000)).toBe('3 min 5 s');
    expect(british.duration(119_900)).toBe('2 min 0 s');
    expect(british.duration(59_990)).toBe('1 min 0 s');
  });
});
