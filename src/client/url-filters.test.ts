import { describe, expect, it } from 'vitest';
import { carriedSearch, daysOfPeriod, defaultPeriod, type Filters, readFilters, writeFilters } from './url-filters.ts';

const filters: Filters = {
  markets: ['UK', 'EU'],
  channels: ['Amazon, UK'],
  products: ['50% off & more'],
  period: { kind: 'days', from: '2026-01-01', to: '2026-03-31' },
};

describe('shared filters in the address', () => {
  it('come back as they were written, with commas and signs in the values', () => {
    const address = writeFilters(new URLSearchParams(), filters).toString();
    expect(readFilters(new URLSearchParams(address))).toEqual(filters);
  });
  it('leave no trace where they are the default', () => {
    const search = writeFilters(new URLSearchParams('market=UK&tab=grid'), { markets: [], period: defaultPeriod });
    expect(search.toString()).toBe('tab=grid');
  });
  it('change only what is given', () => {
    const search = writeFilters(new URLSearchParams('market=UK&period=13w'), { products: ['red'] });
    expect(readFilters(search)).toMatchObject({
      markets: ['UK'],
      products: ['red'],
      period: { kind: 'weeks', weeks: 13 },
    });
  });
  it('go along to another screen without that screen’s own state', () => {
    expect(carriedSearch(new URLSearchParams('market=UK&tab=grid&stock.sort=-value&period=all'))).toBe(
      '?market=UK&period=all',
    );
    expect(carriedSearch(new URLSearchParams('tab=grid'))).toBe('');
  });
  it.each(['0w', '9999w', 'yesterday', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '%'])(
    'a period that cannot be read (%s) is the default',
    text => expect(readFilters(new URLSearchParams({ period: text })).period).toEqual(defaultPeriod),
  );
  it('a list drops repeats, blanks and what cannot be decoded', () => {
    expect(readFilters(new URLSearchParams({ market: 'UK,,UK,%E0%A4%A' })).markets).toEqual(['UK']);
  });
});

describe('days of a period', () => {
  it('counts whole weeks back from the planning date, both ends included', () => {
    expect(daysOfPeriod({ kind: 'weeks', weeks: 1 }, '2026-11-14')).toEqual({ from: '2026-11-08', to: '2026-11-14' });
  });
  it('is open for all time', () => {
    expect(daysOfPeriod({ kind: 'all' }, '2026-11-14')).toEqual({ from: undefined, to: undefined });
  });
});
