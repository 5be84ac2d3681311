import { handleJob } from '../../../server/queue.ts';
import { runPublication } from '../publication-runs/service.ts';
import { publishForecastsJob, requeuePublicationsJob } from './schema.ts';
import { requeueWaitingPublications } from './service.ts';

export const publicationJobs = [
  handleJob(publishForecastsJob, ({ publicationId }, run) => runPublication(publicationId, run)),
  handleJob(requeuePublicationsJob, requeueWaitingPublications, '* * * * *'),
];
