import { handleJob } from '../../../server/queue.ts';
import { escalateApprovalsJob } from './schema.ts';
import { escalateOverdue } from './service.ts';

export const approvalEscalationJobs = [handleJob(escalateApprovalsJob, () => escalateOverdue(new Date()), '* * * * *')];
