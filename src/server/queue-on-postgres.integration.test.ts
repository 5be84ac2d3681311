import { testQueue } from '../../scripts/testing/queue-suite.ts';

await testQueue();
