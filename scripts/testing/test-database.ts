import { randomUUID } from 'node:crypto';
import { cloneTemplate } from './test-postgres.ts';

/**
 * Makes a migrated, empty database for a test, in about 50 ms. The run drops it when all tests have ended.
 *
 * Integration and browser tests need not call this: before each of their files a database is made and DATABASE_URL
 * names it, so `import { database } from '../../server/db.ts'` is connected to a database of the file's own. Call it
 * for a second database, or to start a server process on one (`startApplication`).
 *
 * Tests that need the sample workspace load it: `beforeAll(() => loadSampleWorkspace(() => {}))`.
 * Tests about Redis read TEST_REDIS_URL and are skipped without it: `test.skipIf(!process.env.TEST_REDIS_URL)`.
 *
 * @returns the database's address
 */
export function createTestDatabase(): Promise<string> {
  const { TEST_SERVER_URL, TEST_TEMPLATE, TEST_RUN_PREFIX } = process.env;
  if (!TEST_SERVER_URL || !TEST_TEMPLATE || !TEST_RUN_PREFIX) {
    throw new Error('Only integration and browser tests have a database: name the file *.integration.test.ts.');
  }
  return cloneTemplate(TEST_SERVER_URL, TEST_TEMPLATE, `${TEST_RUN_PREFIX}${randomUUID().replaceAll('-', '')}`);
}
