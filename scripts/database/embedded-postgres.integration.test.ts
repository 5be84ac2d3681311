import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { projectPath } from '../project-path.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const name = `test-embedded-${process.pid}`;
const start = () => startEmbeddedPostgres({ name, durable: true });

afterAll(() => {
  rmSync(projectPath('.data', name), { recursive: true, force: true });
  rmSync(projectPath('.data', `${name}.lock`), { force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the first start creates the database; whoever comes later shares it; the last to leave stops it', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect([first.adopted, second.adopted].sort()).toEqual([false, true]);
  await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
  await first.release();
  expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  await second.release();
  await expect(query(second.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('a server killed with -9 loses no committed row and the next start recovers', async () => {
  const before = await start();
  const [row] = await query(before.url, `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`);
  await query(before.url, 'INSERT INTO kept VALUES (2)');
  process.kill(row?.pid as number, 'SIGKILL');
  await sleep(200);
  const after = await start();
  expect(after.adopted).toBe(false);
  expect(await query(after.url, 'SELECT id FROM kept ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  await after.release();
});

test('it listens on this machine only and asks for the password', async () => {
  const server = await start();
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const withoutPassword = new URL(server.url);
  withoutPassword.password = 'guess';
  await expect(query(withoutPassword.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  await server.release();
});
