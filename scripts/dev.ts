import { watch } from 'node:fs';
import { createServer } from 'vite';
import { freePort } from './free-port.ts';
import { fillLocalDatabase, openLocalDatabase } from './local-database.ts';
import { prepareLocalEnvironment } from './local-environment.ts';
import { projectPath } from './project-path.ts';
import { type ServerName, startServerProcess, stopServerProcess } from './server-processes.ts';
import { onStopRequest } from './stop-request.ts';

const say = (message: string) => console.log(`· ${message}`);
/** A change here is Vite's business: pages reload in the browser, the servers stay. */
const clientOnly = /\.tsx$|\.css$|(^|\/)use-[^/]+\.ts$|^client\/|(^|\/)components\/|\.test\.ts$|^server\/generated\//;
const settleMilliseconds = 150;

prepareLocalEnvironment();
const database = await openLocalDatabase(say);
await fillLocalDatabase(database.url, say);

const pagePort = Number(process.env.PORT);
const environment = { ...process.env, PORT: String(await freePort()) };
const names: ServerName[] = ['web', 'job'];
let servers: ReturnType<typeof startServerProcess>[] = [];
let turn: Promise<void> = Promise.resolve();

function startServers(): void {
  servers = names.map(name => startServerProcess(name, environment));
}

function restartServers(file: string): void {
  turn = turn.then(async () => {
    say(`${file} changed: restarting the servers`);
    await Promise.all(servers.map(stopServerProcess));
    startServers();
  });
}

startServers();
const vite = await createServer({
  configFile: projectPath('vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: pagePort,
    strictPort: true,
    // The page's own host goes along: the server refuses requests whose origin is not its host.
    proxy: { '/api': { target: `http://127.0.0.1:${environment.PORT}`, changeOrigin: false } },
  },
});
await vite.listen();
console.log(`\nSentia, in development, at http://127.0.0.1:${pagePort}. Ctrl-C stops it.`);

let settling: NodeJS.Timeout | undefined;
for (const folder of ['src', 'shared', 'workers']) {
  watch(projectPath(folder), { recursive: true }, (_event, name) => {
    const file = name?.replaceAll('\\', '/');
    if (!file?.endsWith('.ts') || clientOnly.test(file)) return;
    clearTimeout(settling);
    settling = setTimeout(() => restartServers(`${folder}/${file}`), settleMilliseconds);
  });
}

onStopRequest(async () => {
  clearTimeout(settling);
  await Promise.all([vite.close(), turn.then(() => Promise.all(servers.map(stopServerProcess)))]);
  await database.release();
  process.exit(0);
});
