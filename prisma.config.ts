import { defineConfig } from 'prisma/config';

// `prisma generate` needs no schema engine, yet downloads one unless a path is given. Any existing
// executable will do; migrations are authored by scripts/database instead of this command line.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
});
