import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

const day = z.iso.date();
const reason = z.string().trim().min(5, 'Say why in five characters or more').max(500);

/** Most weeks that one override may set: two years. */
const mostOverriddenWeeks = 106;

export const SaveOverrideInput = z.object({
  /** Made by the caller: the same override sent twice is saved once. */
  overrideId: z.uuid(),
  selection: Selection,
  reason,
  /** Last business day on which it counts. */
  expiresOn: day,
  weeks: z
    .array(
      z.object({
        week: day,
        /** Units of the whole selection; null takes the overrides of the week back. */
        quantity: z
          .number()
          .min(0, 'Demand is never negative')
          .max(1e9)
          .transform(units => Math.round(units * 1_000) / 1_000)
          .nullable(),
        /** Of the row that the planner saw. */
        revision: z.string().min(1).max(64),
      }),
    )
    .min(1)
    .max(mostOverriddenWeeks)
    .refine(weeks => new Set(weeks.map(one => one.week)).size === weeks.length, 'each week once'),
});
export type SaveOverrideInput = z.infer<typeof SaveOverrideInput>;

export const WithdrawOverrideInput = z.object({ overrideId: z.uuid(), reason });

export const ListOverridesInput = z.object({
  selection: Selection.prefault({}),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListOverridesInput = z.infer<typeof ListOverridesInput>;

/** Topic of live events. */
export const overrideTopic = 'forecast-override';

/** A week that someone changed after the planner saw it. */
export interface OverrideConflict {
  readonly week: string;
  /** What the planner wanted; null to take the override back. */
  readonly yours: number | null;
  /** Final forecast now, units. */
  readonly current: number;
  /** Who set it; null when it is the published forecast. */
  readonly by: string | null;
  readonly at: string | null;
}
