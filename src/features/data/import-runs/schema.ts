import { z } from 'zod';
import { Correction, SalesFileMapping } from '../../../../shared/contracts/sales-file.ts';
import type { JobContract } from '../../../server/queue.ts';

export const BatchInput = z.object({ batchId: z.uuid() });

export const CheckInput = z.object({ batchId: z.uuid(), mapping: SalesFileMapping });
export type CheckInput = z.infer<typeof CheckInput>;

export const ListChangesInput = z.object({
  batchId: z.uuid(),
  kind: z.enum(['create', 'update']),
  /** Changes already read. */
  cursor: z.number().int().min(0).max(1_000_000).default(0),
  limit: z.number().int().min(1).max(1_000).default(100),
});
export type ListChangesInput = z.infer<typeof ListChangesInput>;

export const TeachNamesInput = z.object({
  batchId: z.uuid(),
  names: z
    .array(z.object({ kind: z.enum(['SKU', 'CHANNEL']), name: z.string().trim().min(1).max(200), targetId: z.uuid() }))
    .min(1)
    .max(500),
});
export type TeachNamesInput = z.infer<typeof TeachNamesInput>;

export const CorrectInput = z.object({ batchId: z.uuid(), corrections: z.array(Correction).min(1).max(1_000) });
export type CorrectInput = z.infer<typeof CorrectInput>;

/** A job acts for whoever asked for it. */
const BatchJob = z.object({
  batchId: z.uuid(),
  actor: z.object({
    userId: z.uuid(),
    organisationId: z.uuid(),
    name: z.string(),
    role: z.enum(['ADMIN', 'MANAGER', 'OPERATOR', 'VIEWER']),
    approvalAuthority: z.enum(['NONE', 'MANAGER', 'DIRECTOR', 'CFO']),
    requestId: z.string(),
  }),
});
export type BatchJob = z.infer<typeof BatchJob>;

export const checkImportJob: JobContract<BatchJob> = { name: 'imports.check', input: BatchJob };
export const commitImportJob: JobContract<BatchJob> = { name: 'imports.commit', input: BatchJob };

/** Takes up what a killed process left, also when its job was never queued. */
export const resumeImportsJob: JobContract<Record<string, never>> = {
  name: 'imports.resume',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};
