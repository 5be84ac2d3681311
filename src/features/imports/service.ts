import { createHash, randomUUID } from 'node:crypto';
import {
  type Correction,
  type InspectSalesFileInput,
  RowProblem,
  type SalesFileCheck,
  SalesFileMapping,
} from '../../../shared/contracts/sales-file.ts';
import { uploadLimitBytes } from '../../../shared/contracts/upload-body.ts';
import { type CsvCell, toCsv } from '../../../shared/csv.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Actor } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import type { ImportStatus } from '../../server/generated/prisma/enums.ts';
import { runTask } from '../../server/pool.ts';
import { enqueue, type JobRun } from '../../server/queue.ts';
import { readUpload } from '../../server/read-upload.ts';
import { recordDone } from '../audit/service.ts';
import { readCatalogue, readLookups, teachAlias } from '../catalogue/service.ts';
import { salesChanged } from '../sales/service.ts';
import { businessCalendar } from '../users/service.ts';
import {
  type BatchRow,
  countFactChanges,
  deleteRows,
  type FactCounts,
  insertBatch,
  insertRows,
  lockCommits,
  selectBatch,
  selectBatches,
  selectEarlierCommit,
  selectFactChanges,
  selectFile,
  selectProblemGroups,
  selectRememberedMapping,
  selectRows,
  selectUnfinishedBatches,
  updateBatch,
  upsertFacts,
  withBatchLock,
} from './data.ts';
import {
  type BatchJob,
  type CheckInput,
  type CorrectInput,
  checkImportJob,
  commitImportJob,
  type ExportRowsInput,
  importTopic,
  type ListBatchesInput,
  type ListChangesInput,
  type ListRowsInput,
  type ReadAgainInput,
  StoredDialect,
  type TeachNamesInput,
  UploadHeading,
} from './schema.ts';

const exportPageRows = 5_000;
const progressEveryMilliseconds = 400;
const cancelPollMilliseconds = 500;
const problemGroupsShown = 200;

/** Statuses in which a batch may be read anew under another mapping. */
const checkable: readonly ImportStatus[] = ['UPLOADED', 'CHECKED', 'FAILED', 'CANCELLED'];

/**
 * Receives a file, looks at how it is written, and keeps it; a file that is no table is refused and not kept.
 * The same upload again (same batch and content) changes nothing.
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
  const { batchId, fileName } = heading;
  const known = await selectBatch(database, actor.organisationId, batchId);
  if (known && known.fileSha256 !== sha256(bytes)) {
    throw new AppError('entity.changed', { entity: 'import', id: batchId });
  }
  if (known) return { batchId };
  const asFound = await inspect(actor, { bytes, encoding: null, delimiter: null });
  await inTransaction(async transaction => {
    await storeFile(transaction, actor, { batchId, fileName, bytes });
    await updateBatch(transaction, batchId, ['UPLOADED'], asFound);
    await recordDone(transaction, actor, {
      action: 'import.upload',
      entityType: 'import',
      entityId: batchId,
      after: { fileName, bytes: bytes.length, fileSha256: sha256(bytes) },
    });
    await tell(transaction, actor, batchId, { status: 'UPLOADED' });
  });
  return { batchId };
}

/** How a file would be read: as a file of the same layout was last imported, or as its columns' names say. */
async function inspect(actor: Actor, file: InspectSalesFileInput) {
  const { dialect, mapping, samples, rowCount } = await runTask('inspectSalesFile', file, { seed: 0 });
  const remembered = SalesFileMapping.safeParse(
    await selectRememberedMapping(database, actor.organisationId, dialect.headerSignature),
  );
  const { encoding, delimiter } = file;
  return {
    dialect: StoredDialect.parse({ ...dialect, samples, notes: [] }),
    mapping: remembered.success ? { ...remembered.data, encoding, delimiter, corrections: [] } : mapping,
    rowCount,
  };
}

/** Reads a file's characters and columns in the way that a user says; the mapping starts afresh. */
export async function readAgain(actor: Actor, { batchId, encoding, delimiter }: ReadAgainInput): Promise<void> {
  await requireBatch(database, actor, batchId);
  const bytes = await selectFile(database, batchId);
  const found = await inspect(actor, { bytes, encoding, delimiter });
  const change = { ...found, status: 'UPLOADED', failureReason: null } as const;
  await inTransaction(async transaction => {
    if (!(await updateBatch(transaction, batchId, checkable, change))) {
      throw await wrongStatus(transaction, actor, batchId, 'read again');
    }
    await tell(transaction, actor, batchId, { status: 'UPLOADED' });
  });
}

