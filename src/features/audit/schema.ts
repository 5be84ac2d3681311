import { z } from 'zod';

export const ListAuditInput = z.object({
  /** Rows older than this id. */
  before: z.string().regex(/^\d+$/).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(80).optional(),
  search: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;
