import { z } from 'zod';

export const ScenariosInput = z.object({ planId: z.uuid() });

/** A set of orders for the problem of one plan. */
export interface PlanScenario {
  /** no-orders: only what is ordered already. policy: reorder points, not optimised. edited: a planner's own quantities. */
  readonly kind: 'no-orders' | 'policy' | 'solved' | 'edited';
  /** Null where it is no plan of its own. */
  readonly planId: string | null;
  readonly name: string | null;
  /** ISO instant. */
  readonly madeAt: string | null;
  readonly madeBy: string | null;
  /** By line of the problem and week, units; an empty line orders nothing. */
  readonly orders: readonly (readonly number[])[];
}
