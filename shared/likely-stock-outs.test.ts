import { expect, test } from 'vitest';
import { likelyStockOuts } from './likely-stock-outs.ts';

const steady = Array.from({ length: 104 }, (_, week) => 100 + ((week * 37) % 21));
const with0 = (...weeks: number[]) => steady.map((units, week) => (weeks.includes(week) ? 0 : units));

test('weeks that sold nothing amid steady demand stand out, those already known do not', () => {
  const values = with0(40, 41, 80);
  expect(likelyStockOuts(values, [])).toEqual([
    { firstWeek: 40, weeks: 2, usual: expect.any(Number) },
    { firstWeek: 80, weeks: 1, usual: expect.any(Number) },
  ]);
  expect(likelyStockOuts(values, [])[0]!.usual).toBeGreaterThan(95);
  expect(likelyStockOuts(values, [40, 41]).map(one => one.firstWeek)).toEqual([80]);
  expect(likelyStockOuts(steady, [])).toEqual([]);
});

test('the last weeks count too: it may be out of stock now', () => {
  expect(likelyStockOuts(with0(102, 103), []).map(one => [one.firstWeek, one.weeks])).toEqual([[102, 2]]);
});

test('demand that rests by itself, a season, an end of sales and short histories are no stock-outs', () => {
  expect(
    likelyStockOuts(
      steady.map((units, week) => (week % 5 === 0 ? 0 : units)),
      [],
    ),
  ).toEqual([]);
  expect(
    likelyStockOuts(
      steady.map((units, week) => (week % 52 < 10 ? 0 : units)),
      [],
    ),
  ).toEqual([]);
  expect(
    likelyStockOuts(
      steady.map((units, week) => (week > 80 ? 0 : units)),
      [],
    ),
  ).toEqual([]);
  expect(likelyStockOuts(with0(10).slice(0, 20), [])).toEqual([]);
  expect(likelyStockOuts(new Array(60).fill(0), [])).toEqual([]);
});
