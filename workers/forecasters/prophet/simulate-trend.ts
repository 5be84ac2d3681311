import { random } from '../../../shared/numerics/random.ts';
import { logistic, type Trend, trendAt } from './trend.ts';

/**
 * Spread of the trend ahead: slope changes go on as often as in the history, each drawn from a Laplace distribution of
 * their mean size. As in Prophet, without its draws of the noise, whose spread is known.
 *
 * @param times  after the history, ascending, above 1
 * @param paths  futures drawn
 * @returns mean square distance of the paths from the trend itself at each time, scaled²
 * @see Taylor & Letham (2018), The American Statistician 72(1), section 3.1.4
 */
export function simulateTrend(trend: Trend, times: Float64Array, paths: number, seed: number): Float64Array {
  const source = random(seed);
  const count = trend.slopeChanges.length;
  const squares = new Float64Array(times.length);
  const size = trend.slopeChanges.reduce((sum, change) => sum + Math.abs(change) / count, 0);
  const end = times.at(-1) ?? 1;
  if (count === 0 || size === 0 || !(end > 1)) return squares;
  const expected = trendAt(trend, times);
  const exponents = trendAt({ ...trend, capacity: null }, times);
  for (let path = 0; path < paths; path++) {
    // A Poisson stream in time: the gaps between changes are exponential.
    let next = 1 - Math.log(1 - source.next()) / count;
    let slope = 0;
    let shift = 0;
    let before = 1;
    for (let k = 0; k < times.length; k++) {
      const time = times[k]!;
      while (next < time) {
        shift += slope * (next - before);
        before = next;
        const sign = source.next() < 0.5 ? -1 : 1;
        slope -= sign * size * Math.log(1 - source.next());
        next -= Math.log(1 - source.next()) / count;
      }
      shift += slope * (time - before);
      before = time;
      const away = trend.capacity === null ? shift : logistic(exponents[k]! + shift) * trend.capacity - expected[k]!;
      squares[k]! += (away * away) / paths;
    }
  }
  return squares;
}
