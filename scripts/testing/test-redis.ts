import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../free-port.ts';

export interface TestRedis {
  readonly url: string;
  release(): Promise<void>;
}

/** Whether this machine has the redis-server program. */
export function redisInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis that keeps nothing, on a port of its own. It ends when this process does, even after a kill -9. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort();
  const command = `redis-server --port ${port} --bind 127.0.0.1 --save '' --appendonly no & read _; kill $!; wait $!`;
  const shell = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const text of shell.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (/Ready to accept connections/.test(text)) break;
  }
  shell.stdout.resume();
  if (shell.exitCode !== null) throw new Error(`redis-server ended with ${shell.exitCode}`);
  return {
    url: `redis://127.0.0.1:${port}`,
    async release() {
      const ended = once(shell, 'exit');
      shell.stdin.end();
      await ended;
    },
  };
}
