import { expect, test } from 'vitest';
import { createFormat } from '../../../../client/format.ts';
import { type ExceptionFacts, exceptionWords } from './exception-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const facts: ExceptionFacts = {
  kind: 'expedite',
  order: { kind: 'purchase', orderId: 'id', number: 'PO-000007', quantity: 400, expectedOn: '2026-02-02' },
  atRiskMinor: 50_000,
  units: 250,
  day: '2026-01-12',
  weeksEarly: 0,
  safetyStock: 50,
  onHand: 150,
  weeks: 10,
  leadTimeDays: 14,
  unitCostMinor: 200,
  holdingRatePerYear: 0.2,
};
const words = (change: Partial<ExceptionFacts>) => exceptionWords({ ...facts, ...change }, 'bottles', format);

test('each exception states its rule with the numbers that it rests on', () => {
  expect(words({})).toBe(
    '150 bottles run out in the week of 12 Jan 2026, before PO-000007 brings 400 bottles on 2 Feb 2026: 250 bottles of demand unserved until then, at £2.00 each.',
  );
  expect(words({ kind: 'order', order: null, units: 150 })).toContain(
    'within the lead time of 14 days: 150 bottles of demand unserved',
  );
  expect(words({ kind: 'defer', units: 700, weeksEarly: 3, day: '2026-02-02' })).toContain(
    'Coming 3 weeks early costs 20% a year of £2.00 each.',
  );
  expect(words({ kind: 'cancel', day: null })).toContain('for all 10 weeks of the forecast');
  expect(words({ kind: 'overdue', order: { ...facts.order!, expectedOn: '2025-12-29' } })).toMatch(
    /^PO-000007 was due on 29 Dec 2025/,
  );
});
