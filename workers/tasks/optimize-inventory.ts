import type { InventoryPlan, InventoryProblem } from '../../shared/contracts/inventory.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { assemblePlan, infeasiblePlan } from '../optimizers/inventory/assemble-plan.ts';
import { checkPlan } from '../optimizers/inventory/check-plan.ts';
import { checkProblem } from '../optimizers/inventory/check-problem.ts';
import { checkShortage } from '../optimizers/inventory/check-shortage.ts';
import { findConflicts } from '../optimizers/inventory/find-conflicts.ts';
import { lineContexts } from '../optimizers/inventory/line-policy.ts';
import { lotProblemOf } from '../optimizers/inventory/lot-problem-of.ts';
import { optimisePlan } from '../optimizers/inventory/optimise-plan.ts';
import { type PolicyOrders, policyOrders } from '../optimizers/inventory/policy-plan.ts';
import { shadowPrices } from '../optimizers/inventory/shadow-prices.ts';
import type { RunContext } from '../run-context.ts';
import type { SolvedInventory } from '../task-map.ts';

/** One trip to a thread: a problem in, a plan that keeps every constraint out, its records as text. */
export async function solveInventory(problem: InventoryProblem, run: RunContext): Promise<Result<SolvedInventory>> {
  const result = await optimizeInventory(problem, run);
  collectGarbage();
  if (!result.ok) return result;
  const lines = result.value.lines.map(line => ({ ...line, decision: JSON.stringify(line.decision) }));
  return ok({ ...result.value, lines });
}

/** A plan that keeps every constraint and has passed the independent check. */
export async function optimizeInventory(problem: InventoryProblem, run: RunContext): Promise<Result<InventoryPlan>> {
  try {
    const started = process.threadCpuUsage();
    const cpu = () => {
      const used = process.threadCpuUsage(started);
      return (used.user + used.system) / 1000;
    };
    checkProblem(problem);
    const placed = policyOrders(problem, run);
    if (placed === null) return failed('request.cancelled');
    const fillRate = problem.method === 'optimise' ? (problem.limits.minimumFillRate ?? 0) : 0;
    const feasibility = fillRate > 0 ? await feasibilityOf(problem, placed, fillRate, run) : null;
    const ordersCannot = feasibility?.packs === null;
    if (ordersCannot && problem.lanes.length === 0) return ok(infeasiblePlan(problem, feasibility.conflicts, cpu()));
    const plan =
      problem.method === 'optimise'
        ? optimisePlan(problem, placed, feasibility?.packs ?? null, run, cpu)
        : assemblePlan(problem, placed, placed.orders, [], { method: 'policy', reason: '', ordersAlone: null }, cpu());
    // What orders alone cannot serve, transfers may.
    if (ordersCannot && checkPlan(problem, plan).length > 0)
      return ok(infeasiblePlan(problem, feasibility.conflicts, cpu()));
    const broken = [...checkPlan(problem, plan), ...checkShortage(problem, plan)];
    // A plan that fails its own check is a bug of ours, never something to show.
    if (broken.length > 0) throw new Error(`The plan fails its check: ${broken.slice(0, 5).join('; ')}`);
    if (problem.method === 'policy') return ok(plan);
    const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
    return ok({ ...plan, shadowPrices: shadowPrices(problem, plan, shortageCosts, run) });
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}

function feasibilityOf(problem: InventoryProblem, placed: PolicyOrders, fillRate: number, run: RunContext) {
  const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
  const lots = lotProblemOf(problem, lineContexts(problem), shortageCosts);
  const ends = performance.now() + problem.timeLimitSeconds * 1000;
  return findConflicts(problem, lots, fillRate, () => run.cancelled() || performance.now() > ends);
}
