import type { LotProblem } from './lot-problem.ts';

/**
 * The problem of what to order once the transfers are fixed: what they bring counts as received, what they take as less.
 *
 * @param moved by arc and week in which it leaves, units
 */
export function withMoved(problem: LotProblem, moved: readonly Float64Array[]): LotProblem {
  const { weeks, lines, arcs } = problem;
  const receipts = lines.map(line => line.receipts.slice());
  arcs.forEach(({ from, to, leadWeeks }, arc) => {
    for (let week = 0; week + leadWeeks < weeks; week++) {
      receipts[from]![week]! -= moved[arc]![week]!;
      receipts[to]![week + leadWeeks]! += moved[arc]![week]!;
    }
  });
  return {
    ...problem,
    lanes: [],
    arcs: [],
    lines: lines.map((line, index) => ({ ...line, receipts: receipts[index]! })),
  };
}
