import { createHash } from 'node:crypto';
import type { SalesFileCheck } from '../../../shared/contracts/sales-file.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Actor } from '../../server/actor.ts';
import type { Database } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import { recordDone } from '../audit/service.ts';
import { salesChanged } from '../sales/service.ts';
import {
  countFactChanges,
  deleteRows,
  type FactCounts,
  insertBatch,
  insertRows,
  lockCommits,
  selectBatch,
  updateBatch,
  upsertFacts,
} from './data.ts';

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
    fileName: file.fileName,
    fileSha256: createHash('sha256').update(file.bytes).digest('hex'),
    fileBytes: file.bytes,
    status: 'UPLOADED',
  });
}

/** Replaces the batch's rows by what a check found, and counts what a commit would change. */
export async function stageCheck(db: Database, batchId: string, check: SalesFileCheck): Promise<void> {
  await deleteRows(db, batchId);
  for (const chunk of check.rowChunks) await insertRows(db, batchId, check.period, chunk);
  const { dialect, mapping, rowCount, validCount, invalidCount, notes, samples } = check;
  await updateBatch(db, batchId, ['UPLOADED', 'CHECKING', 'CHECKED'], {
    status: 'CHECKED',
    failureReason: null,
    dialect: { ...dialect, header: [...dialect.header], notes: [...notes], samples: samples.map(row => [...row]) },
    mapping,
    rowCount,
    validCount,
    invalidCount,
    ...(await countFactChanges(db, batchId)),
  });
}

/** Writes a checked batch's facts, in the caller's transaction. A batch that is committed already is left alone. */
export async function applyBatch(transaction: Database, actor: Actor, batchId: string): Promise<FactCounts> {
  await lockCommits(transaction, actor.organisationId);
  const batch = await selectBatch(transaction, actor.organisationId, batchId);
  if (!batch) throw new AppError('entity.not-found', { entity: 'import', id: batchId });
  if (batch.status === 'COMMITTED') return batch;
  if (batch.status !== 'COMMITTING' && batch.status !== 'CHECKED') {
    throw new AppError('import.wrong-status', { status: batch.status.toLowerCase(), action: 'committed' });
  }
  const counts = await upsertFacts(transaction, batchId);
  await updateBatch(transaction, batchId, [batch.status], {
    status: 'COMMITTED',
    committedAt: new Date(),
    failureReason: null,
    ...counts,
  });
  if (counts.createCount + counts.updateCount > 0) await salesChanged(transaction, actor.organisationId);
  await recordDone(transaction, actor, {
    action: 'import.commit',
    entityType: 'import',
    entityId: batchId,
    after: { fileName: batch.fileName, fileSha256: batch.fileSha256, ...counts, invalidCount: batch.invalidCount },
  });
  await appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'import',
    entityId: batchId,
    payload: { status: 'COMMITTED', ...counts },
  });
  return counts;
}
