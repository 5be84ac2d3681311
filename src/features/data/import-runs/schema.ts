import { z } from 'zod';
import { Correction, type ImportLookups, ImportMapping } from '../../../../shared/contracts/import-file.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Database } from '../../../server/db.ts';
import type { JobContract } from '../../../server/queue.ts';

export const BatchInput = z.object({ batchId: z.uuid() });

export const CheckInput = z.object({ batchId: z.uuid(), mapping: ImportMapping });
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

/** Of a commit, in facts of its kind. */
export interface FactCounts {
  readonly createCount: number;
  readonly updateCount: number;
  readonly unchangedCount: number;
}

/** One fact by column, as stated and as stored (`stored…`). */
export type FactChange = Readonly<Record<string, string | null>>;

export interface ChangePage {
  readonly batchId: string;
  readonly kind: 'create' | 'update';
  readonly offset: number;
  readonly limit: number;
}

/** What files of one kind become. Everything before and around it is the same for all kinds. */
export interface ImportTarget {
  /** What rows are checked against. */
  lookups(db: Database, actor: Actor): Promise<ImportLookups>;
  /** What a commit would do now. */
  count(db: Database, actor: Actor, batchId: string): Promise<FactCounts>;
  /** What a commit would create or change now, in one order. */
  changes(db: Database, actor: Actor, page: ChangePage): Promise<readonly FactChange[]>;
  /** Writes what differs, with its audit rows and events, in the transaction of the commit. */
  write(transaction: Database, actor: Actor, batchId: string): Promise<FactCounts>;
}
