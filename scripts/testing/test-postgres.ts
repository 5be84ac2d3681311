import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { applyMigrations } from '../database/apply-migrations.ts';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { readMigrationFiles } from '../database/migration-files.ts';

/** Any number that nothing else locks: test runs that need the same template make it once. */
const templateLock = 7_310_020_252;

export interface TestPostgres {
  /** Address of a database in the server, whose user may create others. */
  readonly serverUrl: string;
  /** Name of a migrated, empty database to clone. */
  readonly template: string;
  /** Prefix of the names of this run's databases. */
  readonly runPrefix: string;
  /** Drops this run's databases, and stops the server when no other test run uses it. */
  release(): Promise<void>;
}

/** A PostgreSQL for one test run: the server of TEST_DATABASE_URL, or an embedded one that waits for no disk. */
export async function openTestPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startEmbeddedPostgres({ name: 'test', durable: false });
  const serverUrl = given ?? (embedded?.url as string);
  const runPrefix = `test_${randomUUID().slice(0, 8)}_`;
  return {
    serverUrl,
    template: await prepareTemplate(serverUrl),
    runPrefix,
    async release() {
      await withServer(serverUrl, async server => {
        const own = await server.query<{ datname: string }>(
          'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
          [runPrefix],
        );
        for (const { datname } of own.rows) await server.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
      });
      await embedded?.release();
    },
  };
}

/** @returns the address of a fresh database with every migration applied */
export async function cloneTemplate(serverUrl: string, template: string, name: string): Promise<string> {
  await withServer(serverUrl, server => server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return withDatabase(serverUrl, name);
}

async function prepareTemplate(serverUrl: string): Promise<string> {
  const migrations = await readMigrationFiles();
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(migration.name).update(migration.checksum);
  const template = `sentia_template_${hash.digest('hex').slice(0, 12)}`;
  await withServer(serverUrl, async server => {
    await server.query('SELECT pg_advisory_lock($1)', [templateLock]);
    if ((await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])).rowCount !== 0) return;
    // Renamed when it is complete, so that an interrupted run leaves no half of a template behind.
    const unfinished = `${template}_unfinished`;
    await server.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${unfinished}`);
    await applyMigrations(withDatabase(serverUrl, unfinished), migrations);
    await server.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  });
  return template;
}

async function withServer<Value>(serverUrl: string, work: (server: pg.Client) => Promise<Value>): Promise<Value> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
