import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsFolder } from './migration-files.ts';
import { schemaDifference } from './schema-difference.ts';

// npm run db:migration -- add-supplier-holidays
const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
  console.error(
    'Name the migration in lower-case words joined by hyphens: npm run db:migration -- add-supplier-holidays',
  );
  process.exit(1);
}

await mkdir(migrationsFolder, { recursive: true });
const sql = await schemaDifference();
if (sql === '') {
  console.log('The migrations already lead to the models: nothing to write.');
} else {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${timestamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(
    `${sql}\nWritten to ${join(folder, 'migration.sql')}: read it, and add what a diff cannot know (data moves, check constraints).`,
  );
}
