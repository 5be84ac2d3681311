import { handleJob } from '../../../server/queue.ts';
import { startDueRunsJob } from './schema.ts';
import { startDueRuns } from './service.ts';

export const portfolioJobs = [handleJob(startDueRunsJob, () => startDueRuns(), '* * * * *')];
