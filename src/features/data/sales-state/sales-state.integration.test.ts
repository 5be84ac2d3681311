import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  createTwoRegionWorkspace,
  type TwoRegionWorkspace,
  weeksOfSales,
} from '../../../../scripts/testing/two-region-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let workspace: TwoRegionWorkspace;

beforeAll(async () => {
  workspace = await createTwoRegionWorkspace('zones');
  // Only the clock: connections need their timers.
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterAll(async () => {
  vi.useRealTimers();
  await closePool();
  await closeDatabase();
});

// The newest week with sales ends on Sunday, 30 June 2024, and is over on that day.
test.each([
  { timeZone: 'Pacific/Kiritimati', instant: '2024-06-29T12:00:00Z', weeks: weeksOfSales, why: 'Sunday there' },
  {
    timeZone: 'Pacific/Honolulu',
    instant: '2024-06-30T05:00:00Z',
    weeks: weeksOfSales - 1,
    why: 'still Saturday there',
  },
])('without a pinned day a week is over by the clock of the business: $timeZone, $why', async of => {
  await database.organisation.update({
    where: { id: workspace.organisationId },
    data: { planningDate: null, timeZone: of.timeZone },
  });
  vi.setSystemTime(of.instant);
  const selection = { productIds: [], regionIds: [], channelIds: [] };
  expect((await workspace.viewer.caller.forecasts.history({ selection })).values).toHaveLength(of.weeks);
});
