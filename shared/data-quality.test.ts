import { expect, test } from 'vitest';
import { combinedQuality, dataQuality } from './data-quality.ts';

test('complete and fresh sales of a year carry every claim', () => {
  expect(dataQuality({ weeks: 52, reportedWeeks: 52, weeksBehind: 1 })).toEqual({
    score: 100,
    completeness: 1,
    freshness: 1,
    claim: 'full',
    reason: null,
  });
});

test('stale, holed and short sales lose the right to claim, and say why', () => {
  const stale = dataQuality({ weeks: 100, reportedWeeks: 100, weeksBehind: 6 });
  expect(stale).toMatchObject({ score: 50, claim: 'indication', reason: 'the newest report is 6 weeks old.' });
  const holed = dataQuality({ weeks: 100, reportedWeeks: 40, weeksBehind: 0 });
  expect(holed).toMatchObject({ score: 40, claim: 'none', reason: '60 of 100 weeks were never reported.' });
  const short = dataQuality({ weeks: 30, reportedWeeks: 30, weeksBehind: 0 });
  expect(short).toMatchObject({ score: 100, claim: 'indication', reason: 'the history covers 30 of 52 weeks.' });
  expect(dataQuality({ weeks: 20, reportedWeeks: 20, weeksBehind: 0 }).claim).toBe('none');
  expect(dataQuality({ weeks: 0, reportedWeeks: 0, weeksBehind: 0 })).toMatchObject({ score: 0, claim: 'none' });
  expect(dataQuality({ weeks: 90, reportedWeeks: 90, weeksBehind: 40 }).score).toBe(0);
});

test('together each counts by what it sells', () => {
  const good = { weeks: 104, reportedWeeks: 104, weeksBehind: 0 };
  const bad = { weeks: 52, reportedWeeks: 0, weeksBehind: 20 };
  expect(
    combinedQuality([
      { records: good, weight: 99 },
      { records: bad, weight: 1 },
    ]),
  ).toMatchObject({ claim: 'full' });
  expect(
    combinedQuality([
      { records: good, weight: 1 },
      { records: bad, weight: 99 },
    ]).claim,
  ).toBe('none');
  expect(combinedQuality([{ records: good, weight: 0 }]).score).toBe(100);
  expect(combinedQuality([]).claim).toBe('none');
});
