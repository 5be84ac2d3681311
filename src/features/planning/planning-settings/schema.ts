import { z } from 'zod';
import { PlanningSettings } from '../../../../shared/planning/planning-settings.ts';

export const planningSettingsTopic = 'planning-settings';

export const ChangeSettingsInput = z.object({
  /** The version that the change was made from; 0 while the defaults are in use. */
  version: z.int().min(0),
  settings: PlanningSettings,
  reason: z.string().trim().min(3, 'say why, in at least three letters').max(500),
});
export type ChangeSettingsInput = z.infer<typeof ChangeSettingsInput>;
