import type { InventoryPlan, InventoryProblem } from '../../shared/contracts/inventory.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { checkProblem } from '../optimizers/inventory/check-problem.ts';
import { assemblePolicyPlan, policyOrders } from '../optimizers/inventory/policy-plan.ts';
import type { RunContext } from '../run-context.ts';

/** One trip to a thread: a problem in, a plan that keeps every constraint out. */
export function optimizeInventory(problem: InventoryProblem, run: RunContext): Result<InventoryPlan> {
  try {
    const started = process.threadCpuUsage();
    checkProblem(problem);
    const placed = policyOrders(problem, run);
    if (placed === null) return failed('request.cancelled');
    const used = process.threadCpuUsage(started);
    return ok(assemblePolicyPlan(problem, placed, (used.user + used.system) / 1000));
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
