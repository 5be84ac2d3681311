import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { applyMigrations } from './apply-migrations.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';

const project = await readMigrationFiles();
const migration = (name: string, sql: string): MigrationFile => ({ name, sql, checksum: 'irrelevant here' });

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('three processes that migrate at once apply each migration exactly once', async () => {
  const url = await createTestDatabase();
  const files = [
    ...project,
    migration('99990101000000_gadget', 'CREATE TABLE gadget (id int); INSERT INTO gadget VALUES (1);'),
  ];
  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(url, files)));
  expect(applied.flat()).toEqual(['99990101000000_gadget']);
  expect(await query(url, 'SELECT id FROM gadget')).toEqual([{ id: 1 }]);
});

test('a migration that fails in its middle leaves nothing behind and says which one it was', async () => {
  const url = await createTestDatabase();
  const broken = migration('99990101000000_broken', 'CREATE TABLE gadget (id int); SELECT 1 / 0;');
  await expect(applyMigrations(url, [...project, broken])).rejects.toThrow(
    /99990101000000_broken failed and was undone/,
  );
  expect(await query(url, `SELECT to_regclass('gadget') AS gadget`)).toEqual([{ gadget: null }]);
  await applyMigrations(url, [...project, migration('99990101000000_broken', 'CREATE TABLE gadget (id int)')]);
  expect(await query(url, `SELECT to_regclass('gadget')::text AS gadget`)).toEqual([{ gadget: 'gadget' }]);
});

test('function bodies with semicolons apply whole', async () => {
  const url = await createTestDatabase();
  const body = `CREATE FUNCTION seven() RETURNS int AS $$ BEGIN PERFORM 1; RETURN 7; END $$ LANGUAGE plpgsql;`;
  await applyMigrations(url, [...project, migration('99990101000000_function', body)]);
  expect(await query(url, 'SELECT seven()')).toEqual([{ seven: 7 }]);
});

test('a migration edited after it was applied is refused by name', async () => {
  const url = await createTestDatabase();
  const [first, ...rest] = project as [MigrationFile, ...MigrationFile[]];
  const edited = [{ ...first, checksum: 'another' }, ...rest];
  await expect(applyMigrations(url, edited)).rejects.toThrow(`Migration ${first.name} was edited`);
});
