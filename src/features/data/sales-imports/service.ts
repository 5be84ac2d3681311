import { readLookups } from '../catalogue/service.ts';
import type { ImportTarget } from '../import-runs/schema.ts';
import { salesChanged } from '../sales-state/service.ts';
import { countFactChanges, selectFactChanges, upsertFacts } from './data.ts';

/** What sales files become. */
export const salesImport: ImportTarget = {
  lookups: async (db, actor) => ({
    ...(await readLookups(db, actor.organisationId)),
    suppliers: new Map(),
    terms: new Map(),
  }),
  count: (db, _actor, batchId) => countFactChanges(db, batchId),
  changes: (db, _actor, page) => selectFactChanges(db, page),
  async write(transaction, actor, batchId) {
    const counts = await upsertFacts(transaction, batchId);
    if (counts.createCount + counts.updateCount > 0) await salesChanged(transaction, actor.organisationId);
    return counts;
  },
};
