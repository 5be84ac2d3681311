import type { DecisionRecord } from '../../../shared/contracts/decision-record.ts';
import type { ConstraintId, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import type { OrderRequest } from './allocate-limits.ts';
import type { DecisionDraft } from './decision-draft.ts';
import { recordTransfers, type TransferEffect } from './record-transfers.ts';

/**
 * Completes a line's record with what one solve over all lines made of the quantity that the line would get alone and
 * with its share of each limit, and then transfers where goods can be moved.
 */
export function recordJointSolve(
  problem: InventoryProblem,
  request: OrderRequest,
  quantity: number,
  reason: string,
  transfers: TransferEffect | null,
): DecisionRecord {
  const draft = request.policy.draft.copy();
  if (!arrivesTooLate(request, draft)) recordSharedLimits(draft, problem, request);
  const together = transfers?.alone ?? quantity;
  draft.input('granted.joint-solve', together, 'units', { source: reason, asOf: problem.planningDate });
  draft.constrain('joint-solve', { granted: 'granted.joint-solve' });
  if (transfers) recordTransfers(draft, problem, request.context.line, transfers);
  return draft.finish();
}

/** Completes a line's record with what the limits that it shares with other lines did to it. */
export function recordAllocation(problem: InventoryProblem, request: OrderRequest): DecisionRecord {
  const draft = request.policy.draft.copy();
  if (arrivesTooLate(request, draft)) {
    draft.input('granted.joint-solve', 0, 'units', { source: 'Would arrive after the plan ends', asOf: null });
    draft.constrain('joint-solve', { granted: 'granted.joint-solve' });
  } else {
    recordSharedLimits(draft, problem, request);
  }
  return draft.finish();
}

function arrivesTooLate({ beforeMinimumValue }: OrderRequest, draft: DecisionDraft): boolean {
  return beforeMinimumValue === 0 && draft.quantity() > 0;
}

function recordSharedLimits(draft: DecisionDraft, problem: InventoryProblem, request: OrderRequest): void {
  const { context, stoppedBy, wanted, granted } = request;
  const shared = 'Shared out over all lines by shortage avoided for each unit of money';
  const constrain = (constraint: ConstraintId, limit: number | null, unit: string, after: number) => {
    if (limit !== null) draft.input(`limit.${constraint}`, limit, unit, context.line.sources[constraint]);
    draft.input(`granted.${constraint}`, after, 'units', { source: shared, asOf: problem.planningDate });
    const from: Record<string, string> = { granted: `granted.${constraint}` };
    if (limit !== null) from.limit = `limit.${constraint}`;
    draft.constrain(constraint, from);
  };
  const minimumValue = context.supplier.minimumOrderValueMinor;
  if (minimumValue > 0) {
    constrain('minimum-order-value', minimumValue, 'minor', stoppedBy === 'minimum-order-value' ? 0 : wanted);
  }
  for (const [constraint, limit, unit] of sharedLimitsOf(problem, request)) {
    // One limit stops a line; those before it in the list left the order as it was.
    constrain(constraint, limit, unit, constraint === stoppedBy ? granted : draft.quantity());
  }
}

/** The limits that apply to this line's order now, in the order in which they are checked. */
function sharedLimitsOf(problem: InventoryProblem, { context }: OrderRequest): [ConstraintId, number | null, string][] {
  const { limits } = problem;
  const arrival = context.leadTimeWeeks;
  const volume =
    problem.warehouses.find(warehouse => warehouse.id === context.line.warehouseId)?.volumeCapacity ?? null;
  const all: [ConstraintId, number | null, string][] = [
    ['supplier-capacity', context.supplier.capacityByWeek?.[0] ?? null, 'units'],
    ['warehouse-volume', volume, 'volume'],
    ['working-capital', limits.workingCapitalByWeekMinor?.[arrival] ?? null, 'minor'],
    ['cash-week', limits.cashByWeekMinor?.[0] ?? null, 'minor'],
    ['cash-total', limits.cashTotalMinor, 'minor'],
  ];
  return all.filter(([, limit]) => limit !== null);
}
