import { afterAll, beforeAll, expect, test } from 'vitest';
import { importsBy } from '../../../../scripts/testing/import-file.ts';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import { importJobs } from '../../data/import-runs/jobs.ts';

let work: PlannableWorkspace;

beforeAll(async () => {
  work = await createPlannableWorkspace('closures');
  await prepareQueue();
  await startEventListener();
  await startWorker(importJobs);
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

test('closures become weeks of their own, changed in place by the next file, unchanged by the same', async () => {
  const { caller } = work.manager;
  const imports = importsBy(caller, 'SUPPLIER_CAPACITY');
  const entered = await caller.suppliers.addCapacity({
    id: crypto.randomUUID(),
    supplierId: work.suppliers.uk.id,
    day: '2024-08-07',
    units: 500,
    source: 'Entered by hand',
  });
  const file = 'Supplier,Week,Units\nNORTH,2024-08-05,0\nNORTH,2024-12-23,0\nRHINE,2024-12-24,120\nRHINE,2024-12,1\n';
  const batch = await imports.checked(file, { fixedSource: 'Letter of June', dateOrder: 'day-first' });
  expect(batch).toMatchObject({ validCount: 3, invalidCount: 1, createCount: 2, updateCount: 1 });
  expect((await caller.imports.changes({ batchId: batch.id, kind: 'update' })).changes).toEqual([
    {
      supplier: 'NORTH',
      week: '2024-08-05',
      units: '0',
      source: 'Letter of June',
      storedUnits: '500',
      storedSource: 'Entered by hand',
    },
  ]);
  await imports.committed(batch.id);
  const weeks = await caller.suppliers.capacities();
  expect(weeks.map(({ supplierName, firstDay, units }) => [supplierName.slice(0, 5), firstDay, units])).toEqual([
    ['NORTH', '2024-12-23', 0],
    ['RHINE', '2024-12-23', 120],
    ['NORTH', '2024-08-05', 0],
  ]);
  expect(weeks.find(week => week.id === entered.id)).toMatchObject({ source: 'Letter of June', version: 2 });
  const audit = await database.auditEvent.findMany({ where: { action: 'supplier-capacity.import' } });
  expect(audit.map(row => row.entityId).toSorted()).toEqual([work.suppliers.uk.id, work.suppliers.us.id].toSorted());

  const again = await imports.imported(file, { fixedSource: 'Letter of June', dateOrder: 'day-first' });
  expect(again).toMatchObject({ createCount: 0, updateCount: 0, unchangedCount: 3 });
});
