import type { Actor } from '../../../server/actor.ts';
import type { Database } from '../../../server/db.ts';
import type { FactChange, FactCounts, ImportTarget } from '../import-runs/schema.ts';

/** What the accepted rows of a batch state. */
export { selectRecords as readRecords } from './data.ts';

/** One fact that a file states, beside what is stored. */
export interface Compared {
  readonly state: 'create' | 'update' | 'unchanged';
  readonly view: FactChange;
}

/** A kind whose files are lists that people keep: some thousand rows, compared one by one. */
interface RecordImport<Change extends Compared> extends Pick<ImportTarget, 'lookups'> {
  /** @param lock  whether what is compared with must stay as it is until the transaction ends */
  compare(db: Database, actor: Actor, batchId: string, lock: boolean): Promise<readonly Change[]>;
  /** Writes what was found to differ. */
  write(transaction: Database, actor: Actor, changes: readonly Change[], batchId: string): Promise<void>;
}

export function importOfRecords<Change extends Compared>(kind: RecordImport<Change>): ImportTarget {
  return {
    lookups: kind.lookups,
    count: async (db, actor, batchId) => countsOf(await kind.compare(db, actor, batchId, false)),
    async changes(db, actor, { batchId, kind: state, offset, limit }) {
      const compared = await kind.compare(db, actor, batchId, false);
      return compared
        .filter(change => change.state === state)
        .slice(offset, offset + limit)
        .map(change => change.view);
    },
    async write(transaction, actor, batchId) {
      const compared = await kind.compare(transaction, actor, batchId, true);
      const differing = compared.filter(change => change.state !== 'unchanged');
      if (differing.length > 0) await kind.write(transaction, actor, differing, batchId);
      return countsOf(compared);
    },
  };
}

function countsOf(changes: readonly Compared[]): FactCounts {
  const count = (state: Compared['state']) => changes.filter(change => change.state === state).length;
  return { createCount: count('create'), updateCount: count('update'), unchangedCount: count('unchanged') };
}
