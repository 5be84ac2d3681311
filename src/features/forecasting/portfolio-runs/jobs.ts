import { handleJob } from '../../../server/queue.ts';
import { forecastPieceJob, prepareRunJob, requeueRunsJob } from './schema.ts';
import { forecastPiece, prepareRun, requeueSilentRuns } from './service.ts';

export const portfolioRunJobs = [
  handleJob(prepareRunJob, ({ runId }, job) => prepareRun(runId, job)),
  handleJob(forecastPieceJob, ({ runId, from }, job) => forecastPiece(runId, from, job)),
  handleJob(requeueRunsJob, () => requeueSilentRuns(), '* * * * *'),
];
