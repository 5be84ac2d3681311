import type { Database } from '../../../server/db.ts';

export interface StoredRecord<Fields extends string> {
  readonly rowNumber: number;
  readonly record: Readonly<Record<Fields, string | null>>;
}

/** What the accepted rows of a batch state, in the order of the file. */
export function selectRecords<Fields extends string>(db: Database, batchId: string) {
  return db.$queryRaw<StoredRecord<Fields>[]>`
    SELECT "rowNumber", record FROM "ImportRow"
    WHERE "batchId" = ${batchId}::uuid AND valid ORDER BY "rowNumber"`;
}
