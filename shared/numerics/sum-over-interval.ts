/**
 * Sum of weekly values over an interval, so that reorder points follow the season instead of an average.
 * A last week that is touched in part counts in part; beyond the last value that value continues.
 *
 * @param days          length of the interval, days, 0 or more
 * @param weeklyValues  value of each week from the start of the interval on, at least one
 * @returns same unit as the values
 * @example sumOverInterval(10, [70, 35, 90]); // => 85
 */
export function sumOverInterval(days: number, weeklyValues: readonly number[]): number {
  let weeksLeft = days / 7;
  let sum = 0;
  for (let week = 0; week < weeklyValues.length && weeksLeft > 0; week++) {
    const share = week === weeklyValues.length - 1 ? weeksLeft : Math.min(1, weeksLeft);
    sum += share * (weeklyValues[week] ?? 0);
    weeksLeft -= share;
  }
  return sum;
}
