import { z } from 'zod';
import { Correction, Delimiter, Encoding, SalesFileMapping } from '../../../shared/contracts/sales-file.ts';
import type { JobContract } from '../../server/queue.ts';

/** First line of an upload, before the file's bytes: what a stream of bytes cannot say of itself. */
export const UploadHeading = z.object({
  /** Made by the client: an upload sent again is the same batch. */
  batchId: z.uuid(),
  fileName: z.string().trim().min(1).max(255),
  /** Of the file, so that an upload that broke off is noticed. */
  byteLength: z.int().min(0),
});
export type UploadHeading = z.infer<typeof UploadHeading>;

export const BatchInput = z.object({ batchId: z.uuid() });
export const ListBatchesInput = z.object({
  /** Imports older than this one. */
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListBatchesInput = z.infer<typeof ListBatchesInput>;

/** Another way to read the file's characters and columns than the one found. */
export const ReadAgainInput = z.object({
  batchId: z.uuid(),
  encoding: Encoding.nullable(),
  delimiter: Delimiter.nullable(),
});
export type ReadAgainInput = z.infer<typeof ReadAgainInput>;

export const CheckInput = z.object({ batchId: z.uuid(), mapping: SalesFileMapping });
export type CheckInput = z.infer<typeof CheckInput>;

/** The rows of a batch in the order of the file. */
export const ListRowsInput = z.object({
  batchId: z.uuid(),
  valid: z.boolean(),
  /** Rows after this line. */
  cursor: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(5_000).default(200),
});
export type ListRowsInput = z.infer<typeof ListRowsInput>;

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

export const ExportRowsInput = z.object({ batchId: z.uuid(), rows: z.enum(['rejected', 'accepted']) });
export type ExportRowsInput = z.infer<typeof ExportRowsInput>;

/** What is stored of how a file was read. */
export const StoredDialect = z.object({
  encoding: Encoding,
  delimiter: Delimiter,
  headerLine: z.number().int().nullable(),
  header: z.array(z.string()),
  headerSignature: z.string(),
  samples: z.array(z.array(z.string())),
  notes: z.array(z.string()),
});
export type StoredDialect = z.infer<typeof StoredDialect>;

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

/** Topic of live events: progress, state and end of an import. */
export const importTopic = 'import';
