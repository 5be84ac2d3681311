import type { TaskProgress } from '../../workers/task-map.ts';
import { log } from './log.ts';

const heartbeatMilliseconds = 2_000;
/** Longer than a few missed heartbeats, shorter than a planner's patience. */
const silentSeconds = 12;
const sweepMilliseconds = 5_000;
const progressEveryMilliseconds = 400;

interface Kind {
  /** For the log, e.g. "order plans". */
  readonly name: string;
  /** Tells that this process still works on them. @returns those that are still wanted */
  renewHeartbeats(ids: readonly string[]): Promise<readonly string[]>;
  /** Marks interrupted what no process has renewed for so long. */
  interruptSilent(silentForSeconds: number): Promise<void>;
  /** Marks one interrupted because this process stops. */
  interrupt(id: string, organisationId: string): Promise<void>;
}

/**
 * Work of one kind that goes on beside the request that started it. Heartbeats tell other processes that it is alive;
 * work that is no longer wanted, or whose process stops, sees its signal aborted.
 */
export class RunningWork {
  readonly #kind: Kind;
  readonly #here = new Map<string, { readonly controller: AbortController; readonly organisationId: string }>();
  #heartbeat: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** @param work  must not reject: nobody waits for it */
  async run(id: string, organisationId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    // Taken up again after it was thought silent: what is left of the first attempt ends.
    this.abort(id);
    this.#here.set(id, { controller, organisationId });
    this.#heartbeat ??= setInterval(() => void this.#beat(), heartbeatMilliseconds);
    try {
      await work(controller.signal);
    } finally {
      if (this.#here.get(id)?.controller === controller) this.#here.delete(id);
      if (this.#here.size === 0) {
        clearInterval(this.#heartbeat);
        this.#heartbeat = undefined;
      }
    }
  }

  isHere(id: string): boolean {
    return this.#here.has(id);
  }

  abort(id: string): void {
    this.#here.get(id)?.controller.abort();
  }

  /** Marks work interrupted whose process has gone silent. */
  sweep(silentForSeconds = silentSeconds): Promise<void> {
    return this.#kind.interruptSilent(silentForSeconds);
  }

  /** Looks for silent work now and every few seconds, until `stop`. */
  startSweep(): void {
    const look = () => this.sweep().catch(error => log.warn({ error }, `sweep of ${this.#kind.name} failed`));
    this.#sweep = setInterval(look, sweepMilliseconds);
    void look();
  }

  /** Before the process stops: its work becomes interrupted at once, so that anyone may take it up. */
  async stop(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all(
      [...this.#here].map(async ([id, { controller, organisationId }]) => {
        try {
          await this.#kind.interrupt(id, organisationId);
        } catch (error) {
          // Without heartbeats a sweep of another process marks it.
          log.warn({ error, id }, `the stop of ${this.#kind.name} was not stored`);
        }
        controller.abort();
      }),
    );
  }

  async #beat(): Promise<void> {
    try {
      const wanted = new Set(await this.#kind.renewHeartbeats([...this.#here.keys()]));
      for (const id of this.#here.keys()) if (!wanted.has(id)) this.abort(id);
    } catch (error) {
      log.warn({ error }, `heartbeat of ${this.#kind.name} failed`);
    }
  }
}

/** Passes progress on a few times a second and in order; `written` waits until the last of it is, before an end is told. */
export function progressTeller(write: (progress: TaskProgress) => Promise<unknown>) {
  let toldAt = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  return {
    tell(progress: TaskProgress): void {
      if (performance.now() - toldAt < progressEveryMilliseconds) return;
      toldAt = performance.now();
      writing = writing.then(() => write(progress)).catch(error => log.warn({ error }, 'progress was not passed on'));
    },
    written: () => writing,
  };
}
