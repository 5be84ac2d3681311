import { importJobs } from '../features/data/import-runs/jobs.ts';
import { portfolioJobs } from '../features/forecasting/portfolio/jobs.ts';
import { portfolioRunJobs } from '../features/forecasting/portfolio-runs/jobs.ts';
import { publicationJobs } from '../features/forecasting/publication-runs/jobs.ts';
import { approvalEscalationJobs } from '../features/purchasing/approval-escalations/jobs.ts';
import { systemJobs } from '../features/workspace/system/jobs.ts';
import type { JobHandler } from './queue.ts';

/** Every job of every feature: each jobs.ts adds its list here. */
export const jobHandlers: readonly JobHandler[] = [
  ...importJobs,
  ...publicationJobs,
  ...portfolioJobs,
  ...portfolioRunJobs,
  ...approvalEscalationJobs,
  ...systemJobs,
];
