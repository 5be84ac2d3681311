import type { LotPlan, LotProblem } from './lot-problem.ts';
import { penalisedPlan } from './penalised-plan.ts';

/** The plan with another one's orders, supplier by supplier, where that keeps every limit and costs less. */
export function adoptOrders(problem: LotProblem, start: LotPlan, packs: readonly Int32Array[]): LotPlan {
  const { suppliers, lines } = problem;
  const plan = penalisedPlan(problem, start);
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const setOrders = (own: readonly number[], from: readonly Int32Array[]) => {
    for (const index of own) {
      from[index]!.forEach((count, week) => {
        plan.setPacks(index, week, count);
      });
      plan.refresh(index);
    }
  };
  for (const own of linesOf) {
    const before = plan.total();
    setOrders(own, packs);
    if (!plan.keepsLimits() || plan.total() >= before) setOrders(own, start.packs);
  }
  return plan.copy();
}
