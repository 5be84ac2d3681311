import { expect, test } from 'vitest';
import { createFormat } from '../../../../client/format.ts';
import type { NamedBreach } from '../../order-plans/schema.ts';
import { breachWords } from './breach-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const line = { skuName: 'Red UK', warehouseName: 'Thurrock', unit: 'bottle' };
const words = (breach: Partial<NamedBreach>) =>
  breachWords(
    {
      constraint: 'cash-week',
      lineIndex: null,
      line: null,
      scope: null,
      week: null,
      value: 0,
      limit: 0,
      unit: 'minor',
      ...breach,
    },
    format,
  );

test('a rule of one line names the line, the week, the figure and what is asked', () => {
  expect(
    words({ constraint: 'minimum-order-quantity', lineIndex: 0, line, week: 0, value: 30, limit: 60, unit: 'units' }),
  ).toBe('Red UK for Thurrock, week 1: 30 bottles is below the minimum order of 60 bottles.');
  expect(
    words({ constraint: 'order-multiple', lineIndex: 0, line, week: 4, value: 65, limit: 12, unit: 'units' }),
  ).toBe('Red UK for Thurrock, week 5: 65 bottles is no multiple of 12 bottles.');
});

test('stock that expires names the week and what sells in time', () => {
  expect(words({ constraint: 'shelf-life', lineIndex: 0, line, week: 1, value: 202, limit: 200, unit: 'units' })).toBe(
    'Red UK for Thurrock, week 2: 202 bottles on hand at its end, of which 200 bottles sell within the shelf life.',
  );
});

test('a limit that lines share names whose it is and by how much it is exceeded', () => {
  expect(words({ constraint: 'cash-week', week: 0, value: 2_600_000, limit: 2_500_000 })).toBe(
    'The plan, week 1: orders of £26,000 exceed the cash of £25,000 by £1,000.',
  );
  expect(words({ constraint: 'minimum-order-value', scope: 'RHINE', week: 2, value: 50_000, limit: 80_000 })).toBe(
    'RHINE, week 3: orders of £500 are below the supplier’s minimum of £800.',
  );
});
