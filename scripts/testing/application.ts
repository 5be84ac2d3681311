import { freePort } from '../free-port.ts';
import { type ServerName, startServerProcess, stopServerProcess, waitUntilReady } from '../server-processes.ts';
import { createTestDatabase } from './test-database.ts';

export interface Application {
  /** e.g. `http://127.0.0.1:41234`. */
  readonly address: string;
  readonly databaseUrl: string;
  /** Ends one process on the spot, as a crash or the kernel would: no goodbye, nothing flushed. */
  kill(name: ServerName): Promise<void>;
  /** Starts both processes again on the same port and database, and waits until they are ready. */
  restart(): Promise<void>;
  /** Ends both in good order. */
  stop(): Promise<void>;
}

interface Options {
  /** Default: a fresh, migrated, empty one. */
  readonly databaseUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The product as it runs: a web and a job process of their own, on a real PostgreSQL and a free port. */
export async function startApplication({ databaseUrl, environment = {} }: Options = {}): Promise<Application> {
  const url = databaseUrl ?? (await createTestDatabase());
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const variables = { ...process.env, DATABASE_URL: url, PORT: String(port), NODE_ENV: 'development', ...environment };
  const names: ServerName[] = ['web', 'job'];
  const processes = new Map<ServerName, ReturnType<typeof startServerProcess>>();

  const stop = async () => {
    await Promise.all([...processes.values()].map(stopServerProcess));
    processes.clear();
  };
  const start = async () => {
    for (const name of names) processes.set(name, startServerProcess(name, variables));
    await waitUntilReady(address, [...processes.values()]);
  };

  await start();
  return {
    address,
    databaseUrl: url,
    async kill(name) {
      const child = processes.get(name);
      processes.delete(name);
      if (!child || child.exitCode !== null) return;
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
    async restart() {
      await stop();
      await start();
    },
    stop,
  };
}
