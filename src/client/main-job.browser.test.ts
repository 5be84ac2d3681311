import { testMainJob } from '../../scripts/testing/main-job.ts';

testMainJob();
