import { Decimal } from 'decimal.js';
import type { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import { AppError } from '../../../../shared/errors.ts';
import { buildProblem } from '../../../../shared/planning/build-problem.ts';
import { capacityByWeek } from '../../../../shared/planning/capacity-by-week.ts';
import { isComplete, type PlanningGap } from '../../../../shared/planning/planning-gaps.ts';
import type { CompletePair } from '../../../../shared/planning/planning-inputs.ts';
import { unitCostAt } from '../../../../shared/purchasing/price-breaks.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { SolvedInventory } from '../../../../workers/task-map.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import { log } from '../../../server/log.ts';
import { runTask } from '../../../server/pool.ts';
import { progressTeller, RunningWork } from '../../../server/running-work.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import type {
  LineProjection,
  PlanEvent,
  PlanParameters,
  PlanStatus,
  PlanSummary,
  ReadinessInput,
  StartPlanInput,
} from '../order-plans/schema.ts';
import {
  insertPlan,
  insertPlanLines,
  type NewPlanLine,
  readExistingPlan,
  readPlan,
  tellOfPlan,
} from '../order-plans/service.ts';
import { gapsOf, type PlanningInputs, readPlanningInputs } from '../planning-inputs/service.ts';
import { endPlan, interruptSilentPlans, renewHeartbeats } from './data.ts';

/** The solver's choices among equals; fixed, so that the same problem gives the same plan. */
export const solverSeed = 1;

/** How many SKU × warehouse pairs a plan would hold, and what is missing of the others. */
export async function readReadiness(actor: Tenant, { scope, weeks }: ReadinessInput) {
  const inputs = await readPlanningInputs(actor, scope);
  const gaps = await gapsOf(inputs, weeks);
  return {
    planningDate: inputs.planningDate,
    pairCount: inputs.pairs.length,
    readyCount: inputs.pairs.length - new Set(gaps.map(pairKey)).size,
    gaps,
    considered: consideredTerms(inputs, weeks),
  };
}

/** How many SKUs and suppliers have terms that only some have, so that whoever plans knows what is taken into account. */
function consideredTerms({ pairs, planningDate }: PlanningInputs, weeks: number) {
  const skusWith = (condition: (pair: PlanningInputs['pairs'][number]) => boolean) =>
    new Set(pairs.filter(condition).map(({ sku }) => sku.id)).size;
  const suppliers = new Map(pairs.flatMap(({ terms }) => (terms ? [[terms.supplier.id, terms.supplier]] : [])));
  return {
    priceBreaks: skusWith(({ terms }) => terms !== null && terms.priceBreaks.length > 0),
    shelfLives: skusWith(({ sku }) => sku.shelfLifeDays !== null),
    limitedSuppliers: [...suppliers.values()].filter(
      ({ capacity }) => capacityByWeek(capacity, planningDate, weeks) !== null,
    ).length,
  };
}

/**
 * Builds the problem from what is stored, starts the solver in the pool and returns. The same planId again starts
 * nothing.
 * @throws AppError `plan.nothing-to-plan`; `plan.inputs-missing` unless `skipIncomplete`
 */
export async function startPlan(actor: Actor, { planId, ...parameters }: StartPlanInput) {
  const known = await readExistingPlan(actor, planId);
  if (known) return known;

  const inputs = await readPlanningInputs(actor, parameters.scope);
  const gaps = await gapsOf(inputs, parameters.weeks);
  const pairs = plannable(inputs, gaps, parameters);
  const problem = buildProblem(pairs, inputs.lanes, inputs.rates, {
    planningDate: inputs.planningDate,
    ...parameters,
  });

  const inserted = await inTransaction(async transaction => {
    const isNew = await insertPlan(transaction, {
      id: planId,
      organisationId: actor.organisationId,
      createdById: actor.userId,
      status: 'RUNNING',
      planningDate: new Date(inputs.planningDate),
      parameters,
      problem: problem as unknown as Prisma.InputJsonObject,
      heartbeatAt: new Date(),
    });
    if (!isNew) return false;
    await recordDone(transaction, actor, {
      action: 'order-plan.start',
      ...entityOf(planId),
      after: { ...parameters, lines: pairs.length },
    });
    await tellOfPlan(transaction, actor, planId, { kind: 'started' });
    return true;
  });
  if (inserted) {
    const from = { pairs, rates: inputs.rates, gaps };
    void solving.run(planId, actor.organisationId, signal => solve(actor, planId, problem, from, signal));
  }
  return readPlan(actor, planId);
}

