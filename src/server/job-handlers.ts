import { approvalEscalationJobs } from '../features/approval-escalations/jobs.ts';
import { importJobs } from '../features/import-runs/jobs.ts';
import { portfolioJobs } from '../features/portfolio/jobs.ts';
import { portfolioRunJobs } from '../features/portfolio-runs/jobs.ts';
import { publicationJobs } from '../features/publications/jobs.ts';
import type { JobHandler } from './queue.ts';

/** Every job of every feature: each jobs.ts adds its list here. */
export const jobHandlers: readonly JobHandler[] = [
  ...importJobs,
  ...publicationJobs,
  ...portfolioJobs,
  ...portfolioRunJobs,
  ...approvalEscalationJobs,
];
