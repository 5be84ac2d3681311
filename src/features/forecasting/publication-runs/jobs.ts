import { handleJob } from '../../../server/queue.ts';
import { publishForecastsJob, requeuePublicationsJob } from '../publications/schema.ts';
import { requeueLostPublications } from '../publications/service.ts';
import { runPublication } from './service.ts';

export const publicationJobs = [
  handleJob(publishForecastsJob, ({ publicationId }, run) => runPublication(publicationId, run)),
  handleJob(requeuePublicationsJob, requeueLostPublications, '* * * * *'),
];
