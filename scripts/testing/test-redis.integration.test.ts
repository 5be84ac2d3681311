import { Redis } from 'ioredis';
import { expect, test } from 'vitest';

test.skipIf(!process.env.TEST_REDIS_URL)('the Redis of a test run answers and keeps nothing on disk', async () => {
  const redis = new Redis(process.env.TEST_REDIS_URL as string);
  expect(await redis.ping()).toBe('PONG');
  expect(await redis.config('GET', 'save')).toEqual(['save', '']);
  await redis.quit();
});
