import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromiumPath } from './chromium.ts';
import { redisInstalled } from './test-redis.ts';

export interface MissingProgram {
  readonly name: string;
  /** What cannot be tested without it. */
  readonly without: string;
}

/** What this machine lacks for the whole suite. */
export function missingPrograms(): MissingProgram[] {
  return [
    ...(redisInstalled() ? [] : [{ name: 'redis-server', without: 'tests of queues on Redis' }]),
    ...(chromiumPath() ? [] : [{ name: 'chromium', without: 'tests in a browser' }]),
  ];
}

/** Brings them by apt-get where this process may: as root on Debian or Ubuntu. Its progress goes to the terminal. */
export function installMissingPrograms(): void {
  const names = missingPrograms().map(program => program.name);
  if (names.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`· Installing ${names.join(' and ')} for the tests (once)`);
  const run = (...options: string[]) =>
    spawnSync('apt-get', ['-q', '-y', ...options], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run('update');
  run('install', '--no-install-recommends', ...names);
}
