import { handleJob } from '../../server/queue.ts';
import { publishForecastsJob, requeuePublicationsJob } from './schema.ts';
import { requeueWaitingPublications, runPublication } from './service.ts';

export const publicationJobs = [
  handleJob(publishForecastsJob, ({ publicationId }, run) => runPublication(publicationId, run)),
  handleJob(requeuePublicationsJob, requeueWaitingPublications, '* * * * *'),
];
