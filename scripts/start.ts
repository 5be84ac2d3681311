import { buildClientWhenStale } from './client-build.ts';
import { portIsFree } from './free-port.ts';
import { fillLocalDatabase, type LocalDatabase, openLocalDatabase } from './local-database.ts';
import { prepareLocalEnvironment } from './local-environment.ts';
import { startServerProcess, stopServerProcess, waitUntilReady } from './server-processes.ts';
import { signInChoices } from './sign-in-choices.ts';
import { onStopRequest } from './stop-request.ts';

const started = performance.now();
const say = (message: string) => console.log(`· ${message}`);
const servers: ReturnType<typeof startServerProcess>[] = [];
let opening: Promise<LocalDatabase> | undefined;
let stopping = false;

onStopRequest(() => {
  say('Stopping');
  void stop(0);
});

// A closed terminal, or a reader of our output that went away, must not keep the database from being stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

prepareLocalEnvironment();
const port = Number(process.env.PORT);
const address = `http://127.0.0.1:${port}`;
try {
  if (!(await portIsFree(port, '127.0.0.1'))) {
    throw new Error(`Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`);
  }
  opening = openLocalDatabase(say);
  const database = await opening;
  await Promise.all([fillLocalDatabase(database.url, say), buildClientWhenStale(say)]);
  startServers();
  await waitUntilReady(address, servers);
  await sayReady(database.url);
} catch (error) {
  if (!stopping) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    void stop(1);
  }
}

function startServers(): void {
  for (const name of ['web', 'job'] as const) {
    const server = startServerProcess(name, process.env);
    servers.push(server);
    server.once('exit', (code, signal) => {
      if (stopping) return;
      console.error(`The ${name} process ended by itself (${signal ?? `exit code ${code}`}); stopping the rest.`);
      void stop(1);
    });
  }
}

async function sayReady(databaseUrl: string): Promise<void> {
  const people = process.env.VITE_FORCE_MOCK_AUTH === 'true' ? await signInChoices(databaseUrl) : [];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nSentia is ready at ${address} (${seconds} s). Ctrl-C stops it and its database.`);
  if (people.length > 0) console.log(`Local sign-in, one click each:\n${people.map(line => `  ${line}`).join('\n')}`);
}

/** Servers first, then the database, so that nothing they still write is lost. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(servers.map(stopServerProcess));
  const database = await opening?.catch(() => undefined);
  await database?.release();
  process.exit(exitCode);
}
