import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ImportKind, ImportStatus } from '../../../server/generated/prisma/enums.ts';

/** Everything of a batch but its bytes, which may be many megabytes. */
const batchColumns = {
  id: true,
  organisationId: true,
  kind: true,
  fileName: true,
  fileSha256: true,
  dialect: true,
  mapping: true,
  status: true,
  failureReason: true,
  rowCount: true,
  validCount: true,
  invalidCount: true,
  createCount: true,
  updateCount: true,
  unchangedCount: true,
  createdAt: true,
  committedAt: true,
  createdBy: { select: { id: true, name: true } },
} as const;

export type BatchRow = Prisma.ImportBatchGetPayload<{ select: typeof batchColumns }>;

export function selectBatch(db: Database, organisationId: string, id: string): Promise<BatchRow | null> {
  return db.importBatch.findFirst({ where: { id, organisationId }, select: batchColumns });
}

/** Newest first, `limit` batches before the id `before`. */
export function selectBatches(
  db: Database,
  organisationId: string,
  page: { before: string | undefined; limit: number },
): Promise<BatchRow[]> {
  return db.importBatch.findMany({
    where: { organisationId },
    select: batchColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
    ...(page.before !== undefined && { cursor: { id: page.before, organisationId }, skip: 1 }),
  });
}

export async function selectFile(db: Database, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const { fileBytes } = await db.importBatch.findUniqueOrThrow({ where: { id }, select: { fileBytes: true } });
  return fileBytes;
}

/** The mapping under which a file of the same layout was last imported. */
export async function selectRememberedMapping(
  db: Database,
  layout: { organisationId: string; kind: ImportKind; headerSignature: string },
): Promise<Prisma.JsonValue> {
  const { organisationId, kind, headerSignature } = layout;
  const batch = await db.importBatch.findFirst({
    where: {
      organisationId,
      kind,
      status: 'COMMITTED',
      dialect: { path: ['headerSignature'], equals: headerSignature },
    },
    orderBy: { committedAt: 'desc' },
    select: { mapping: true },
  });
  return batch?.mapping ?? null;
}

/** @returns false when the id is taken, by whomever */
export async function insertBatch(db: Database, batch: Prisma.ImportBatchCreateManyInput): Promise<boolean> {
  return (await db.importBatch.createMany({ data: batch, skipDuplicates: true })).count === 1;
}

/** @returns whether the batch was in one of the statuses `from`, so that the change was made */
export async function updateBatch(
  db: Database,
  id: string,
  from: readonly ImportStatus[],
  change: Prisma.ImportBatchUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.importBatch.updateMany({ where: { id, status: { in: [...from] } }, data: change });
  return count === 1;
}

export interface ImportRowView {
  readonly rowNumber: number;
  readonly cells: string[];
  readonly problems: Prisma.JsonValue;
  readonly skuCode: string | null;
  readonly channelCode: string | null;
  /** `YYYY-MM-DD`. */
  readonly periodStart: string | null;
  readonly quantity: string | null;
  readonly revenue: string | null;
  readonly currency: string | null;
  /** By field, for other kinds than sales. */
  readonly record: Readonly<Record<string, string | null>> | null;
}

/** Rows after a line, in the order of the file. */
export function selectRows(
  db: Database,
  page: { batchId: string; valid: boolean; afterRow: number; limit: number },
): Promise<ImportRowView[]> {
  return db.$queryRaw<ImportRowView[]>`
    SELECT "rowNumber", cells, problems, sku.code AS "skuCode", channel.code AS "channelCode",
      to_char("periodStart", 'YYYY-MM-DD') AS "periodStart", quantity::text, revenue::text, currency, record
    FROM "ImportRow" AS checked
    LEFT JOIN "Sku" AS sku ON sku.id = checked."skuId"
    LEFT JOIN "Channel" AS channel ON channel.id = checked."channelId"
    WHERE "batchId" = ${page.batchId}::uuid AND valid = ${page.valid} AND "rowNumber" > ${page.afterRow}
    ORDER BY "rowNumber" LIMIT ${page.limit}`;
}

export interface ProblemGroup {
  readonly column: string | null;
  readonly value: string;
  readonly reason: string;
  readonly suggestion: string | null;
  readonly unknown: 'SKU' | 'CHANNEL' | null;
  readonly rowCount: number;
  readonly firstRow: number;
}

/** The same wrong value is one problem, however many rows have it; most frequent first. */
export function selectProblemGroups(db: Database, batchId: string, limit: number): Promise<ProblemGroup[]> {
  return db.$queryRaw<ProblemGroup[]>`
    SELECT problem->>'column' AS column, problem->>'value' AS value, problem->>'reason' AS reason,
      problem->>'suggestion' AS suggestion, problem->>'unknown' AS unknown,
      count(*)::int AS "rowCount", min("rowNumber") AS "firstRow"
    FROM "ImportRow", jsonb_array_elements(problems) AS problem
    WHERE "batchId" = ${batchId}::uuid AND NOT valid
    GROUP BY 1, 2, 3, 4, 5 ORDER BY count(*) DESC, min("rowNumber") LIMIT ${limit}`;
}

/** When the very same file was last committed, and by whom. */
export function selectEarlierCommit(
  db: Database,
  batch: Pick<BatchRow, 'organisationId' | 'id' | 'kind' | 'fileSha256'>,
) {
  return db.importBatch.findFirst({
    where: {
      organisationId: batch.organisationId,
      kind: batch.kind,
      fileSha256: batch.fileSha256,
      status: 'COMMITTED',
      id: { not: batch.id },
    },
    orderBy: { committedAt: 'desc' },
    select: { id: true, committedAt: true, createdBy: { select: { name: true } } },
  });
}
