import { z } from 'zod';
import { Delimiter, Encoding } from '../../../../shared/contracts/import-file.ts';
import { importKindIds } from '../../../../shared/contracts/import-kinds.ts';

/** First line of an upload, before the file's bytes: what a stream of bytes cannot say of itself. */
export const UploadHeading = z.object({
  /** What the file holds. */
  kind: z.enum(importKindIds).default('SALES'),
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

/** The rows of a batch in the order of the file. */
export const ListRowsInput = z.object({
  batchId: z.uuid(),
  valid: z.boolean(),
  /** Rows after this line. */
  cursor: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(5_000).default(200),
});
export type ListRowsInput = z.infer<typeof ListRowsInput>;

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

/** Topic of live events: progress, state and end of an import. */
export const importTopic = 'import';
