import { cloneTemplate, openTestPostgres } from '../testing/test-postgres.ts';

export interface SampleDatabase {
  readonly url: string;
  /** Signed in locally, they may do what the name says. */
  userId(name: string): Promise<string>;
  release(): Promise<void>;
}

/** A database of its own with the sample workspace; this process's environment points at it, for servers to inherit. */
export async function openSampleDatabase(name: string, say: (message: string) => void): Promise<SampleDatabase> {
  process.env.VITE_FORCE_MOCK_AUTH = 'true';
  process.env.LOG_LEVEL ??= 'warn';
  const postgres = await openTestPostgres();
  const url = await cloneTemplate(postgres.serverUrl, postgres.template, `${postgres.runPrefix}${name}`);
  process.env.DATABASE_URL = url;
  // Both read the environment when they are loaded.
  const [{ loadSampleWorkspace }, { closeDatabase, database }] = await Promise.all([
    import('../sample-workspace.ts'),
    import('../../src/server/db.ts'),
  ]);
  await loadSampleWorkspace(say);
  return {
    url,
    userId: async of => (await database.user.findFirstOrThrow({ where: { name: of } })).id,
    async release() {
      await closeDatabase();
      await postgres.release();
    },
  };
}
