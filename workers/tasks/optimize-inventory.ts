import type { InventoryPlan, InventoryProblem } from '../../shared/contracts/inventory.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { assemblePlan } from '../optimizers/inventory/assemble-plan.ts';
import { checkPlan } from '../optimizers/inventory/check-plan.ts';
import { checkProblem } from '../optimizers/inventory/check-problem.ts';
import { optimisePlan } from '../optimizers/inventory/optimise-plan.ts';
import { policyOrders } from '../optimizers/inventory/policy-plan.ts';
import { shadowPrices } from '../optimizers/inventory/shadow-prices.ts';
import type { RunContext } from '../run-context.ts';

/** One trip to a thread: a problem in, a plan that keeps every constraint out. */
export function optimizeInventory(problem: InventoryProblem, run: RunContext): Result<InventoryPlan> {
  try {
    const started = process.threadCpuUsage();
    const cpu = () => {
      const used = process.threadCpuUsage(started);
      return (used.user + used.system) / 1000;
    };
    checkProblem(problem);
    const placed = policyOrders(problem, run);
    if (placed === null) return failed('request.cancelled');
    const plan =
      problem.method === 'optimise'
        ? optimisePlan(problem, placed, run, cpu)
        : assemblePlan(problem, placed, placed.orders, { method: 'policy', reason: '' }, cpu());
    const broken = checkPlan(problem, plan);
    // A plan that fails its own check is a bug of ours, never something to show.
    if (broken.length > 0) throw new Error(`The plan fails its check: ${broken.slice(0, 5).join('; ')}`);
    if (problem.method === 'policy') return ok(plan);
    const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
    const orders = plan.lines.map(line => line.orderByWeek);
    return ok({ ...plan, shadowPrices: shadowPrices(problem, orders, shortageCosts, run) });
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