/** Keeps a received file; nothing of it is read yet. */
export async function storeFile(
  db: Database,
  actor: Actor,
  file: { batchId: string; fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await insertBatch(db, {
    id: file.batchId,
    organisationId: actor.organisationId,
    createdById: actor.userId,
    // A path tells of somebody's computer; a name is enough.
    fileName: file.fileName.split(/[\\/]/).at(-1) || 'file',
    fileSha256: sha256(file.bytes),
    fileBytes: file.bytes,
    status: 'UPLOADED',
  });
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
    mapping: SalesFileMapping.parse(batch.mapping),
    problems,
    earlierCommit: earlier && {
      batchId: earlier.id,
      committedAt: earlier.committedAt?.toISOString() ?? null,
      committedBy: earlier.createdBy.name,
    },
  };
}

async function requireBatch(db: Database, actor: Actor, batchId: string): Promise<BatchRow> {
  const batch = await selectBatch(db, actor.organisationId, batchId);
  if (!batch) throw new AppError('entity.not-found', { entity: 'import', id: batchId });
  return batch;
}

export async function listRows(actor: Actor, { batchId, valid, cursor, limit }: ListRowsInput) {
  await requireBatch(database, actor, batchId);
  const rows = await selectRows(database, { batchId, valid, afterRow: cursor, limit });
  return {
    rows: rows.map(row => ({ ...row, problems: RowProblem.array().parse(row.problems) })),
    next: rows.length === limit ? rows.at(-1)!.rowNumber : null,
  };
}

export async function listChanges(actor: Actor, input: ListChangesInput) {
  await requireBatch(database, actor, input.batchId);
  const { batchId, kind, cursor, limit } = input;
  const changes = await selectFactChanges(database, { batchId, kind, offset: cursor, limit });
  return { changes, next: changes.length === limit ? cursor + limit : null };
}

/** Reads and checks all rows anew; the answer comes as a live event. */
export async function requestCheck(actor: Actor, { batchId, mapping }: CheckInput): Promise<void> {
  await requireBatch(database, actor, batchId);
  await inTransaction(async transaction => {
    const change = { status: 'CHECKING', mapping, failureReason: null } as const;
    if (!(await updateBatch(transaction, batchId, checkable, change))) {
      throw await wrongStatus(transaction, actor, batchId, 'checked');
    }
    await tell(transaction, actor, batchId, { status: 'CHECKING' });
  });
  await enqueue(checkImportJob, { batchId, actor }, randomUUID());
}

/** Puts cells right and checks again. A later correction of a cell replaces an earlier one. */
export async function correctCells(actor: Actor, { batchId, corrections }: CorrectInput): Promise<void> {
  const mapping = SalesFileMapping.parse((await requireBatch(database, actor, batchId)).mapping);
  const keyOf = ({ rowNumber, column }: Correction) => `${rowNumber} ${column}`;
  const merged = new Map([...mapping.corrections, ...corrections].map(one => [keyOf(one), one]));
  await requestCheck(actor, { batchId, mapping: { ...mapping, corrections: [...merged.values()] } });
}

/**
 * Teaches what names in the file mean, for this and all later files, and checks again. A channel's name holds for SKUs
 * of that channel's region: elsewhere it may mean another channel.
 */
export async function teachNames(actor: Actor, { batchId, names }: TeachNamesInput): Promise<void> {
  const batch = await requireBatch(database, actor, batchId);
  const { channels, regions } = await readCatalogue(actor);
  await inTransaction(async transaction => {
    for (const { kind, name, targetId } of names) {
      const channel = kind === 'CHANNEL' ? channels.find(row => row.id === targetId) : undefined;
      const regionCode = regions.find(region => region.id === channel?.regionId)?.code ?? null;
      await teachAlias(transaction, actor, { kind, name, regionCode, targetId });
    }
  });
  await requestCheck(actor, { batchId, mapping: SalesFileMapping.parse(batch.mapping) });
}

