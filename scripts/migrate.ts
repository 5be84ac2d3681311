import { applyMigrations } from './database/apply-migrations.ts';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('Set DATABASE_URL to the database to migrate. (`npm start` migrates the embedded one by itself.)');
  process.exit(1);
}
const applied = await applyMigrations(url);
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