function plannable(inputs: PlanningInputs, gaps: readonly PlanningGap[], parameters: PlanParameters): CompletePair[] {
  if (inputs.pairs.length === 0) throw new AppError('plan.nothing-to-plan');
  const lacking = new Set(gaps.map(pairKey));
  const ready = inputs.pairs
    .filter(isComplete)
    .filter(pair => !lacking.has(pairKey({ skuId: pair.sku.id, warehouseId: pair.warehouse.id })));
  if (lacking.size > 0 && (!parameters.skipIncomplete || ready.length === 0)) {
    throw new AppError('plan.inputs-missing', {
      count: lacking.size,
      first: gaps[0]?.message,
      // The whole list is one call away: `inventory.planReadiness`.
      gaps: gaps.slice(0, 100),
    });
  }
  return ready;
}

interface SolvedFrom {
  readonly pairs: readonly CompletePair[];
  readonly rates: PlanningInputs['rates'];
  readonly gaps: readonly PlanningGap[];
}

/** Plans that are being solved; after a sweep, those whose process has gone silent are marked interrupted. */
export const solving = new RunningWork({
  name: 'order plans',
  renewHeartbeats: planIds => renewHeartbeats(database, planIds),
  interruptSilent: silentSeconds =>
    inTransaction(async transaction => {
      for (const plan of await interruptSilentPlans(transaction, silentSeconds)) {
        await tellOfPlan(transaction, plan, plan.id, { kind: 'ended', status: 'INTERRUPTED' });
      }
    }),
  interrupt: (planId, organisationId) => endWithout({ organisationId }, planId, { status: 'INTERRUPTED' }),
});

/** Never rejects: it runs beside the request that started it. */
async function solve(
  actor: Actor,
  planId: string,
  problem: InventoryProblem,
  from: SolvedFrom,
  signal: AbortSignal,
): Promise<void> {
  const progress = progressTeller(({ done, message, solver }) => {
    const event: PlanEvent = { kind: 'progress', done, message, ...(solver && { solver }) };
    return inTransaction(transaction => tellOfPlan(transaction, actor, planId, event));
  });
  try {
    const plan = await runTask('optimizeInventory', problem, { seed: solverSeed, signal, onProgress: progress.tell });
    await progress.written();
    await store(actor, planId, problem, plan, from);
  } catch (error) {
    await progress.written();
    await endWithout(actor, planId, signal.aborted ? { status: 'CANCELLED' } : failureOf(planId, error));
  }
}

/** Stores the lines, their records and the end of the plan at once. */
async function store(actor: Actor, planId: string, problem: InventoryProblem, plan: SolvedInventory, from: SolvedFrom) {
  const { lines, totals, solver, constraintUse, shadowPrices, transfers, warnings } = plan;
  const summary: PlanSummary = {
    totals,
    solver,
    constraintUse,
    shadowPrices,
    transfers,
    warnings,
    rates: Object.fromEntries(
      [...from.rates].filter(([currency]) => from.pairs.some(pair => pair.terms.supplier.currency === currency)),
    ),
    skipped: from.gaps,
    lanes: problem.lanes,
  };
  const status: PlanStatus = solver.status === 'infeasible' ? 'INFEASIBLE' : 'COMPLETED';
  const rows = lines.map((line, index) => rowOf(planId, from.pairs[index]!, problem.lines[index]!, line));
  await inTransaction(async transaction => {
    // The row is changed first: whoever cancels meanwhile waits, and finds the plan finished.
    if (!(await endPlan(transaction, planId, { status, summary: asJson(summary) }))) return;
    await insertPlanLines(transaction, rows);
    await recordDone(transaction, actor, {
      action: 'order-plan.finish',
      ...entityOf(planId),
      after: { status, lines: rows.length, orderNowMinor: totals.orderNowMinor, gap: solver.gap },
    });
    await tellOfPlan(transaction, actor, planId, { kind: 'ended', status });
  });
}

