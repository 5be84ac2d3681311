import pg from 'pg';
import { applyMigrations } from './database/apply-migrations.ts';
import { startEmbeddedPostgres } from './database/embedded-postgres.ts';

export interface LocalDatabase {
  readonly url: string;
  /** Gives the embedded server back; does nothing to a server named by DATABASE_URL. */
  release(): Promise<void>;
}

/** The database that DATABASE_URL names, or the embedded one, whose address it puts there. */
export async function openLocalDatabase(progress: (message: string) => void): Promise<LocalDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, release: async () => {} };
  const embedded = await startEmbeddedPostgres({ name: 'postgres', durable: true, progress });
  progress(embedded.adopted ? 'Adopted the running database' : 'Database started');
  process.env.DATABASE_URL = embedded.url;
  return embedded;
}

/** Migrates the database and, when it is empty and this is not production, loads the sample workspace. */
export async function fillLocalDatabase(url: string, progress: (message: string) => void): Promise<void> {
  const applied = await applyMigrations(url);
  if (applied.length > 0) progress(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}`);
  if (process.env.NODE_ENV === 'production' || !(await isEmpty(url))) return;
  progress('Loading the sample workspace (once)');
  // Only now: the server code behind it reads DATABASE_URL when it loads.
  const [{ loadSampleWorkspace }, { closeDatabase }] = await Promise.all([
    import('./sample-workspace.ts'),
    import('../src/server/db.ts'),
  ]);
  await loadSampleWorkspace(progress);
  await closeDatabase();
}

async function isEmpty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM "Organisation" LIMIT 1')).rowCount === 0;
  } finally {
    await client.end();
  }
}
