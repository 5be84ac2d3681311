import { handleJob } from '../../../server/queue.ts';
import { checkImportJob, commitImportJob, resumeImportsJob } from './schema.ts';
import { resumeUnfinished, runCheck, runCommit } from './service.ts';

export const importJobs = [
  handleJob(checkImportJob, runCheck),
  handleJob(commitImportJob, runCommit),
  handleJob(resumeImportsJob, resumeUnfinished, '* * * * *'),
];
