import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { environment } from './env.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { statementNames } from './statement-names.ts';

/** One pool for Prisma and for the few statements that are faster in plain SQL. */
export const pgPool = new pg.Pool({ connectionString: environment.DATABASE_URL, max: 10 });

/** Every connection keeps the plans of all of them. */
const mostNamedStatements = 300;

export const database = new PrismaClient({
  adapter: new PrismaPg(pgPool, { statementNameGenerator: statementNames(mostNamedStatements) }),
});

/** A transaction handle, or the database itself: what every function of a data.ts takes first. */
export type Database = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

/** All or nothing. Waits at most 10 s for a connection and 60 s for the work. */
export function inTransaction<Value>(work: (transaction: Database) => Promise<Value>): Promise<Value> {
  return database.$transaction(work, { maxWait: 10_000, timeout: 60_000 });
}

/** Rows a part at a time, for statements that would grow too long (PostgreSQL takes 65,535 parameters in one). */
export function* inChunks<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

export async function closeDatabase(): Promise<void> {
  await database.$disconnect();
  await pgPool.end();
}
