import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import { capacitiesBySupplier } from './service.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

/** The planning date, 30 June 2024, is a Sunday: its week began on 24 June. */
const weekOf = (day: string, units: number) => ({
  id: randomUUID(),
  supplierId: ours.suppliers.uk.id,
  day,
  units,
  source: 'Statement: summer closure',
});

test('a week is added once for its supplier, changed from its version, removed once; each step audited and told', async () => {
  const { suppliers } = ours.manager.caller;
  const week = weekOf('2024-07-11', 0);
  // Any day of the week names it.
  expect(await suppliers.addCapacity(week)).toMatchObject({ firstDay: '2024-07-08', units: 0, usualUnits: null });
  await suppliers.addCapacity(week);
  await expect(suppliers.addCapacity(weekOf('2024-07-14', 300))).rejects.toThrow(
    'NORTH of ours already has a capacity for the week of 2024-07-08',
  );
  await suppliers.changeCapacity({ id: week.id, version: 1, change: { units: 250.5 } });
  const late = { id: week.id, version: 1 };
  await expect(suppliers.changeCapacity({ ...late, change: { units: 1 } })).rejects.toThrow('Someone changed');
  await expect(suppliers.removeCapacity(late)).rejects.toThrow('Someone changed the capacity of NORTH of ours');
  expect(await ours.viewer.caller.suppliers.capacities()).toMatchObject([{ units: 250.5, version: 2 }]);
  await suppliers.removeCapacity({ id: week.id, version: 2 });
  await suppliers.removeCapacity({ id: week.id, version: 2 });
  const audit = await database.auditEvent.findMany({ where: { entityId: week.id }, orderBy: { id: 'asc' } });
  expect(audit.map(entry => entry.action)).toEqual([
    'supplier-capacity.add',
    'supplier-capacity.change',
    'supplier-capacity.remove',
  ]);
  expect(audit[1]).toMatchObject({ before: { units: 0 }, after: { units: 250.5 } });
  expect(await database.liveEvent.count({ where: { topic: 'supplier', entityId: week.id } })).toBe(3);
});

test('bad input, viewers and other organisations are refused', async () => {
  const week = weekOf('2024-07-15', 10);
  const { suppliers } = ours.manager.caller;
  await expect(suppliers.addCapacity({ ...week, units: -1 })).rejects.toThrow('0 units or more');
  await expect(suppliers.addCapacity({ ...week, day: '15/07/2024' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(suppliers.addCapacity({ ...week, source: ' ' })).rejects.toThrow('say where it comes from');
  await expect(ours.viewer.caller.suppliers.addCapacity(week)).rejects.toThrow('needs the role MANAGER');
  await expect(theirs.manager.caller.suppliers.addCapacity(week)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await suppliers.addCapacity(week);
  const opened = { id: week.id, version: 1 };
  await expect(
    theirs.manager.caller.suppliers.changeCapacity({ ...opened, change: { units: 0 } }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await theirs.manager.caller.suppliers.removeCapacity(opened);
  expect(await ours.viewer.caller.suppliers.capacities()).toHaveLength(1);
  await suppliers.removeCapacity(opened);
});

test('a plan orders nothing in a closed week and no more than the capacity in others, less what this week has used', async () => {
  const { caller, actor } = ours.manager;
  const supplierId = ours.suppliers.uk.id;
  await caller.suppliers.update({ supplierId, version: 1, change: { weeklyCapacity: 480 } });
  await caller.suppliers.addCapacity(weekOf('2024-07-08', 0));
  const order = (status: 'ORDERED' | 'DRAFT', orderedOn: string | null, quantity: string) =>
    database.purchaseOrder.create({
      data: {
        organisationId: ours.organisationId,
        number: `PO-${status}-${orderedOn}`,
        supplierId,
        status,
        currency: 'GBP',
        total: '0',
        requestedById: actor.userId,
        idempotencyKey: randomUUID(),
        orderedOn: orderedOn && new Date(orderedOn),
        lines: {
          create: {
            skuId: ours.uk.sku.id,
            warehouseId: ours.uk.warehouse.id,
            quantity,
            receivedQuantity: quantity,
            unitCost: '15',
            lineTotal: '0',
          },
        },
      },
    });
  await order('ORDERED', '2024-06-24', '120');
  await order('ORDERED', '2024-06-23', '999');
  await order('DRAFT', null, '999');
  expect((await capacitiesBySupplier(actor)).get(supplierId)).toMatchObject({
    capacity: { usualUnits: 480, orderedThisWeek: 120 },
    capacitySource: 'Assumption: test, less 120 ordered this week',
  });

  const planId = randomUUID();
  await caller.inventory.startPlan({ planId, method: 'optimise', weeks: 8, timeLimitSeconds: 3 });
  for (;;) {
    const { status } = await caller.inventory.plan({ planId });
    if (status !== 'RUNNING') break;
    await sleep(50);
  }
  const plan = await caller.inventory.plan({ planId });
  expect(plan.status).toBe('COMPLETED');
  const use = plan.summary!.constraintUse.filter(each => each.constraint === 'supplier-capacity');
  expect(use.map(({ scope, limit }) => [scope, limit])).toEqual(
    // Orders of a week are placed on its first day, a Sunday.
    [360, 480, 0, 480, 480, 480, 480, 480].map(limit => ['NORTH', limit]),
  );
  for (const { used, limit } of use) expect(used).toBeLessThanOrEqual(limit);
  expect(use.reduce((sum, { used }) => sum + used, 0)).toBeGreaterThan(0);
  expect(plan.summary!.shadowPrices.map(price => price.constraint)).toContain('supplier-capacity');
  const [uk] = await caller.inventory.planLines({ planId });
  const { decision } = await caller.inventory.planLine({ lineId: uk!.id });
  expect(decision.constraints.map(each => each.constraint)).toContain('supplier-capacity');
});
