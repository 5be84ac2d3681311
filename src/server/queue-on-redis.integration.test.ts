import { describe } from 'vitest';
import { testQueue } from '../../scripts/testing/queue-suite.ts';

const redisUrl = process.env.TEST_REDIS_URL;
if (redisUrl) process.env.REDIS_URL = redisUrl;

describe.skipIf(!redisUrl)('on Redis', async () => {
  if (redisUrl) await testQueue();
});
