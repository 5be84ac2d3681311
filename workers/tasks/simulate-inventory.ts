import type { PolicySimulation, SimulationInput } from '../../shared/contracts/inventory-simulation.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { checkProblem } from '../optimizers/inventory/check-problem.ts';
import type { RunContext } from '../run-context.ts';
import { simulatePolicy } from '../simulation/inventory-policy.ts';

/** What service the recommended policy really gives, over seeded demand paths. */
export function simulateInventory({ problem, paths }: SimulationInput, run: RunContext): Result<PolicySimulation> {
  try {
    checkProblem(problem);
    const simulated = simulatePolicy(problem, paths, run);
    return simulated === null ? failed('request.cancelled') : ok(simulated);
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