function rowOf(
  planId: string,
  pair: CompletePair,
  asked: InventoryProblem['lines'][number],
  line: SolvedInventory['lines'][number],
): NewPlanLine {
  const { supplier } = pair.terms;
  const unitCost = unitCostAt(line.orderQuantity, pair.terms);
  const projection: LineProjection = {
    demandByWeek: asked.demand.mean,
    orderByWeek: line.orderByWeek,
    arrivalsByWeek: line.arrivalsByWeek,
    projectedStock: line.projectedStock,
    projectedShortage: line.projectedShortage,
    safetyStockByWeek: line.safetyStockByWeek,
    reorderPointByWeek: line.reorderPointByWeek,
  };
  return {
    planId,
    skuId: pair.sku.id,
    warehouseId: pair.warehouse.id,
    supplierId: supplier.id,
    publishedForecastId: pair.forecast.id,
    safetyStock: line.safetyStock,
    reorderPoint: line.reorderPoint,
    inventoryPosition: line.inventoryPosition,
    orderQuantity: line.orderQuantity,
    unitCost,
    currency: supplier.currency,
    lineCost: new Decimal(unitCost).times(line.orderQuantity).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2),
    lineCostGbp: new Decimal(line.lineCostMinor).div(100).toFixed(2),
    arrivesOn: line.arrivesOn === null ? null : new Date(line.arrivesOn),
    daysOfCover: line.daysOfCover,
    expectedFillRate: line.expectedFillRate,
    demandSkewness: line.demandSkewness,
    projection: asJson(projection),
    decision: line.decision,
  };
}

function failureOf(planId: string, error: unknown): EndWithoutPlan {
  if (error instanceof AppError) return { status: 'FAILED', failureReason: error.message };
  log.error({ error, planId }, 'an order plan failed unexpectedly');
  return { status: 'FAILED', failureReason: `The solver failed unexpectedly; the log knows it by the plan ${planId}.` };
}

interface EndWithoutPlan {
  readonly status: 'FAILED' | 'CANCELLED' | 'INTERRUPTED';
  readonly failureReason?: string;
}

/** Never rejects: where it cannot be stored, heartbeats end and the sweep marks the plan interrupted. */
async function endWithout(actor: Tenant, planId: string, how: EndWithoutPlan): Promise<void> {
  try {
    await inTransaction(async transaction => {
      if (!(await endPlan(transaction, planId, how))) return;
      await tellOfPlan(transaction, actor, planId, { kind: 'ended', status: how.status });
    });
  } catch (error) {
    log.error({ error, planId }, 'the end of an order plan was not stored');
  }
}

/**
 * Stops the solver. Where it already has a plan that keeps every constraint, that plan is kept, labelled with its gap;
 * a plan solved by another process ends without one.
 */
export async function cancelPlan(actor: Actor, planId: string) {
  const plan = await readPlan(actor, planId);
  const here = solving.isHere(planId);
  await inTransaction(async transaction => {
    if (here ? plan.status !== 'RUNNING' : !(await endPlan(transaction, planId, { status: 'CANCELLED' }))) return;
    await recordDone(transaction, actor, { action: 'order-plan.cancel', ...entityOf(planId) });
    if (!here) await tellOfPlan(transaction, actor, planId, { kind: 'ended', status: 'CANCELLED' });
  });
  solving.abort(planId);
  return readPlan(actor, planId);
}

const entityOf = (planId: string) => ({ entityType: 'order-plan', entityId: planId });

/** What is stored is plain JSON already; only Prisma's type does not know it. */
function asJson(value: object): Prisma.InputJsonObject {
  return value as unknown as Prisma.InputJsonObject;
}
