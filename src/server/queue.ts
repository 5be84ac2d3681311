import {
  type ConnectionOptions,
  createPostgresBackend,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import { z } from 'zod';
import { AppError, errorCatalog } from '../../shared/errors.ts';
import { pgPool } from './db.ts';
import { environment } from './env.ts';
import { log } from './log.ts';

const queueName = 'sentia';

if (!environment.REDIS_URL) setDefaultBackendFactory(createPostgresBackend);
const connection = (
  environment.REDIS_URL
    ? { url: environment.REDIS_URL, maxRetriesPerRequest: null }
    : // Not our own pool: BullMQ's connections search its schema instead of ours.
      { connectionString: environment.DATABASE_URL, max: 4 }
) as ConnectionOptions; // BullMQ types the option for Redis only, whatever the default backend is

/** What a feature's schema.ts says about a job: its name and its checked input. */
export interface JobContract<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
}

export interface JobRun {
  readonly jobId: string;
  /** Aborted when the job is cancelled or the process stops. */
  readonly signal: AbortSignal;
  progress(done: number, message: string): Promise<void>;
}

/** What a feature's jobs.ts adds to the contract. Build it with `handleJob`. */
export interface JobHandler {
  readonly name: string;
  /** Cron pattern in UTC, for jobs that run by themselves; their input is `{}`. */
  readonly schedule?: string;
  run(input: unknown, run: JobRun): Promise<void>;
}

export function handleJob<Input>(
  contract: JobContract<Input>,
  run: (input: Input, run: JobRun) => Promise<void>,
  schedule?: string,
): JobHandler {
  return {
    name: contract.name,
    async run(input, jobRun) {
      const parsed = contract.input.safeParse(input);
      // It will not fit better the next time.
      if (!parsed.success)
        throw new UnrecoverableError(`The job's input does not fit: ${z.prettifyError(parsed.error)}`);
      await run(parsed.data, jobRun);
    },
    ...(schedule !== undefined && { schedule }),
  };
}

let queue: Queue | undefined;
let worker: Worker | undefined;

/** The tables that BullMQ keeps in PostgreSQL; nothing to do on Redis. */
export async function prepareQueue(): Promise<void> {
  if (environment.REDIS_URL) return;
  // One session: BullMQ's transaction and advisory lock must not wander between the pool's connections.
  const session = await pgPool.connect();
  try {
    await runMigrations(session);
  } finally {
    session.release();
  }
}

function openQueue(): Queue {
  if (queue) return queue;
  queue = new Queue(queueName, {
    connection,
    defaultJobOptions: {
      attempts: 3,
      backoff: { type: 'exponential', delay: 1_000 },
      removeOnComplete: { age: 24 * 3600, count: 1_000 },
      // Failed jobs are the dead-letter list: they stay until someone retries or discards them.
      removeOnFail: false,
    },
  });
  queue.on('error', error => log.warn({ error }, 'queue connection'));
  return queue;
}

/** @param jobId the same id twice is one job, so a retried request cannot start work twice */
export async function enqueue<Input>(contract: JobContract<Input>, input: Input, jobId: string): Promise<void> {
  // BullMQ keeps colons for itself.
  await openQueue().add(contract.name, input, { jobId: jobId.replaceAll(':', '-') });
}

/** Runs jobs in this process until `closeQueue`. A killed process's jobs are taken up by the next one. */
export async function startWorker(handlers: readonly JobHandler[]): Promise<void> {
  const byName = new Map(handlers.map(handler => [handler.name, handler]));
  for (const handler of handlers) {
    if (handler.schedule) {
      await openQueue().upsertJobScheduler(
        handler.name,
        { pattern: handler.schedule, tz: 'UTC' },
        { name: handler.name, data: {} },
      );
    }
  }
  worker = new Worker(
    queueName,
    async (job, _token, signal) => {
      const handler = byName.get(job.name);
      if (!handler) throw new UnrecoverableError(`No handler for the job ${job.name}`);
      try {
        await handler.run(job.data, {
          jobId: job.id ?? '',
          signal: signal ?? new AbortController().signal,
          progress: (done, message) => job.updateProgress({ done, message }),
        });
      } catch (error) {
        if (error instanceof AppError && !errorCatalog[error.code].retry) throw new UnrecoverableError(error.message);
        throw error;
      }
    },
    { connection, concurrency: 4, lockDuration: 30_000, stalledInterval: 5_000 },
  );
  worker.on('failed', (job, error) => log.error({ jobId: job?.id, job: job?.name, error }, 'job failed'));
  worker.on('error', error => log.warn({ error }, 'worker connection'));
  await worker.waitUntilReady();
}

export interface DeadLetter {
  readonly jobId: string;
  readonly name: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: string | null;
}

export async function deadLetters(limit: number): Promise<DeadLetter[]> {
  const jobs = await openQueue().getFailed(0, limit - 1);
  return jobs.map(job => ({
    jobId: job.id ?? '',
    name: job.name,
    reason: job.failedReason ?? 'no reason was recorded',
    attempts: job.attemptsMade,
    failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn).toISOString(),
  }));
}

/** @throws AppError `entity.not-found` when the job is no longer in the list */
export async function settleDeadLetter(jobId: string, action: 'retry' | 'discard'): Promise<void> {
  const job = await openQueue().getJob(jobId);
  if (!job || !(await job.isFailed())) throw new AppError('entity.not-found', { entity: 'failed job', id: jobId });
  await (action === 'retry' ? job.retry() : job.remove());
}

export async function queueState(): Promise<{ waiting: number; active: number; delayed: number; failed: number }> {
  const counts = await openQueue().getJobCounts('waiting', 'active', 'delayed', 'failed');
  return {
    waiting: counts.waiting ?? 0,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
  };
}

export async function closeQueue(): Promise<void> {
  await worker?.close();
  await queue?.close();
}
