import { buildClientWhenStale } from '../client-build.ts';
import { chromiumPath } from './chromium.ts';
import { openTestPostgres } from './test-postgres.ts';
import { redisInstalled, startTestRedis } from './test-redis.ts';

interface Project {
  readonly name: string;
}

/** Once for each Vitest project with real servers: a PostgreSQL, a Redis where there is one, and for pages the client. */
export default async function setup(project: Project): Promise<() => Promise<void>> {
  process.env.VITE_FORCE_MOCK_AUTH = 'true';
  process.env.LOG_LEVEL ??= 'error';
  const postgres = await openTestPostgres();
  process.env.TEST_SERVER_URL = postgres.serverUrl;
  process.env.TEST_TEMPLATE = postgres.template;
  process.env.TEST_RUN_PREFIX = postgres.runPrefix;
  const redis = redisInstalled() ? await startTestRedis() : undefined;
  if (redis) process.env.TEST_REDIS_URL = redis.url;
  if (project.name === 'browser' && chromiumPath()) await buildClientWhenStale(console.log);
  return async () => {
    await redis?.release();
    await postgres.release();
  };
}
