import type { Period } from '../../../../shared/contracts/series.ts';
import { type Database, pgPool } from '../../../server/db.ts';

/** Takes part in lock keys so that other advisory locks cannot collide. */
const commitLockSpace = 0x1_3b7;
const batchLockSpace = 0x1_3b8;

/** Batches whose work was under way, for whoever takes it up again. */
export function selectUnfinishedBatches(db: Database) {
  return db.importBatch.findMany({
    where: { status: { in: ['CHECKING', 'COMMITTING'] } },
    select: {
      id: true,
      status: true,
      organisationId: true,
      createdBy: { select: { id: true, name: true, role: true, approvalAuthority: true } },
    },
  });
}

export function deleteRows(db: Database, batchId: string) {
  return db.importRow.deleteMany({ where: { batchId } });
}

/** @param chunk `CheckedRow[]` or `RecordRow[]` as JSON text; the database unpacks it */
export async function insertRows(db: Database, batchId: string, period: Period | null, chunk: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ImportRow" ("batchId", "rowNumber", cells, valid, problems,
      "skuId", "channelId", period, "periodStart", quantity, revenue, currency, record)
    SELECT ${batchId}::uuid, "rowNumber", cells, jsonb_array_length(problems) = 0, problems,
      "skuId", "channelId", ${period?.toUpperCase() ?? null}::"Period", "periodStart", quantity, revenue, currency, record
    FROM jsonb_to_recordset(${chunk}::jsonb) AS checked("rowNumber" int, cells jsonb, problems jsonb,
      "skuId" uuid, "channelId" uuid, "periodStart" date, quantity numeric, revenue numeric, currency text,
      record jsonb)`;
}

/**
 * Commits of one organisation follow each other: two files that state the same facts cannot deadlock, and each counts
 * against what the other left. Released at the end of the transaction.
 */
export async function lockCommits(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${commitLockSpace}::int, hashtext(${organisationId}))`;
}

/**
 * Does work on a batch that no other process does at the same time. A killed process loses its connection, and with
 * it the lock.
 * @returns whether it was this one's turn
 */
export async function withBatchLock(batchId: string, work: () => Promise<void>): Promise<boolean> {
  const client = await pgPool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine', [
      batchLockSpace,
      batchId,
    ]);
    if (!rows[0]?.mine) return false;
    try {
      await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [batchLockSpace, batchId]);
    }
    return true;
  } finally {
    client.release();
  }
}
