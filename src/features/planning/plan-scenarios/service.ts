import type { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ScenarioBasis } from '../../../../shared/planning/price-scenario.ts';
import type { Tenant } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { runTask } from '../../../server/pool.ts';
import type { PlanSummary } from '../order-plans/schema.ts';
import { solverSeed } from '../plan-runs/service.ts';
import {
  type PlanWithProblem,
  selectEditedPlans,
  selectLineNames,
  selectOrdersByWeek,
  selectPlanWithProblem,
} from './data.ts';
import type { PlanScenario } from './schema.ts';

/**
 * Everything that can be compared with one solved plan, by quantities: no further order at all, the reorder-point policy,
 * the plan itself and the plans edited from it. The reader prices them with `priceScenario`, so all by the same measure.
 * @param planId a solved plan or one edited from it
 * @throws AppError `entity.not-found`, `plan.not-editable`
 */
export async function readScenarios(actor: Tenant, planId: string) {
  const { base, problem } = await readBase(actor, planId);
  const [lines, edited] = await Promise.all([namedLines(base.id, problem), selectEditedPlans(database, base.id)]);
  const rows = await selectOrdersByWeek(database, [base.id, ...edited.map(plan => plan.id)]);
  const ordersOf = Map.groupBy(rows, row => row.planId);
  const quantities = (id: string) => {
    const byPair = new Map(ordersOf.get(id)?.map(row => [keyOf(row.skuId, row.warehouseId), row.orderByWeek]));
    return lines.map(line => byPair.get(keyOf(line.skuId, line.warehouseId)) ?? []);
  };
  const solver = (base.summary as unknown as PlanSummary).solver;
  const policy = solver.method === 'policy' ? null : await policyOrders(problem);
  const nobodys = { planId: null, name: null, madeAt: null, madeBy: null };
  const made = ({
    id,
    name,
    createdAt,
    createdBy,
  }: Pick<PlanWithProblem, 'id' | 'name' | 'createdAt' | 'createdBy'>) => ({
    planId: id,
    name,
    madeAt: createdAt.toISOString(),
    madeBy: createdBy.name,
  });
  return {
    basePlanId: base.id,
    // What pricing does not read would be most of the bytes.
    basis: basisOf(base, { ...problem, lines: problem.lines.map(line => ({ ...line, sources: {} })) }, lines),
    lines: lines.map(({ impliedShortageCost: _, ...line }) => line),
    solver: { method: solver.method, status: solver.status, gap: solver.gap, boundMinor: solver.boundMinor },
    scenarios: [
      { ...nobodys, kind: 'no-orders', orders: lines.map(() => []) },
      ...(policy ? [{ ...nobodys, kind: 'policy' as const, orders: policy }] : []),
      { ...made(base), kind: 'solved', orders: quantities(base.id) },
      ...edited.map(plan => ({ ...made(plan), kind: 'edited' as const, orders: quantities(plan.id) })),
    ] as PlanScenario[],
  };
}

/** A completed plan, the solved one that it is or was edited from, and what that one's problem is priced by. */
export async function readPriceable(actor: Tenant, planId: string) {
  const { plan, base, problem } = await readBase(actor, planId);
  const lines = await namedLines(base.id, problem);
  return { plan, base, lines, basis: basisOf(base, problem, lines) };
}

async function readBase(actor: Tenant, planId: string) {
  const plan = await readEditable(actor, planId);
  const base = plan.basePlanId === null ? plan : await readEditable(actor, plan.basePlanId);
  return { plan, base, problem: base.problem as unknown as InventoryProblem };
}

async function readEditable(actor: Tenant, planId: string): Promise<PlanWithProblem> {
  const plan = await selectPlanWithProblem(database, actor.organisationId, planId);
  if (!plan) throw new AppError('entity.not-found', { entity: 'order plan', id: planId });
  if (plan.status !== 'COMPLETED') throw new AppError('plan.not-editable', { status: plan.status.toLowerCase() });
  return plan;
}

/** By line of the problem: names, ids, and what the line's record says that one unit short costs. */
async function namedLines(planId: string, problem: InventoryProblem) {
  const rows = await selectLineNames(database, planId);
  const byCodes = new Map(rows.map(row => [keyOf(row.skuCode, row.warehouseCode), row]));
  return problem.lines.map(line => byCodes.get(keyOf(line.itemId, line.warehouseId))!);
}

/** What every set of orders for a plan's problem is priced by. */
function basisOf(
  base: PlanWithProblem,
  problem: InventoryProblem,
  lines: readonly { readonly impliedShortageCost: number | null }[],
): ScenarioBasis {
  return {
    problem,
    transfers: (base.summary as unknown as PlanSummary).transfers,
    // Stated, or implied by the service target as each line's record derives it.
    shortageCostsMinor: problem.lines.map(
      (line, index) => line.shortageCostMinor ?? lines[index]?.impliedShortageCost ?? 0,
    ),
  };
}

/** What the reorder-point policy would order of the same problem; the same problem gives the same orders. */
async function policyOrders(problem: InventoryProblem): Promise<number[][]> {
  const plan = await runTask('optimizeInventory', { ...problem, method: 'policy' }, { seed: solverSeed });
  return plan.lines.map(line => line.orderByWeek);
}

export function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
