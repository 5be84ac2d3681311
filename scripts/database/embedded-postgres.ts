import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withFileLock } from '../file-lock.ts';
import { freePort } from '../free-port.ts';
import { type Account, databaseAccount } from './postgres-account.ts';
import { type PostgresPlace, preparePlace } from './postgres-place.ts';

export interface EmbeddedPostgres {
  /** Address of the database `sentia`, whose user may create others. */
  readonly url: string;
  /** True when a server that was already running was taken over. */
  readonly adopted: boolean;
  /** Gives the server back; it stops when nobody else uses it. */
  release(): Promise<void>;
}

interface Options {
  /** Servers of different names have nothing in common. */
  readonly name: string;
  /** False for tests: no waiting for the disk, and nothing is kept from one run to the next. */
  readonly durable: boolean;
  readonly progress?: (message: string) => void;
}

const leaseName = 'sentia-lease';

/**
 * Starts PostgreSQL from the npm package, or adopts the one that a killed process left running. Each user holds a
 * lease (an open connection), so a crash gives the lease back by itself, and the last one to release stops the server.
 */
export async function startEmbeddedPostgres({ name, durable, progress }: Options): Promise<EmbeddedPostgres> {
  const account = databaseAccount();
  const place = preparePlace(name, account);
  const server = new Server(place, account, durable);
  return withFileLock(join(place.folder, '..', `${name}.lock`), async () => {
    const adopted = await server.running();
    if (!adopted) {
      if (!durable) server.erase();
      if (!server.initialised()) {
        progress?.('Creating the database (once)');
        await server.initialise();
      }
      await server.start();
    }
    const lease = await connect(server.url('postgres'));
    if ((await lease.query(`SELECT 1 FROM pg_database WHERE datname = 'sentia'`)).rowCount === 0) {
      await lease.query('CREATE DATABASE sentia');
    }
    return { url: server.url('sentia'), adopted, release: () => release(server, lease) };
  });
}

async function release(server: Server, lease: pg.Client): Promise<void> {
  const others = await lease.query(
    'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [leaseName],
  );
  await lease.end();
  if (others.rowCount === 0) await server.stop();
}

/** A server that has just started may still be recovering from a crash: it is asked until it answers. */
async function connect(connectionString: string): Promise<pg.Client> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString, application_name: leaseName });
    try {
      await client.connect();
      // The server going away first must not bring this process down.
      client.on('error', () => {});
      return client;
    } catch (error) {
      if (attempt === 60) throw error;
      await sleep(500);
    }
  }
}

class Server {
  readonly #place: PostgresPlace;
  readonly #account: Account | undefined;
  readonly #durable: boolean;
  readonly #cluster: string;
  readonly #passwordFile: string;
  readonly #log: string;

  constructor(place: PostgresPlace, account: Account | undefined, durable: boolean) {
    this.#place = place;
    this.#account = account;
    this.#durable = durable;
    this.#cluster = join(place.folder, 'cluster');
    this.#passwordFile = join(place.folder, 'password');
    this.#log = join(place.folder, 'postgresql.log');
  }

  initialised(): boolean {
    return existsSync(join(this.#cluster, 'PG_VERSION')) && existsSync(this.#passwordFile);
  }

  async running(): Promise<boolean> {
    if (!this.initialised()) return false;
    if ((await this.#run(this.#place.pgCtl, ['status', '-D', this.#cluster])).code !== 0) return false;
    const pidFile = join(this.#cluster, 'postmaster.pid');
    if (!isZombie(Number(readFileSync(pidFile, 'utf8').split('\n')[0]))) return true;
    // In a container whose first process reaps nobody, a killed server stays in the process table and both pg_ctl and
    // PostgreSQL take it for a living one.
    rmSync(pidFile);
    return false;
  }

  erase(): void {
    rmSync(this.#cluster, { recursive: true, force: true });
  }

  async initialise(): Promise<void> {
    // What an interrupted first start left behind is no database yet.
    this.erase();
    writeFileSync(this.#passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (this.#account) chownSync(this.#passwordFile, this.#account.uid, this.#account.gid);
    const made = await this.#run(this.#place.initdb, [
      `--pgdata=${this.#cluster}`,
      '--username=sentia',
      `--pwfile=${this.#passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      ...(this.#durable ? (process.platform === 'linux' ? ['--sync-method=syncfs'] : []) : ['--no-sync']),
    ]);
    if (made.code !== 0) throw new Error(`PostgreSQL could not create its files in ${this.#cluster}:\n${made.output}`);
  }

  /** The first start after a crash may find shared memory that is only just being given back: three attempts. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const settings = [
        `-p ${await freePort()}`,
        '-c listen_addresses=127.0.0.1',
        '-c unix_socket_directories=',
        '-c max_connections=200',
        '-c shared_buffers=128MB',
        ...(this.#durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
      ];
      const options = ['-D', this.#cluster, '-l', this.#log, '-w', '-t', '60', '-o', settings.join(' ')];
      const started = await this.#run(this.#place.pgCtl, ['start', ...options]);
      if (started.code === 0 || (await this.running())) return;
      if (attempt === 3) {
        throw new Error(`The embedded PostgreSQL did not start. Its log is ${this.#log}.\n${started.output}`);
      }
      await sleep(1000);
    }
  }

  async stop(): Promise<void> {
    await this.#run(this.#place.pgCtl, ['stop', '-D', this.#cluster, '-m', 'fast', '-w', '-t', '60']);
  }

  url(database: string): string {
    // Line 4 of postmaster.pid is the port.
    const port = readFileSync(join(this.#cluster, 'postmaster.pid'), 'utf8').split('\n')[3];
    const password = readFileSync(this.#passwordFile, 'utf8');
    return `postgresql://sentia:${password}@127.0.0.1:${port}/${database}`;
  }

  #run(program: string, options: readonly string[]): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
      // The server inherits these files and lives on, so "close" would never come: "exit" does.
      const child = spawn(program, options, {
        cwd: this.#place.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH ?? '',
          LC_ALL: 'C',
          TZ: 'UTC',
          ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
        },
        ...this.#account,
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      child.once('error', reject);
      child.once('exit', code => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code, output });
      });
    });
  }
}

function isZombie(pid: number): boolean {
  try {
    // The state follows the program's name, which stands in parentheses.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') === true;
  } catch {
    return false;
  }
}
