import { createHash } from 'node:crypto';
import { ImportMapping, type InspectFileInput, RowProblem } from '../../../../shared/contracts/import-file.ts';
import { fieldsOf, type ImportKind, importKinds } from '../../../../shared/contracts/import-kinds.ts';
import { uploadLimitBytes } from '../../../../shared/contracts/upload-body.ts';
import { type CsvCell, toCsv } from '../../../../shared/csv.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type Actor, hasRole } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import type { ImportStatus, Prisma } from '../../../server/generated/prisma/client.ts';
import { runTask } from '../../../server/pool.ts';
import { readUpload } from '../../../server/read-upload.ts';
import { recordDone, recordRefused } from '../../workspace/audit/service.ts';
import {
  type BatchRow,
  insertBatch,
  selectBatch,
  selectBatches,
  selectEarlierCommit,
  selectFile,
  selectProblemGroups,
  selectRememberedMapping,
  selectRows,
  updateBatch,
} from './data.ts';
import {
  type ExportRowsInput,
  importTopic,
  type ListBatchesInput,
  type ListRowsInput,
  type ReadAgainInput,
  StoredDialect,
  UploadHeading,
} from './schema.ts';

const exportPageRows = 5_000;
const problemGroupsShown = 200;
/** Leaves room in what is stored for the day from which terms hold. */
const longestSource = 175;

/** Statuses in which a batch may be read anew under another mapping. */
export const checkable: readonly ImportStatus[] = ['UPLOADED', 'CHECKED', 'FAILED', 'CANCELLED'];

/**
 * Receives a file, looks at how it is written, and keeps it; a file that is no table is refused and not kept.
 * The same upload again (same batch and content) changes nothing.
 * @throws AppError `entity.changed`, `request.key-reused` when the batch is another organisation's
 */
export async function uploadFile(
  actor: Actor,
  stream: ReadableStream<Uint8Array>,
  call: { contentLength: number | undefined; signal: AbortSignal | undefined },
): Promise<{ batchId: string }> {
  const { heading, bytes } = await readUpload(stream, UploadHeading, {
    limitBytes: uploadLimitBytes,
    claimedBytes: call.contentLength ?? 0,
    signal: call.signal,
  });
  const { batchId, kind, fileName } = heading;
  await requireRoleOf(actor, kind, { action: 'import.upload', batchId });
  const file = { batchId, kind, fileName, bytes };
  if (await isReceived(database, actor, file)) return { batchId };
  const asFound = await inspect(actor, fileName, { kind, bytes, encoding: null, delimiter: null });
  await inTransaction(async transaction => {
    if (!(await storeFile(transaction, actor, file))) {
      // Sent twice at once: the other one is kept.
      if (await isReceived(transaction, actor, file)) return;
      throw new AppError('request.key-reused');
    }
    await updateBatch(transaction, batchId, ['UPLOADED'], asFound);
    await recordDone(transaction, actor, {
      action: 'import.upload',
      entityType: 'import',
      entityId: batchId,
      after: { kind, fileName, bytes: bytes.length, fileSha256: sha256(bytes) },
    });
    await tell(transaction, actor, batchId, { status: 'UPLOADED' });
  });
  return { batchId };
}

/** Whether this very file was received under its id before. @throws AppError `entity.changed` when another one was */
async function isReceived(db: Database, actor: Actor, { batchId, kind, bytes }: ReceivedFile): Promise<boolean> {
  const known = await selectBatch(db, actor.organisationId, batchId);
  if (known && (known.fileSha256 !== sha256(bytes) || known.kind !== kind)) {
    throw new AppError('entity.changed', { entity: 'import', id: batchId });
  }
  return known !== null;
}

