import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createPlannableWorkspace,
  forecastWeeks,
  type PlannableWorkspace,
} from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const laneOf = ({ uk, us }: PlannableWorkspace, { back = false } = {}) => ({
  id: randomUUID(),
  fromWarehouseId: (back ? uk : us).warehouse.id,
  toWarehouseId: (back ? us : uk).warehouse.id,
  leadTimeDays: 7,
  unitCost: '0.5',
  shipmentCost: '20.00',
  source: 'Assumption: test',
});

test('a lane is added once, changed from its version, removed once; each step audited and told', async () => {
  const { caller } = ours.manager;
  const lane = laneOf(ours, { back: true });
  await caller.transferLanes.add(lane);
  await caller.transferLanes.add(lane);
  await expect(caller.transferLanes.add({ ...lane, id: randomUUID() })).rejects.toThrow(
    'There is a lane from UK to US already',
  );
  await caller.transferLanes.change({ id: lane.id, version: 1, change: { unitCost: '0.1234' } });
  const late = { id: lane.id, version: 1 };
  await expect(caller.transferLanes.change({ ...late, change: { leadTimeDays: 3 } })).rejects.toThrow(
    'Someone changed',
  );
  await expect(caller.transferLanes.remove(late)).rejects.toThrow('Someone changed the lane UK → US');
  expect(await ours.viewer.caller.transferLanes.list()).toEqual([
    expect.objectContaining({
      ...lane,
      unitCost: '0.1234',
      version: 2,
      fromWarehouseCode: 'UK',
      toWarehouseName: 'US',
    }),
  ]);
  expect(await theirs.viewer.caller.transferLanes.list()).toEqual([]);
  await caller.transferLanes.remove({ id: lane.id, version: 2 });
  await caller.transferLanes.remove({ id: lane.id, version: 2 });
  expect(await ours.viewer.caller.transferLanes.list()).toEqual([]);
  const audit = await database.auditEvent.findMany({ where: { entityId: lane.id }, orderBy: { id: 'asc' } });
  expect(audit.map(entry => entry.action)).toEqual([
    'transfer-lane.add',
    'transfer-lane.change',
    'transfer-lane.remove',
  ]);
  expect(await database.liveEvent.count({ where: { topic: 'transfer-lane', entityId: lane.id } })).toBe(3);
});

test('bad input, viewers and other organisations are refused', async () => {
  const { caller } = ours.manager;
  const lane = laneOf(ours, { back: true });
  await expect(caller.transferLanes.add({ ...lane, toWarehouseId: lane.fromWarehouseId })).rejects.toThrow(
    'two different warehouses',
  );
  await expect(caller.transferLanes.add({ ...lane, leadTimeDays: -1 })).rejects.toThrow('0 days or more');
  await expect(caller.transferLanes.add({ ...lane, unitCost: '-2' })).rejects.toThrow(
    'an amount of 0 or more in pounds',
  );
  await expect(caller.transferLanes.add({ ...lane, source: ' ' })).rejects.toThrow('say where the terms come from');
  await expect(ours.viewer.caller.transferLanes.add(lane)).rejects.toThrow('needs the role MANAGER');
  await expect(theirs.manager.caller.transferLanes.add(lane)).rejects.toThrow('warehouse');
  await caller.transferLanes.add(lane);
  const opened = { id: lane.id, version: 1 };
  await expect(theirs.manager.caller.transferLanes.change({ ...opened, change: { leadTimeDays: 1 } })).rejects.toThrow(
    'does not exist',
  );
  await theirs.manager.caller.transferLanes.remove(opened);
  expect(await ours.viewer.caller.transferLanes.list()).toHaveLength(1);
  await caller.transferLanes.remove(opened);
});

test('a plan moves what one warehouse has too much of to the one that runs short', async () => {
  const workspace = await createPlannableWorkspace('unbalanced');
  const { organisationId, uk, us, manager } = workspace;
  const there = { skuId: uk.sku.id, warehouseId: us.warehouse.id };
  await database.stockLevel.create({
    data: { ...there, onHand: '6000', asOf: new Date('2024-06-29'), source: 'Test' },
  });
  await database.inventoryPolicy.create({
    data: { ...there, serviceTarget: '0.98', reviewPeriodDays: 7, holdingRate: '0.25', source: 'Test' },
  });
  await database.publishedForecast.create({
    data: {
      ...there,
      organisationId,
      version: 1,
      forecasterId: 'theta',
      period: 'WEEK',
      firstPeriod: new Date('2024-07-01'),
      mean: Array<number>(forecastWeeks).fill(5),
      errorDeviation: Array<number>(forecastWeeks).fill(1),
      evaluation: {},
      historySha256: 'test',
      publishedById: manager.actor.userId,
    },
  });
  // The supplier takes two weeks; what is on hand lasts for less than one.
  await database.stockLevel.updateMany({
    where: { skuId: uk.sku.id, warehouseId: uk.warehouse.id },
    data: { onHand: '100' },
  });
  const solved = async (weeks: number) => {
    const planId = randomUUID();
    await manager.caller.inventory.startPlan({ planId, method: 'optimise', weeks, timeLimitSeconds: 10 });
    for (;;) {
      const plan = await manager.caller.inventory.plan({ planId });
      if (plan.status !== 'RUNNING') return plan;
      await sleep(50);
    }
  };
  const without = await solved(8);
  expect(without).toMatchObject({ status: 'COMPLETED', summary: { transfers: [], lanes: [] } });

  await manager.caller.transferLanes.add(laneOf(workspace));
  const plan = await solved(8);
  expect(plan.status).toBe('COMPLETED');
  const lane = { fromWarehouseId: 'US', toWarehouseId: 'UK' };
  expect(plan.summary!.transfers).toContainEqual(
    expect.objectContaining({ ...lane, itemId: 'UK', week: 0, quantity: expect.any(Number) }),
  );
  expect(plan.summary!.lanes).toEqual([
    { ...lane, leadTimeDays: 7, unitCostMinor: 50, vehicleCostMinor: 2000, vehicleVolume: null },
  ]);
  expect(plan.summary!.totals.objectiveMinor).toBeLessThan(without.summary!.totals.objectiveMinor);
});
