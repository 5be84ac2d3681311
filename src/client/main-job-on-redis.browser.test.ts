import { describe } from 'vitest';
import { testMainJob } from '../../scripts/testing/main-job.ts';

const redisUrl = process.env.TEST_REDIS_URL;
if (redisUrl) process.env.REDIS_URL = redisUrl;

describe.skipIf(!redisUrl)('with queues on Redis', () => {
  testMainJob();
});