/** How a file would be read: as a file of the same layout was last imported, or as its columns' names say. */
async function inspect(actor: Actor, fileName: string, file: InspectFileInput) {
  const { dialect, mapping, samples, rowCount } = await runTask('inspectImportFile', file, { seed: 0 });
  const remembered = ImportMapping.safeParse(
    await selectRememberedMapping(database, {
      organisationId: actor.organisationId,
      kind: file.kind,
      headerSignature: dialect.headerSignature,
    }),
  );
  const { encoding, delimiter } = file;
  // A file that does not say it itself: the file is the statement, until someone says better.
  const fixedSource = 'source' in fieldsOf(file.kind) ? `Statement: ${nameOf(fileName)}`.slice(0, longestSource) : null;
  return {
    dialect: StoredDialect.parse({ ...dialect, samples, notes: [] }),
    mapping: {
      ...(remembered.success ? remembered.data : mapping),
      ...{ encoding, delimiter, fixedSource, corrections: [] },
    },
    rowCount,
  };
}

/** Reads a file's characters and columns in the way that a user says; the mapping starts afresh. */
export async function readAgain(actor: Actor, { batchId, encoding, delimiter }: ReadAgainInput): Promise<void> {
  const { kind, fileName } = await requireOwnBatch(database, actor, batchId);
  const bytes = await selectFile(database, batchId);
  const found = await inspect(actor, fileName, { kind, bytes, encoding, delimiter });
  const change = { ...found, status: 'UPLOADED', failureReason: null } as const;
  await inTransaction(async transaction => {
    if (!(await updateBatch(transaction, batchId, checkable, change))) {
      throw await wrongStatus(transaction, actor, batchId, 'read again');
    }
    await tell(transaction, actor, batchId, { status: 'UPLOADED' });
  });
}

