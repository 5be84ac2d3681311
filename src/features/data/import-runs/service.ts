import { randomUUID } from 'node:crypto';
import { type Correction, type FileCheck, ImportMapping } from '../../../../shared/contracts/import-file.ts';
import type { ImportKind } from '../../../../shared/contracts/import-kinds.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import type { ImportStatus } from '../../../server/generated/prisma/enums.ts';
import { runTask } from '../../../server/pool.ts';
import { enqueue, type JobRun } from '../../../server/queue.ts';
import { capacityImport } from '../../purchasing/capacity-imports/service.ts';
import { termImport } from '../../purchasing/term-imports/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { readCatalogue, teachAliases } from '../catalogue/service.ts';
import { StoredDialect } from '../imports/schema.ts';
import {
  changeBatch,
  checkable,
  readFile,
  requireBatch,
  requireOwnBatch,
  tell,
  wrongStatus,
} from '../imports/service.ts';
import { salesImport } from '../sales-imports/service.ts';
import { deleteRows, insertRows, lockCommits, selectUnfinishedBatches, withBatchLock } from './data.ts';
import {
  type BatchJob,
  type CheckInput,
  type CorrectInput,
  checkImportJob,
  commitImportJob,
  type FactCounts,
  type ImportTarget,
  type ListChangesInput,
  type TeachNamesInput,
} from './schema.ts';

/** A kind without a target does not compile. */
const targets: Readonly<Record<ImportKind, ImportTarget>> = {
  SALES: salesImport,
  SUPPLIER_TERMS: termImport,
  SUPPLIER_CAPACITY: capacityImport,
};

const progressEveryMilliseconds = 400;
const cancelPollMilliseconds = 500;

/** What a commit would create or change now, each fact beside what is stored. */
export async function listChanges(actor: Actor, input: ListChangesInput) {
  const batch = await requireBatch(database, actor, input.batchId);
  const { batchId, kind, cursor, limit } = input;
  const changes = await targets[batch.kind].changes(database, actor, { batchId, kind, offset: cursor, limit });
  return { changes, next: changes.length === limit ? cursor + limit : null };
}

/** Reads and checks all rows anew; the answer comes as a live event. */
export async function requestCheck(actor: Actor, { batchId, mapping }: CheckInput): Promise<void> {
  await requireOwnBatch(database, actor, batchId);
  const { fixedChannelId } = mapping;
  if (fixedChannelId !== null && !(await readCatalogue(actor)).channels.some(({ id }) => id === fixedChannelId)) {
    throw new AppError('entity.not-found', { entity: 'channel', id: fixedChannelId });
  }
  await inTransaction(async transaction => {
    const change = { status: 'CHECKING', mapping, failureReason: null } as const;
    if (!(await changeBatch(transaction, batchId, checkable, change))) {
      throw await wrongStatus(transaction, actor, batchId, 'checked');
    }
    await tell(transaction, actor, batchId, { status: 'CHECKING' });
  });
  await enqueue(checkImportJob, { batchId, actor }, randomUUID());
}

/** Puts cells right and checks again. A later correction of a cell replaces an earlier one. */
export async function correctCells(actor: Actor, { batchId, corrections }: CorrectInput): Promise<void> {
  const mapping = ImportMapping.parse((await requireOwnBatch(database, actor, batchId)).mapping);
  const keyOf = ({ rowNumber, column }: Correction) => `${rowNumber} ${column}`;
  const merged = new Map([...mapping.corrections, ...corrections].map(one => [keyOf(one), one]));
  await requestCheck(actor, { batchId, mapping: { ...mapping, corrections: [...merged.values()] } });
}

/** Teaches what names in the file mean, for this and all later files, and checks again. */
export async function teachNames(actor: Actor, { batchId, names }: TeachNamesInput): Promise<void> {
  const batch = await requireOwnBatch(database, actor, batchId);
  await inTransaction(transaction => teachAliases(transaction, actor, names));
  await requestCheck(actor, { batchId, mapping: ImportMapping.parse(batch.mapping) });
}

