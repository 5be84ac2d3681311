import type { Database } from '../../../server/db.ts';

/** @returns how long the database took to answer, milliseconds */
export async function pingDatabase(db: Database): Promise<number> {
  const startedAt = performance.now();
  await db.$queryRaw`SELECT 1`;
  return Math.round(performance.now() - startedAt);
}
