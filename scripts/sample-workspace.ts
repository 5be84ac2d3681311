import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ImportMapping } from '../shared/contracts/import-file.ts';
import { applyBatch, beginCommit, stageCheck } from '../src/features/data/import-runs/service.ts';
import { storeFile } from '../src/features/data/imports/service.ts';
import { salesImport } from '../src/features/data/sales-imports/service.ts';
import { type Database, database } from '../src/server/db.ts';
import { checkImportFile } from '../workers/tasks/check-import-file.ts';
import { createWorkspace, planningDate } from './sample/create-workspace.ts';

const extract = new URL('./sample/iowa-spirits-weekly.csv.gz', import.meta.url);

/** It takes 3 s where nothing else runs. */
const slowMachineMilliseconds = 300_000;

const mapping: ImportMapping = {
  columns: { sku: 0, channel: 1, date: 2, quantity: 3, revenue: 4, currency: null },
  fixedChannelId: null,
  fixedCurrency: 'USD',
  fixedSource: null,
  encoding: 'utf-8',
  delimiter: ',',
  dateOrder: null,
  decimalMark: '.',
  period: 'week',
  repeatedKeys: 'add',
  corrections: [],
};

/**
 * Fills an empty database with the labelled sample workspace, all or nothing; does nothing where an organisation
 * exists. The sales go through the same check and commit as any user's file.
 * @throws Error in production
 */
export async function loadSampleWorkspace(progress: (message: string) => void = () => {}): Promise<void> {
  if (process.env.NODE_ENV === 'production') throw new Error('The sample workspace cannot be loaded in production.');
  if ((await database.organisation.count()) > 0) return;
  const bytes = new Uint8Array(await promisify(gunzip)(await readFile(extract)));
  const work = async (transaction: Database) => {
    // Two that start at once: the second waits here, and finds the first one's.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sample-workspace'))`;
    if ((await transaction.organisation.count()) > 0) return;
    await fill(transaction, bytes, progress);
  };
  await database.$transaction(work, { maxWait: 30_000, timeout: slowMachineMilliseconds });
}

async function fill(db: Database, bytes: Uint8Array<ArrayBuffer>, progress: (message: string) => void): Promise<void> {
  const actor = await createWorkspace(db, countiesIn(bytes));
  const check = checkImportFile(
    {
      kind: 'SALES',
      bytes,
      mapping,
      lookups: await salesImport.lookups(db, actor),
      today: planningDate,
      weekStartsOn: 0,
    },
    { seed: 0, progress: () => {}, cancelled: () => false },
  );
  if (!check.ok) throw new Error(`The sample extract is refused: ${check.code} ${JSON.stringify(check.details)}`);
  if (check.value.invalidCount > 0)
    throw new Error(`${check.value.invalidCount} rows of the sample extract are refused`);
  const batchId = randomUUID();
  await storeFile(db, actor, { batchId, kind: 'SALES', fileName: 'iowa-spirits-weekly.csv', bytes });
  await stageCheck(db, actor, batchId, check.value);
  await beginCommit(db, actor, batchId);
  const counts = await applyBatch(db, actor, batchId);
  progress(
    `Imported ${check.value.rowCount.toLocaleString('en')} rows as ${counts.createCount.toLocaleString('en')} weekly facts`,
  );
}

function countiesIn(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(1, -1);
  return [...new Set(lines.map(line => line.split(',')[1] ?? ''))];
}
