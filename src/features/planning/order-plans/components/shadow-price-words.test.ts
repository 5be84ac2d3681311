import { expect, test } from 'vitest';
import type { ShadowPrice } from '../../../../../shared/contracts/inventory.ts';
import { createFormat } from '../../../../client/format.ts';
import { effectWords, roomWords } from './shadow-price-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const price: ShadowPrice = {
  constraint: 'cash-week',
  scope: null,
  week: 0,
  step: 100_000,
  unit: 'minor',
  costChangeMinor: -512,
  fillRateChange: 0.000_2,
};

test.each([
  [price, '£1,000 more cash in week 1', '£5 cheaper, +0.02% of demand served'],
  [
    { ...price, constraint: 'cash-total', week: null },
    '£1,000 more cash over the horizon',
    '£5 cheaper, +0.02% of demand served',
  ],
  [
    {
      ...price,
      constraint: 'lead-time',
      week: null,
      step: -7,
      unit: 'days',
      costChangeMinor: -732_200,
      fillRateChange: 0.042,
    },
    '7 days less lead time',
    '£7,322 cheaper, +4.20% of demand served',
  ],
  [
    {
      ...price,
      constraint: 'warehouse-volume',
      scope: 'EU-1',
      week: null,
      step: 250,
      unit: 'volume',
      costChangeMinor: 12,
      fillRateChange: 0,
    },
    '250 more units of volume in EU-1',
    'no change',
  ],
  [
    { ...price, constraint: 'supplier-capacity', scope: 'NORTH', week: null, step: 70, unit: 'units' },
    '70 more units a week from NORTH',
    '£5 cheaper, +0.02% of demand served',
  ],
  [{ ...price, costChangeMinor: 40_000, fillRateChange: 0 }, '£1,000 more cash in week 1', '£400 dearer'],
] satisfies [ShadowPrice, string, string][])('a limit moved and what it buys, in words', (of, room, effect) => {
  expect(roomWords(of, format)).toBe(room);
  expect(effectWords(of, format)).toBe(effect);
});
