import {
  type ConnectionOptions,
  createPostgresBackend,
  type Job,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  UnrecoverableError,
  WaitingError,
  Worker,
} from 'bullmq';
import { z } from 'zod';
import { AppError, errorCatalog } from '../../shared/errors.ts';
import { pgPool } from './db.ts';
import { environment } from './env.ts';
import { log } from './log.ts';

/**
 * What people wait for is never behind what takes hours: long work in many pieces has a lane of its own, from which
 * each job process takes two pieces at a time.
 */
const lanes = { main: { queueName: 'sentia', concurrency: 4 }, bulk: { queueName: 'sentia-bulk', concurrency: 2 } };
type Lane = keyof typeof lanes;
const laneNames = Object.keys(lanes) as Lane[];

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
  /** Default: main. */
  readonly lane?: Lane;
}

export interface JobRun {
  readonly jobId: string;
  /** Whether the queue gives up when this attempt fails. */
  readonly lastAttempt: boolean;
  /** Aborted when the process stops: who throws then leaves the job to the next one. */
  readonly signal: AbortSignal;
  progress(done: number, message: string): Promise<void>;
}

/** What a feature's jobs.ts adds to the contract. Build it with `handleJob`. */
export interface JobHandler {
  readonly name: string;
  readonly lane: Lane;
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
    lane: contract.lane ?? 'main',
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

const queues = new Map<Lane, Queue>();
const workers: Worker[] = [];
let stopping = false;

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

function openQueue(lane: Lane): Queue {
  const opened = queues.get(lane);
  if (opened) return opened;
  const queue = new Queue(lanes[lane].queueName, {
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
  queues.set(lane, queue);
  return queue;
}

/** @param jobId the same id twice is one job, so a retried request cannot start work twice */
export async function enqueue<Input>(contract: JobContract<Input>, input: Input, jobId: string): Promise<void> {
  await openQueue(contract.lane ?? 'main').add(contract.name, input, { jobId: keptId(jobId) });
}

/** What a job that was enqueued has come to; `lost` when the queue knows nothing of it. */
export async function jobState<Input>(
  contract: JobContract<Input>,
  jobId: string,
): Promise<'lost' | 'failed' | 'under way or done'> {
  const job = await openQueue(contract.lane ?? 'main').getJob(keptId(jobId));
  if (!job) return 'lost';
  return (await job.isFailed()) ? 'failed' : 'under way or done';
}

/** BullMQ keeps colons for itself. */
function keptId(jobId: string): string {
  return jobId.replaceAll(':', '-');
}

/** Runs jobs in this process until `closeQueue`. A killed process's jobs are taken up by the next one. */
export async function startWorker(handlers: readonly JobHandler[]): Promise<void> {
  stopping = false;
  const byName = new Map(handlers.map(handler => [handler.name, handler]));
  for (const handler of handlers) {
    if (handler.schedule) {
      await openQueue(handler.lane).upsertJobScheduler(
        handler.name,
        { pattern: handler.schedule, tz: 'UTC' },
        { name: handler.name, data: {} },
      );
    }
  }
  for (const lane of laneNames) workers.push(workerOf(lane, byName));
  await Promise.all(workers.map(worker => worker.waitUntilReady()));
}

function workerOf(lane: Lane, byName: ReadonlyMap<string, JobHandler>): Worker {
  const { queueName, concurrency } = lanes[lane];
  const worker = new Worker(
    queueName,
    async (job, token, signal) => {
      // A worker that closes may still be handed one that it has just given back.
      if (stopping) return giveBack(job, token);
      const handler = byName.get(job.name);
      if (!handler) throw new UnrecoverableError(`No handler for the job ${job.name}`);
      try {
        await handler.run(job.data, {
          jobId: job.id ?? '',
          lastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
          signal: signal ?? new AbortController().signal,
          progress: (done, message) => job.updateProgress({ done, message }),
        });
      } catch (error) {
        if (signal?.aborted) return giveBack(job, token);
        if (error instanceof AppError && !errorCatalog[error.code].retry) throw new UnrecoverableError(error.message);
        throw error;
      }
    },
    { connection, concurrency, lockDuration: 30_000, stalledInterval: 5_000 },
  );
  worker.on('failed', (job, error) => log.error({ jobId: job?.id, job: job?.name, error }, 'job failed'));
  worker.on('error', error => log.warn({ error }, 'worker connection'));
  return worker;
}

/** Whole, for the next process: a stop is no failed attempt of the job. */
async function giveBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

export interface DeadLetter {
  readonly jobId: string;
  readonly name: string;
  /** As it was enqueued, unchecked. */
  readonly input: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: string | null;
}

export async function deadLetters(limit: number): Promise<DeadLetter[]> {
  const failed = await Promise.all(laneNames.map(lane => openQueue(lane).getFailed(0, limit - 1)));
  const newestFirst = failed.flat().toSorted((a, b) => (b.finishedOn ?? 0) - (a.finishedOn ?? 0));
  return newestFirst.slice(0, limit).map(letterOf);
}

/** @returns null when no job of this id has failed */
export async function deadLetter(jobId: string): Promise<DeadLetter | null> {
  const job = await failedJob(jobId);
  return job && letterOf(job);
}

/** @throws AppError `entity.not-found` when the job is no longer in the list */
export async function settleDeadLetter(jobId: string, action: 'retry' | 'discard'): Promise<void> {
  const job = await failedJob(jobId);
  if (!job) throw new AppError('entity.not-found', { entity: 'failed job', id: jobId });
  await (action === 'retry' ? job.retry() : job.remove());
}

async function failedJob(jobId: string): Promise<Job | null> {
  const found = await Promise.all(laneNames.map(lane => openQueue(lane).getJob(jobId)));
  const job = found.find(one => one !== undefined);
  return job && (await job.isFailed()) ? job : null;
}

function letterOf(job: Job): DeadLetter {
  return {
    jobId: job.id ?? '',
    name: job.name,
    input: job.data,
    reason: job.failedReason ?? 'no reason was recorded',
    attempts: job.attemptsMade,
    failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn).toISOString(),
  };
}

interface LaneState {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

async function laneState(lane: Lane): Promise<LaneState> {
  const counts = await openQueue(lane).getJobCounts('waiting', 'active', 'delayed', 'failed');
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return { waiting, active, delayed, failed };
}

/** Whether a lane has nothing to do, now or later. */
export async function laneIsIdle(lane: Lane): Promise<boolean> {
  const { waiting, active, delayed } = await laneState(lane);
  return waiting + active + delayed === 0;
}

export async function queueState(): Promise<LaneState> {
  const counts = await Promise.all(laneNames.map(laneState));
  const sum = (state: keyof LaneState) => counts.reduce((total, one) => total + one[state], 0);
  return { waiting: sum('waiting'), active: sum('active'), delayed: sum('delayed'), failed: sum('failed') };
}

/** Jobs that run here are told to stop, and wait for the next process. */
export async function closeQueue(): Promise<void> {
  stopping = true;
  await Promise.all(
    workers.splice(0).map(worker => {
      const closed = worker.close();
      worker.cancelAllJobs();
      return closed;
    }),
  );
  await Promise.all([...queues.values()].map(queue => queue.close()));
  queues.clear();
}