/** The job of a check. Only a batch that waits for one is checked, so that it may run again. */
export async function runCheck({ batchId, actor }: BatchJob, run: JobRun): Promise<void> {
  await withBatchLock(batchId, async () => {
    const batch = await selectBatch(database, actor.organisationId, batchId);
    if (batch?.status !== 'CHECKING' && batch?.status !== 'FAILED') return;
    const stop = new AbortController();
    const watch = setInterval(async () => {
      const now = await selectBatch(database, actor.organisationId, batchId).catch(() => batch);
      if (now?.status === 'CANCELLED') stop.abort();
    }, cancelPollMilliseconds);
    const report = progressReporter(actor, batchId);
    try {
      const [bytes, lookups, calendar] = await Promise.all([
        selectFile(database, batchId),
        readLookups(database, actor.organisationId),
        businessCalendar(database, actor.organisationId),
      ]);
      const check = await runTask(
        'checkSalesFile',
        { bytes, mapping: SalesFileMapping.parse(batch.mapping), lookups, ...calendar },
        {
          seed: 0,
          signal: AbortSignal.any([run.signal, stop.signal]),
          onProgress: ({ done, message }) => report(done * 0.6, message),
        },
      );
      report(0.6, 'Comparing with what is stored');
      await inTransaction(async transaction => {
        await stageCheck(transaction, batchId, check);
        await tell(transaction, actor, batchId, { status: 'CHECKED' });
      });
    } catch (error) {
      await settleFailure(error, run, { batchId, actor }, 'UPLOADED');
    } finally {
      clearInterval(watch);
    }
  });
}

/** Replaces the batch's rows by what a check found, and counts what a commit would change. */
export async function stageCheck(db: Database, batchId: string, check: SalesFileCheck): Promise<void> {
  await deleteRows(db, batchId);
  for (const chunk of check.rowChunks) await insertRows(db, batchId, check.period, chunk);
  const { dialect, mapping, rowCount, validCount, invalidCount, notes, samples } = check;
  const staged = await updateBatch(db, batchId, ['UPLOADED', 'CHECKING', 'FAILED'], {
    status: 'CHECKED',
    failureReason: null,
    dialect: StoredDialect.parse({ ...dialect, notes, samples }),
    mapping,
    rowCount,
    validCount,
    invalidCount,
    ...(await countFactChanges(db, batchId)),
  });
  if (!staged) throw new AppError('request.cancelled');
}

/** Asks for the commit of a checked batch; asking again while it is under way changes nothing. */
export async function requestCommit(actor: Actor, batchId: string): Promise<void> {
  await inTransaction(transaction => beginCommit(transaction, actor, batchId));
  await enqueue(commitImportJob, { batchId, actor }, randomUUID());
}

export async function beginCommit(transaction: Database, actor: Actor, batchId: string): Promise<void> {
  const batch = await requireBatch(transaction, actor, batchId);
  if (batch.status === 'COMMITTING' || batch.status === 'COMMITTED') return;
  if (batch.status === 'CHECKED' && batch.validCount === 0) throw new AppError('import.nothing-valid');
  if (!(await updateBatch(transaction, batchId, ['CHECKED'], { status: 'COMMITTING' }))) {
    throw await wrongStatus(transaction, actor, batchId, 'committed');
  }
  await tell(transaction, actor, batchId, { status: 'COMMITTING' });
}

/** The job of a commit: one transaction, all or nothing, and nothing when it is done already. */
export async function runCommit({ batchId, actor }: BatchJob, run: JobRun): Promise<void> {
  await withBatchLock(batchId, async () => {
    const batch = await selectBatch(database, actor.organisationId, batchId);
    if (batch?.status !== 'COMMITTING' && batch?.status !== 'FAILED') return;
    try {
      await inTransaction(transaction => applyBatch(transaction, actor, batchId));
    } catch (error) {
      await settleFailure(error, run, { batchId, actor }, 'CHECKED');
    }
  });
}

/** Writes a batch's facts, in the caller's transaction. */
export async function applyBatch(transaction: Database, actor: Actor, batchId: string): Promise<FactCounts> {
  await lockCommits(transaction, actor.organisationId);
  const { fileName, fileSha256, invalidCount } = await requireBatch(transaction, actor, batchId);
  const counts = await upsertFacts(transaction, batchId);
  const change = { status: 'COMMITTED', committedAt: new Date(), failureReason: null, ...counts } as const;
  // Cancelled in the meantime: nothing of it stays.
  if (!(await updateBatch(transaction, batchId, ['COMMITTING', 'FAILED'], change))) {
    throw new AppError('request.cancelled');
  }
  if (counts.createCount + counts.updateCount > 0) await salesChanged(transaction, actor.organisationId);
  await recordDone(transaction, actor, {
    action: 'import.commit',
    entityType: 'import',
    entityId: batchId,
    after: { fileName, fileSha256, ...counts, invalidCount },
  });
  await tell(transaction, actor, batchId, { status: 'COMMITTED', ...counts });
  return counts;
}

