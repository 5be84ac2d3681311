import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';

/** Any number that nothing else locks: two processes that migrate at once take turns. */
const migrationLock = 7_310_020_251;

/** Prisma's own table, so that its tools can read what this runner did. */
const historyTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

/**
 * Brings a database up to the project's migrations. Each one applies wholly or not at all.
 * @returns the names of those applied now
 * @throws Error naming the migration that failed, or one that was edited after it had been applied
 */
export async function applyMigrations(databaseUrl: string, files?: readonly MigrationFile[]): Promise<string[]> {
  const migrations = files ?? (await readMigrationFiles());
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sentia-migrations' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query(historyTable);
    const history = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const checksums = new Map(history.rows.map(row => [row.migration_name, row.checksum]));
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = checksums.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new Error(
          `Migration ${migration.name} was edited after this database had applied it. Put the file back and write a ` +
            'new migration instead; a local database may also be made afresh by deleting .data.',
        );
      }
    }
    return applied;
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed and was undone: ${(error as Error).message}`, { cause: error });
  }
}
