import { Decimal } from 'decimal.js';
import { dayOfDate } from '../../../../shared/business-day.ts';
import type { SupplierCapacityField } from '../../../../shared/contracts/import-kinds.ts';
import { inChunks } from '../../../server/db.ts';
import { appendEvents } from '../../../server/events.ts';
import { type Compared, importOfRecords, readRecords } from '../../data/import-records/service.ts';
import { recordAllDone } from '../../workspace/audit/service.ts';
import { suppliersByName } from '../suppliers/service.ts';
import { lockSuppliers, selectWeeks, upsertWeeks, type WeekToStore } from './data.ts';

const weeksAtOnce = 2_000;

interface WeekChange extends Compared {
  readonly after: WeekToStore;
  readonly before: Pick<WeekToStore, 'units' | 'source'> | null;
}

/** What files of supplier capacities become. */
export const capacityImport = importOfRecords<WeekChange>({
  lookups: async (db, actor) => ({
    skus: new Map(),
    channels: new Map(),
    suppliers: await suppliersByName(db, actor.organisationId),
    terms: new Map(),
  }),

  async compare(db, { organisationId }, batchId, lock) {
    const rows = await readRecords<SupplierCapacityField | 'supplierId'>(db, batchId);
    const supplierIds = [...new Set(rows.map(({ record }) => record.supplierId ?? ''))];
    if (lock) await lockSuppliers(db, organisationId, supplierIds);
    const stored = new Map(
      (await selectWeeks(db, organisationId, supplierIds)).map(week => [
        `${week.supplierId} ${dayOfDate(week.firstDay)}`,
        { units: week.units.toFixed(), source: week.source },
      ]),
    );
    return rows.map(({ record: { supplierId, supplier, week, units, source } }): WeekChange => {
      const after = {
        supplierId: supplierId ?? '',
        firstDay: week ?? '',
        units: new Decimal(units ?? 0).toFixed(),
        source: source ?? '',
      };
      const before = stored.get(`${supplierId} ${week}`) ?? null;
      const same = before?.units === after.units && before.source === after.source;
      const view = {
        ...{ supplier, week, units: after.units, source: after.source },
        ...(before && { storedUnits: before.units, storedSource: before.source }),
      };
      return { state: before === null ? 'create' : same ? 'unchanged' : 'update', before, after, view };
    });
  },

  async write(transaction, actor, changes, batchId) {
    for (const chunk of inChunks(changes, weeksAtOnce)) {
      await upsertWeeks(
        transaction,
        chunk.map(change => change.after),
      );
    }
    const { organisationId } = actor;
    const action = 'supplier-capacity.import';
    const bySupplier = [...Map.groupBy(changes, ({ after }) => after.supplierId)];
    await recordAllDone(
      transaction,
      actor,
      bySupplier.map(([entityId, own]) => {
        const weeks = own.map(({ before, after: { firstDay, units, source } }) => ({
          firstDay,
          units,
          source,
          before,
        }));
        return { action, entityType: 'supplier', entityId, after: { importId: batchId, weeks } };
      }),
    );
    await appendEvents(
      transaction,
      organisationId,
      bySupplier.map(([entityId]) => ({ topic: 'supplier', entityId, payload: { action } })),
    );
  },
});