/** The job of a check. Only a batch that waits for one is checked, so that it may run again. */
export async function runCheck({ batchId, actor }: BatchJob, run: JobRun): Promise<void> {
  await withBatchLock(batchId, async () => {
    const batch = await requireBatch(database, actor, batchId);
    if (batch.status !== 'CHECKING' && batch.status !== 'FAILED') return;
    const stop = new AbortController();
    const watch = setInterval(async () => {
      const now = await requireBatch(database, actor, batchId).catch(() => batch);
      if (now.status === 'CANCELLED') stop.abort();
    }, cancelPollMilliseconds);
    const report = progressReporter(actor, batchId);
    try {
      const [bytes, lookups, calendar] = await Promise.all([
        readFile(batchId),
        targets[batch.kind].lookups(database, actor),
        businessCalendar(database, actor.organisationId),
      ]);
      const check = await runTask(
        'checkImportFile',
        { kind: batch.kind, bytes, mapping: ImportMapping.parse(batch.mapping), lookups, ...calendar },
        {
          seed: 0,
          signal: AbortSignal.any([run.signal, stop.signal]),
          onProgress: ({ done, message }) => report(done * 0.6, message),
        },
      );
      report(0.6, 'Comparing with what is stored');
      await inTransaction(async transaction => {
        await stageCheck(transaction, actor, batchId, check);
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
export async function stageCheck(db: Database, actor: Actor, batchId: string, check: FileCheck): Promise<void> {
  const { kind } = await requireBatch(db, actor, batchId);
  await deleteRows(db, batchId);
  for (const chunk of check.rowChunks) await insertRows(db, batchId, check.period, chunk);
  const { dialect, mapping, rowCount, validCount, invalidCount, notes, samples } = check;
  const staged = await changeBatch(db, batchId, ['UPLOADED', 'CHECKING', 'FAILED'], {
    status: 'CHECKED',
    failureReason: null,
    dialect: StoredDialect.parse({ ...dialect, notes, samples }),
    mapping,
    rowCount,
    validCount,
    invalidCount,
    ...(await targets[kind].count(db, actor, batchId)),
  });
  if (!staged) throw new AppError('request.cancelled');
}

/** Asks for the commit of a checked batch; asking again while it is under way changes nothing. */
export async function requestCommit(actor: Actor, batchId: string): Promise<void> {
  await inTransaction(transaction => beginCommit(transaction, actor, batchId));
  await enqueue(commitImportJob, { batchId, actor }, randomUUID());
}

export async function beginCommit(transaction: Database, actor: Actor, batchId: string): Promise<void> {
  const batch = await requireOwnBatch(transaction, actor, batchId);
  if (batch.status === 'COMMITTING' || batch.status === 'COMMITTED') return;
  if (batch.status === 'CHECKED' && batch.validCount === 0) throw new AppError('import.nothing-valid');
  if (!(await changeBatch(transaction, batchId, ['CHECKED'], { status: 'COMMITTING' }))) {
    throw await wrongStatus(transaction, actor, batchId, 'committed');
  }
  await tell(transaction, actor, batchId, { status: 'COMMITTING' });
}

/** The job of a commit: one transaction, all or nothing, and nothing when it is done already. */
export async function runCommit({ batchId, actor }: BatchJob, run: JobRun): Promise<void> {
  await withBatchLock(batchId, async () => {
    const batch = await requireBatch(database, actor, batchId);
    if (batch.status !== 'COMMITTING' && batch.status !== 'FAILED') return;
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
  const { kind, fileName, fileSha256, invalidCount } = await requireBatch(transaction, actor, batchId);
  const counts = await targets[kind].write(transaction, actor, batchId);
  const change = { status: 'COMMITTED', committedAt: new Date(), failureReason: null, ...counts } as const;
  // Cancelled in the meantime: nothing of it stays.
  if (!(await changeBatch(transaction, batchId, ['COMMITTING', 'FAILED'], change))) {
    throw new AppError('request.cancelled');
  }
  await recordDone(transaction, actor, {
    action: 'import.commit',
    entityType: 'import',
    entityId: batchId,
    after: { kind, fileName, fileSha256, ...counts, invalidCount },
  });
  await tell(transaction, actor, batchId, { status: 'COMMITTED', ...counts });
  return counts;
}

/** Stops an import that is not committed; nothing of it is stored. */
export async function cancelBatch(actor: Actor, batchId: string): Promise<void> {
  await inTransaction(async transaction => {
    const cancellable: ImportStatus[] = ['UPLOADED', 'CHECKING', 'CHECKED', 'COMMITTING', 'FAILED'];
    const { status: before } = await requireOwnBatch(transaction, actor, batchId);
    if (before === 'CANCELLED') return;
    if (!(await changeBatch(transaction, batchId, cancellable, { status: 'CANCELLED', failureReason: null }))) {
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
    if (await changeBatch(transaction, batchId, ['CHECKING', 'COMMITTING', 'FAILED'], { status, failureReason })) {
      await tell(transaction, actor, batchId, { status });
    }
  });
  if (!expected) throw error;
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
