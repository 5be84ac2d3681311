import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { TaskMap, TaskName, TaskProgress } from '../../workers/task-map.ts';
import { environment } from './env.ts';

const threads = environment.POOL_THREADS ?? availableParallelism();

/** How long a task may take to notice that it is cancelled before its thread is ended. */
const cancelGraceMilliseconds = 2_000;

const pool = new Piscina({
  filename: new URL('../../workers/main.ts', import.meta.url).href,
  minThreads: threads,
  maxThreads: threads,
  maxQueue: 2_000,
  // The API answers first: threads yield to it when the processor is short.
  niceIncrement: 10,
});

export interface RunTaskOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
}

/**
 * Runs one task in a worker thread.
 * @throws AppError what the task refused, `request.cancelled`, or `pool.saturated`; a bug in the task rejects as it is
 */
export async function runTask<Name extends TaskName>(
  name: Name,
  input: TaskMap[Name]['input'],
  options: RunTaskOptions,
): Promise<TaskMap[Name]['output']> {
  if (options.signal?.aborted) throw new AppError('request.cancelled');
  if (pool.queueSize >= pool.options.maxQueue) throw new AppError('pool.saturated');

  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const channel = options.onProgress ? new MessageChannel() : undefined;
  const terminate = new AbortController();
  let graceTimer: NodeJS.Timeout | undefined;
  const cancel = () => {
    Atomics.store(cancelFlag, 0, 1);
    graceTimer = setTimeout(() => terminate.abort(), cancelGraceMilliseconds);
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  channel?.port1.on('message', (progress: TaskProgress) => options.onProgress?.(progress));

  try {
    const envelope = { name, input, seed: options.seed, cancelFlag, progressPort: channel?.port2 };
    const result: Result<TaskMap[Name]['output']> = await pool.run(envelope, {
      signal: terminate.signal,
      ...(channel && { transferList: [channel.port2] }),
    });
    if (!result.ok) throw new AppError(result.code, result.details);
    return result.value;
  } catch (error) {
    throw terminate.signal.aborted ? new AppError('request.cancelled') : error;
  } finally {
    clearTimeout(graceTimer);
    options.signal?.removeEventListener('abort', cancel);
    channel?.port1.close();
  }
}

/**
 * Works through items in their order, as many at once as there are threads.
 * @throws AppError `request.cancelled` instead of beginning an item once `signal` has aborted; what `work` throws
 */
export async function overThreads<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // The workers share one iterator, so that each item is taken once.
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (signal.aborted) throw new AppError('request.cancelled');
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: threads }, worker));
}

export function poolState(): { threads: number; busy: number; waiting: number } {
  return { threads, busy: pool.threads.length - pool.idleThreads, waiting: pool.queueSize };
}

export async function closePool(): Promise<void> {
  await pool.destroy();
}
