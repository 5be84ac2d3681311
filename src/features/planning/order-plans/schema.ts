import { z } from 'zod';
import type { InventoryPlan, InventoryPlanLine, TransferLane } from '../../../../shared/contracts/inventory.ts';
import type { PlanBreach } from '../../../../shared/planning/plan-breaches.ts';
import type { PlanningGap } from '../../../../shared/planning/planning-gaps.ts';
import type { RateInputs } from '../../../../shared/planning/planning-inputs.ts';
import { StockScope } from '../planning-inputs/schema.ts';

/** Pounds as decimal text; null is no limit. */
const limit = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/, 'an amount of 0 or more, e.g. 25000')
  .nullable()
  .default(null);

const Weeks = z.int().min(1).max(104);

export const StartPlanInput = z.object({
  /** Made by the client: the same plan asked for twice is solved once. */
  planId: z.uuid(),
  scope: StockScope.prefault({}),
  weeks: Weeks.default(26),
  /** For orders placed now. */
  cashNow: limit,
  /** For all orders of the horizon. */
  budget: limit,
  /** Value at cost of all stock at the end of any week. */
  workingCapital: limit,
  /** Share of each line's demand that must be served from the first week an order can reach; null prices shortage only. */
  minimumFillRate: z.number().min(0).max(1).nullable().default(null),
  method: z.enum(['policy', 'optimise']).default('optimise'),
  timeLimitSeconds: z.number().min(1).max(600).default(20),
  /** Stop when the plan is proven to be within this share of the best cost. */
  gapTarget: z.number().min(0).max(0.5).default(0.01),
  /** Plan without the SKUs whose inputs are missing, instead of refusing. */
  skipIncomplete: z.boolean().default(false),
});
export type StartPlanInput = z.infer<typeof StartPlanInput>;
export type PlanParameters = Omit<StartPlanInput, 'planId'>;

export const ReadinessInput = z.object({ scope: StockScope.prefault({}), weeks: Weeks.default(26) });
export type ReadinessInput = z.infer<typeof ReadinessInput>;

export const PlanInput = z.object({ planId: z.uuid() });
export const LineInput = z.object({ lineId: z.uuid() });

export const ListPlansInput = z.object({
  limit: z.int().min(1).max(100).default(20),
  /** The last plan of the page before. */
  cursor: z.uuid().nullish(),
});
export type ListPlansInput = z.infer<typeof ListPlansInput>;

export type PlanStatus = 'RUNNING' | 'COMPLETED' | 'INFEASIBLE' | 'CANCELLED' | 'INTERRUPTED' | 'FAILED';

/** What is stored of a finished plan beside its lines. */
export type PlanSummary = Pick<
  InventoryPlan,
  'totals' | 'solver' | 'constraintUse' | 'shadowPrices' | 'transfers' | 'warnings'
> & {
  /** By currency, pounds for one unit. */
  readonly rates: Readonly<Record<string, RateInputs>>;
  /** Left out because inputs were missing. */
  readonly skipped: readonly PlanningGap[];
  /** What the transfers move along; plans made before there were lanes have none. */
  readonly lanes?: readonly TransferLane[];
  /** Present when a planner changed quantities by hand. */
  readonly edited?: {
    readonly fromPlanId: string;
    readonly fromName: string | null;
    readonly changeCount: number;
    /** The first of them; each line's decision record has its own. */
    readonly edits: readonly PlanEdit[];
    readonly breachCount: number;
    /** The first of them. */
    readonly breaches: readonly NamedBreach[];
  };
};

/** A broken limit with the name of its line; null where lines share it. */
export type NamedBreach = PlanBreach & {
  readonly line: { readonly skuName: string; readonly warehouseName: string; readonly unit: string } | null;
};

/** One quantity that a planner changed, units. */
export interface PlanEdit {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly week: number;
  readonly from: number;
  readonly to: number;
}

/** The course of one line over the horizon, by week. */
export type LineProjection = Pick<
  InventoryPlanLine,
  'orderByWeek' | 'arrivalsByWeek' | 'projectedStock' | 'projectedShortage' | 'safetyStockByWeek' | 'reorderPointByWeek'
> & { readonly demandByWeek: readonly number[] };

export const planTopic = 'order-plan';

/** What happened to a plan; its lines stay in their rows. */
export type PlanEvent =
  | { readonly kind: 'started' }
  | {
      readonly kind: 'progress';
      /** 0–1. */
      readonly done: number;
      readonly message: string;
      /** Pence; absent before there is a first plan. */
      readonly solver?: { readonly incumbentMinor: number; readonly boundMinor: number | null };
    }
  | { readonly kind: 'ended'; readonly status: PlanStatus };
