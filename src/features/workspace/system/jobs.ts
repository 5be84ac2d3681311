import { handleJob } from '../../../server/queue.ts';
import { forgetEventsJob } from './schema.ts';
import { forgetOldEvents } from './service.ts';

export const systemJobs = [handleJob(forgetEventsJob, () => forgetOldEvents(), '17 * * * *')];
