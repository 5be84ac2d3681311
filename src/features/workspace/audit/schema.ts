import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';

export const ListAuditInput = z.object({
  /** Rows older than this id: the `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,19}$/)
    .nullish(),
  outcome: z.enum(['DONE', 'REFUSED']).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(80).optional(),
  action: z.string().max(100).optional(),
  /** In the action, the person's name, the entity's id or the reason. */
  search: z.string().trim().max(100).optional(),
  /** Days in UTC, both included. */
  from: BusinessDay.optional(),
  to: BusinessDay.optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;
