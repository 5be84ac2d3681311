import { expect, test } from 'vitest';
import type { ConstraintUse } from '../../../../../shared/contracts/inventory.ts';
import { createFormat } from '../../../../client/format.ts';
import { fullestWeeks } from './fullest-weeks.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });
const use = (scope: string, week: number, used: number, limit: number): ConstraintUse => ({
  constraint: 'supplier-capacity',
  scope,
  week,
  used,
  limit,
  unit: 'units',
});

test('each supplier and warehouse is named once, with the week that leaves the least room', () => {
  const room = { ...use('UK-1', 4, 7500, 9000), constraint: 'warehouse-volume', unit: 'volume' } as const;
  const cash = { ...use('x', 0, 1, 1), constraint: 'cash-week', scope: null, unit: 'minor' } as const;
  const all = [use('NORTH', 0, 100, 700), use('NORTH', 1, 0, 0), use('NORTH', 2, 700, 700), use('RHINE', 0, 0, 0)];
  expect(fullestWeeks([...all, room, cash], format)).toEqual([
    'NORTH: 700 of 700 units ordered in week 3 (100%)',
    'RHINE: 0 of 0 units ordered in week 1',
    'UK-1: 7,500 of 9,000 units held in week 5 (83%)',
  ]);
  expect(fullestWeeks([], format)).toEqual([]);
});
