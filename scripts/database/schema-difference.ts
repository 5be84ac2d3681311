import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { projectPath } from '../project-path.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';

interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The SQL that leads from the migrations to the Prisma models: empty when they agree.
 * The migrations run in an in-memory PostgreSQL, so neither a server nor the network is needed.
 */
export async function schemaDifference(
  migrations?: readonly MigrationFile[],
  models?: readonly SchemaFile[],
): Promise<string> {
  const database = await PGlite.create();
  try {
    for (const migration of migrations ?? (await readMigrationFiles())) await database.exec(migration.sql);
    const files = [...(models ?? (await readModels()))];
    const engine = await SchemaEngine.new(
      { datamodels: files.map(({ path, content }): [string, string] => [path, content]) },
      () => {},
      bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database)),
    );
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: projectPath('prisma') },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return difference.exitCode === 2 ? (difference.stdout ?? '') : '';
  } finally {
    await database.close();
  }
}

async function readModels(): Promise<SchemaFile[]> {
  const paths = globSync('**/*.prisma', { cwd: projectPath('prisma') }).sort();
  return Promise.all(paths.map(async path => ({ path, content: await readFile(projectPath('prisma', path), 'utf8') })));
}
