import { z } from 'zod';

const share = z.number().gt(0).lt(1).multipleOf(0.0001);
const target = z.number().min(0.5).max(0.9999).multipleOf(0.0001);
const variation = z.number().gt(0).max(99).multipleOf(0.01);

export const classNames = ['AX', 'AY', 'AZ', 'BX', 'BY', 'BZ', 'CX', 'CY', 'CZ'] as const;
export type ClassName = (typeof classNames)[number];

/** Thresholds and defaults of a workspace's planning; what is absent has the default given here. */
export const PlanningSettings = z
  .object({
    /** A: the SKUs × warehouses that make up so much of the yearly value; A and B together: so much. */
    shareOfA: share.default(0.8),
    shareOfAAndB: share.default(0.95),
    /** X: forecast error up to so much of demand; Y: up to so much; Z beyond. */
    variationOfX: variation.default(0.25),
    variationOfY: variation.default(0.5),
    /** Fill rate aimed at where no policy is set. */
    fillRates: z
      .object({
        AX: target.default(0.98),
        AY: target.default(0.97),
        AZ: target.default(0.95),
        BX: target.default(0.97),
        BY: target.default(0.95),
        BZ: target.default(0.92),
        CX: target.default(0.95),
        CY: target.default(0.92),
        CZ: target.default(0.9),
      })
      .prefault({}),
    /** Days between two looks at the stock where no policy is set. */
    reviewPeriodDays: z.int().min(0).max(365).default(7),
    /** Cost of holding one unit for a year, as a share of its cost, where no policy is set. */
    holdingRate: z.number().min(0).max(9.9999).multipleOf(0.0001).default(0.2),
    /** From so many deliveries on, plans use a supplier's measured lead time instead of the stated one. */
    leadTimeDeliveries: z.int().min(3).max(1_000).default(8),
    /** Hours after which an undecided order goes to the next authority. */
    approvalHours: z.number().min(0.25).max(720).multipleOf(0.25).default(24),
  })
  .refine(settings => settings.shareOfA < settings.shareOfAAndB, {
    path: ['shareOfAAndB'],
    message: 'A and B together must be more than A alone',
  })
  .refine(settings => settings.variationOfX < settings.variationOfY, {
    path: ['variationOfY'],
    message: 'the bound of Y must lie above the bound of X',
  });
export type PlanningSettings = z.infer<typeof PlanningSettings>;

export const defaultPlanningSettings: PlanningSettings = PlanningSettings.parse({});
