import { expect, test } from 'vitest';
import type { LotLine } from '../lot-plan/lot-problem.ts';
import { lateCost, weekCost } from '../lot-plan/week-cost.ts';
import { tradingGrid } from './trading-grid.ts';

const weeks = 5;
const byWeek = (value: number) => new Float64Array(weeks).fill(value);

function line(skewness: number, lateUnits: number): LotLine {
  return {
    supplier: 0,
    warehouse: 0,
    leadWeeks: 1,
    packUnits: 1,
    minimumPacks: 50,
    lineCost: 20,
    unitCost: 40,
    priceBreaks: [],
    unitVolume: 1,
    holdingCost: 0,
    shortageCost: 100,
    initialStock: 333,
    receipts: byWeek(0).with(2, 41),
    demand: Float64Array.of(210, 190, 233, 187, 221),
    openingDeviation: Float64Array.of(0, 60, 85, 85, 85),
    closingDeviation: Float64Array.of(60, 85, 104, 104, 104),
    openingSkewness: byWeek(skewness),
    closingSkewness: byWeek(skewness),
    safetyDeviations: 1.5,
    lateUnits: byWeek(lateUnits),
    stockCap: byWeek(Number.POSITIVE_INFINITY),
  };
}

test.each([
  { skewness: 0, lateUnits: 90, nodes: 30 },
  { skewness: 0, lateUnits: 250, nodes: 60 },
  { skewness: 1.2, lateUnits: 150, nodes: 45 },
])(
  'skewness $skewness, $lateUnits units late, $nodes nodes: lines between nodes are nowhere above what stock costs',
  ({ skewness, lateUnits, nodes }) => {
    const own = line(skewness, lateUnits);
    const grid = tradingGrid(own, weeks, nodes, 0);
    grid.weeks.forEach(({ openLow, closeLow, fall, shortage, late, lostLate }, week) => {
      /** Interpolated between nodes that are so far apart from a lowest one on; 0 from the last node on. */
      const between = (values: Float64Array, low: number, units: number) => {
        const place = units < low ? units / low : 1 + (units - low) / grid.width;
        const node = Math.floor(place);
        const [one, next] = [values[node] ?? 0, values[node + 1] ?? 0];
        return one + (place - node) * (next - one);
      };
      for (let units = 0; units <= 1200; units += 0.7) {
        const level = units - own.demand[week]!;
        expect(between(shortage, openLow, units)).toBeLessThanOrEqual(weekCost(own, week, level) + 1e-3);
        expect(between(late, closeLow, units)).toBeLessThanOrEqual(lateCost(own, week, units) + 1e-3);
        if (level <= 0 && units > 0)
          expect(between(lostLate, openLow, units)).toBeLessThanOrEqual(lateCost(own, week, level) + 1e-3);
      }
      expect(fall).toBeGreaterThan(0);
      // And near it: a quarter of the most is lost at no node that can be reached.
      const most = Math.max(...late);
      late.forEach((value, node) => {
        const at = node === 0 ? 0 : closeLow + grid.width * (node - 1);
        expect(value).toBeGreaterThan(lateCost(own, week, at) - 0.25 * most - 1e-6);
      });
    });
  },
);