/** Stops an import that is not committed; nothing of it is stored as sales. */
export async function cancelBatch(actor: Actor, batchId: string): Promise<void> {
  await inTransaction(async transaction => {
    const cancellable: ImportStatus[] = ['UPLOADED', 'CHECKING', 'CHECKED', 'COMMITTING', 'FAILED'];
    const { status: before } = await requireBatch(transaction, actor, batchId);
    if (before === 'CANCELLED') return;
    if (!(await updateBatch(transaction, batchId, cancellable, { status: 'CANCELLED', failureReason: null }))) {
      throw await wrongStatus(transaction, actor, batchId, 'cancelled');
    }
    await recordDone(transaction, actor, {
      action: 'import.cancel',
      entityType: 'import',
      entityId: batchId,
      before: { status: before },
    });
    await tell(transaction, actor, batchId, { status: 'CANCELLED' });
  });
}

/** Queues again what is under way by its status; where a job has it in hand already, the second finds the lock taken. */
export async function resumeUnfinished(): Promise<void> {
  const minute = new Date().toISOString().slice(0, 16);
  for (const { id: batchId, status, organisationId, createdBy } of await selectUnfinishedBatches(database)) {
    const { id: userId, ...person } = createdBy;
    const actor = { userId, organisationId, ...person, requestId: `resume-${minute}` };
    const contract = status === 'CHECKING' ? checkImportJob : commitImportJob;
    await enqueue(contract, { batchId, actor }, `${contract.name}-${batchId}-${minute}`);
  }
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
        lines.push([row.skuCode, row.channelCode, row.periodStart, row.quantity, row.revenue, row.currency]);
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
  const acceptedHeader = ['SKU', 'Channel', 'Period start', 'Quantity', 'Revenue', 'Currency'];
  return {
    fileName: `${batch.fileName.replace(/\.[^.]*$/, '')}-${wanted}.csv`,
    rowCount: lines.length,
    csv: toCsv(wanted === 'accepted' ? acceptedHeader : [...header, 'Line', 'Problem', 'Suggestion'], lines),
  };
}

/**
 * What a failed job leaves: a user's problem goes back to where the user can mend it, with the reason; anything else
 * is a bug or an outage, which the queue tries again and then lists.
 */
async function settleFailure(error: unknown, run: JobRun, { batchId, actor }: BatchJob, mendable: ImportStatus) {
  // A process that stops leaves the work to the next one.
  if (run.signal.aborted) throw new Error('The process stopped; the next one takes the import up.');
  if (error instanceof AppError && error.code === 'request.cancelled') return;
  const expected = error instanceof AppError;
  await inTransaction(async transaction => {
    const status = expected ? mendable : 'FAILED';
    const failureReason = expected
      ? error.message
      : `It stopped unexpectedly and was not stored; reference ${actor.requestId}. It is tried again by itself.`;
    if (await updateBatch(transaction, batchId, ['CHECKING', 'COMMITTING', 'FAILED'], { status, failureReason })) {
      await tell(transaction, actor, batchId, { status });
    }
  });
  if (!expected) throw error;
}

async function wrongStatus(db: Database, actor: Actor, batchId: string, action: string): Promise<AppError> {
  const { status } = await requireBatch(db, actor, batchId);
  return new AppError('import.wrong-status', { status: status.toLowerCase(), action });
}

function progressReporter(actor: Actor, batchId: string): (done: number, message: string) => void {
  let toldAt = 0;
  return (done, message) => {
    if (Date.now() - toldAt < progressEveryMilliseconds) return;
    toldAt = Date.now();
    // Progress that cannot be told must not stop the work.
    inTransaction(transaction => tell(transaction, actor, batchId, { status: 'CHECKING', done, message })).catch(
      () => {},
    );
  };
}

function tell(transaction: Database, actor: Actor, batchId: string, payload: Record<string, string | number>) {
  const { organisationId } = actor;
  return appendEvent(transaction, { organisationId, topic: importTopic, entityId: batchId, payload });
}
