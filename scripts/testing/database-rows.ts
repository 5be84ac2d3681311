import { pgPool } from '../../src/server/db.ts';

/** Every row of the database as text, by table. */
export async function readAllRows(): Promise<Map<string, Set<string>>> {
  const { rows: tables } = await pgPool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const all = new Map<string, Set<string>>();
  for (const { name } of tables) {
    const { rows } = await pgPool.query<{ row: string }>(`SELECT to_jsonb(stored)::text AS row FROM ${name} AS stored`);
    all.set(name, new Set(rows.map(({ row }) => row)));
  }
  return all;
}

/** Rows of the first that the second does not have. */
export function rowsMissing(from: Map<string, Set<string>>, without: Map<string, Set<string>>): string[] {
  return [...from].flatMap(([table, rows]) =>
    [...rows].filter(row => !without.get(table)?.has(row)).map(row => `${table} ${row}`),
  );
}
