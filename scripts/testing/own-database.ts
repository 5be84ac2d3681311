import { createTestDatabase } from './test-database.ts';

// Runs before each integration and browser test file is imported: server code reads DATABASE_URL when it loads.
process.env.DATABASE_URL = await createTestDatabase();
delete process.env.REDIS_URL;
