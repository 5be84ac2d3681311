import { Pool } from 'undici';

export interface LoadResult {
  readonly requests: number;
  /** Broken connections, other statuses than 200, and answers of half their usual size: a batch says 200 of an error. */
  readonly failures: number;
  readonly requestsPerSecond: number;
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[];
}

interface Target {
  /** e.g. `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Requested in turn. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Open at the same time. */
  readonly connections: number;
  readonly seconds: number;
  /** Ends the load earlier. */
  readonly until?: AbortSignal;
}

/** Every connection asks again as soon as it has its answer: what the server can do at most. */
export async function loadFully(target: Target): Promise<LoadResult> {
  return withPool(target, async ask => {
    const end = performance.now() + target.seconds * 1000;
    const loop = async () => {
      while (performance.now() < end) await ask(performance.now());
    };
    await Promise.all(Array.from({ length: target.connections }, loop));
  });
}

/**
 * Requests begin at fixed times whatever the server does, spread over all connections. A latency counts from the time
 * at which the request was due, so that a server that stalls cannot hide the requests it held up.
 */
export async function loadAtRate(target: Target, requestsPerSecond: number): Promise<LoadResult> {
  return withPool(target, async ask => {
    const start = performance.now();
    const count = requestsPerSecond * target.seconds;
    const answers: Promise<void>[] = [];
    while (answers.length < count && !target.until?.aborted) {
      const due = start + (answers.length * 1000) / requestsPerSecond;
      const wait = due - performance.now();
      if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
      answers.push(ask(due));
    }
    await Promise.all(answers);
  });
}

async function withPool(
  { address, paths, headers, connections }: Target,
  work: (ask: (due: number) => Promise<void>) => Promise<void>,
): Promise<LoadResult> {
  const pool = new Pool(address, { connections, pipelining: 1 });
  const latencies: number[] = [];
  let failures = 0;
  let turn = 0;
  const usualBytes = new Map<string, number>();
  const ask = async (due: number) => {
    const path = paths[turn++ % paths.length] as string;
    try {
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers });
      const { byteLength } = await body.arrayBuffer();
      const usual = usualBytes.get(path) ?? byteLength;
      usualBytes.set(path, Math.max(usual, byteLength));
      if (statusCode !== 200 || byteLength < usual / 2) failures++;
    } catch {
      failures++;
    }
    latencies.push(performance.now() - due);
  };
  // All connections are open before the clock starts.
  await Promise.all(Array.from({ length: connections }, () => ask(performance.now())));
  latencies.length = 0;
  failures = 0;
  const started = performance.now();
  await work(ask);
  const elapsedSeconds = (performance.now() - started) / 1000;
  await pool.destroy();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, failures, requestsPerSecond: latencies.length / elapsedSeconds, latencies };
}

/** @param share 0–1, e.g. 0.95 */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