interface ReceivedFile {
  readonly batchId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Keeps a received file; nothing of it is read yet. @returns false when its id is taken */
export function storeFile(db: Database, actor: Actor, file: ReceivedFile): Promise<boolean> {
  return insertBatch(db, {
    id: file.batchId,
    organisationId: actor.organisationId,
    createdById: actor.userId,
    kind: file.kind,
    fileName: nameOf(file.fileName),
    fileSha256: sha256(file.bytes),
    fileBytes: file.bytes,
    status: 'UPLOADED',
  });
}

/** A path tells of somebody's computer; a name is enough. */
function nameOf(fileName: string): string {
  return fileName.split(/[\\/]/).at(-1) || 'file';
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function listBatches(actor: Actor, { cursor, limit }: ListBatchesInput) {
  const page = { before: cursor ?? undefined, limit: limit + 1 };
  const rows = await selectBatches(database, actor.organisationId, page);
  const batches = rows.slice(0, limit).map(summaryOf);
  return { asOf: new Date().toISOString(), batches, next: rows.length > limit ? batches.at(-1)!.id : null };
}

function summaryOf({ organisationId, dialect, mapping, createdBy, createdAt, committedAt, ...batch }: BatchRow) {
  return {
    ...batch,
    createdBy: createdBy.name,
    createdAt: createdAt.toISOString(),
    committedAt: committedAt?.toISOString() ?? null,
  };
}

/** One import with how it is read, and the problems of its rows, each wrong value once. */
export async function readBatch(actor: Actor, batchId: string) {
  const batch = await requireBatch(database, actor, batchId);
  const [problems, earlier] = await Promise.all([
    batch.invalidCount > 0 ? selectProblemGroups(database, batchId, problemGroupsShown) : [],
    batch.status === 'COMMITTED' ? null : selectEarlierCommit(database, batch),
  ]);
  return {
    ...summaryOf(batch),
    dialect: StoredDialect.parse(batch.dialect),
    mapping: ImportMapping.parse(batch.mapping),
    problems,
    earlierCommit: earlier && {
      batchId: earlier.id,
      committedAt: earlier.committedAt?.toISOString() ?? null,
      committedBy: earlier.createdBy.name,
    },
  };
}

/** @throws AppError `entity.not-found` */
export async function requireBatch(db: Database, actor: Actor, batchId: string): Promise<BatchRow> {
  const batch = await selectBatch(db, actor.organisationId, batchId);
  if (!batch) throw new AppError('entity.not-found', { entity: 'import', id: batchId });
  return batch;
}

/** As `requireBatch`, for somebody who changes the import. @throws AppError `auth.role-required` */
export async function requireOwnBatch(db: Database, actor: Actor, batchId: string): Promise<BatchRow> {
  const batch = await requireBatch(db, actor, batchId);
  await requireRoleOf(actor, batch.kind, { action: 'import.change', batchId });
  return batch;
}

/** What a kind changes decides who may import it: terms are edited by managers, so are they imported. */
async function requireRoleOf(
  actor: Actor,
  kind: ImportKind,
  { action, batchId }: { readonly action: string; readonly batchId: string },
): Promise<void> {
  const { role: required, title } = importKinds[kind];
  if (hasRole(actor, required)) return;
  const refusal = new AppError('auth.role-required', { required, actual: actor.role });
  const reason = `${title}: ${refusal.message}`;
  await recordRefused(actor, { action, entityType: 'import', entityId: batchId, reason });
  throw refusal;
}

/** The bytes as they were received. */
export function readFile(batchId: string): Promise<Uint8Array<ArrayBuffer>> {
  return selectFile(database, batchId);
}

/** @returns whether the import was in one of the statuses `from`, so that the change was made */
export function changeBatch(
  db: Database,
  batchId: string,
  from: readonly ImportStatus[],
  change: Prisma.ImportBatchUncheckedUpdateManyInput,
): Promise<boolean> {
  return updateBatch(db, batchId, from, change);
}

export async function listRows(actor: Actor, { batchId, valid, cursor, limit }: ListRowsInput) {
  await requireBatch(database, actor, batchId);
  const rows = await selectRows(database, { batchId, valid, afterRow: cursor, limit });
  return {
    rows: rows.map(row => ({ ...row, problems: RowProblem.array().parse(row.problems) })),
    next: rows.length === limit ? rows.at(-1)!.rowNumber : null,
  };
}

/** The rejected rows as they are in the file, with what is wrong; or the accepted ones as they were understood. */
export async function exportRows(actor: Actor, { batchId, rows: wanted }: ExportRowsInput) {
  const batch = await requireBatch(database, actor, batchId);
  const { header } = StoredDialect.parse(batch.dialect);
  const lines: CsvCell[][] = [];
  for (let afterRow = 0; ; ) {
    const page = await selectRows(database, { batchId, valid: wanted === 'accepted', afterRow, limit: exportPageRows });
    for (const row of page) {
      if (wanted === 'accepted') {
        lines.push(acceptedCells(batch.kind, row));
        continue;
      }
      const problems = RowProblem.array().parse(row.problems);
      const text = (part: (problem: RowProblem) => string | null) => problems.map(part).filter(Boolean).join('; ');
      lines.push([
        ...header.map((_, index) => row.cells[index] ?? ''),
        row.rowNumber,
        text(problem => (problem.column === null ? problem.reason : `${problem.column}: ${problem.reason}`)),
        text(problem => problem.suggestion),
      ]);
    }
    if (page.length < exportPageRows) break;
    afterRow = page.at(-1)!.rowNumber;
  }
  const acceptedHeader =
    batch.kind === 'SALES'
      ? ['SKU', 'Channel', 'Period start', 'Quantity', 'Revenue', 'Currency']
      : Object.values(fieldsOf(batch.kind)).map(field => field.label);
  return {
    fileName: `${batch.fileName.replace(/\.[^.]*$/, '')}-${wanted}.csv`,
    rowCount: lines.length,
    csv: toCsv(wanted === 'accepted' ? acceptedHeader : [...header, 'Line', 'Problem', 'Suggestion'], lines),
  };
}

function acceptedCells(kind: ImportKind, row: Awaited<ReturnType<typeof selectRows>>[number]): CsvCell[] {
  if (row.record) return Object.keys(fieldsOf(kind)).map(field => row.record?.[field] ?? null);
  return [row.skuCode, row.channelCode, row.periodStart, row.quantity, row.revenue, row.currency];
}

export async function wrongStatus(db: Database, actor: Actor, batchId: string, action: string): Promise<AppError> {
  const { status } = await requireBatch(db, actor, batchId);
  return new AppError('import.wrong-status', { status: status.toLowerCase(), action });
}

/** Tells browsers of an import; last in its transaction. */
export function tell(transaction: Database, actor: Actor, batchId: string, payload: Record<string, string | number>) {
  const { organisationId } = actor;
  return appendEvent(transaction, { organisationId, topic: importTopic, entityId: batchId, payload });
}
