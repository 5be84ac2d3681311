import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
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

const stockOf = async (workspace: PlannableWorkspace, skuId: string) =>
  (await workspace.viewer.caller.inventory.stock({})).rows.find(row => row.skuId === skuId)!;

describe('stock', () => {
  test('is judged by the same figures as an order plan', async () => {
    const planId = randomUUID();
    await ours.manager.caller.inventory.startPlan({ planId, method: 'policy', weeks: 30 });
    await expect.poll(() => ours.viewer.caller.inventory.planLines({ planId })).toHaveLength(2);
    for (const line of await ours.viewer.caller.inventory.planLines({ planId })) {
      const { outlook } = await stockOf(ours, line.skuId);
      expect(outlook!.reorderPoint).toBeCloseTo(line.reorderPoint, 2);
      expect(outlook!.safetyStock).toBeCloseTo(line.safetyStock, 2);
      expect(outlook!.position).toBe(line.inventoryPosition);
      expect(outlook!.daysOfCover).toBe(line.daysOfCover);
    }
  });

  test('of a fill-rate policy too', async () => {
    const workspace = await createPlannableWorkspace('fill');
    await database.inventoryPolicy.updateMany({
      where: { skuId: { in: [workspace.uk.sku.id, workspace.us.sku.id] } },
      data: { serviceMeasure: 'FILL' },
    });
    const planId = randomUUID();
    await workspace.manager.caller.inventory.startPlan({ planId, method: 'policy', weeks: 30 });
    await expect.poll(() => workspace.viewer.caller.inventory.planLines({ planId })).toHaveLength(2);
    for (const line of await workspace.viewer.caller.inventory.planLines({ planId })) {
      expect((await stockOf(workspace, line.skuId)).outlook!.reorderPoint).toBeCloseTo(line.reorderPoint, 2);
    }
  });

  test('without a forecast has no outlook and says why; a SKU never counted is listed', async () => {
    const workspace = await createPlannableWorkspace('bare');
    const { us } = workspace;
    await database.publishedForecast.deleteMany({ where: { skuId: us.sku.id } });
    await database.stockLevel.deleteMany({ where: { skuId: us.sku.id } });
    const row = await stockOf(workspace, us.sku.id);
    expect(row).toMatchObject({ stock: null, outlook: null, value: null });
    expect(row.gaps.map(gap => gap.kind)).toEqual(['forecast', 'stock']);
  });

  test('is filtered by region and product', async () => {
    const { rows } = await ours.viewer.caller.inventory.stock({ regionIds: [ours.us.region.id] });
    expect(rows.map(row => row.skuId)).toEqual([ours.us.sku.id]);
    expect((await ours.viewer.caller.inventory.stock({ productIds: [randomUUID()] })).rows).toEqual([]);
  });
});

describe('a stock count', () => {
  const pairOf = (workspace: PlannableWorkspace) => ({
    skuId: workspace.uk.sku.id,
    warehouseId: workspace.uk.warehouse.id,
  });

  test('replaces the assumption, dated on the planning date, with audit and event', async () => {
    const workspace = await createPlannableWorkspace('counted');
    const pair = pairOf(workspace);
    const input = { ...pair, version: 1, onHand: 432.5, backOrdered: 3 };
    const counted = await workspace.manager.caller.inventory.countStock(input);
    expect(counted).toEqual({
      onHand: 432.5,
      backOrdered: 3,
      asOf: '2024-06-30',
      source: 'Counted by MANAGER of counted',
      version: 2,
    });
    const audit = await database.auditEvent.findFirstOrThrow({
      where: { action: 'stock-level.update', entityId: `${pair.skuId}/${pair.warehouseId}` },
    });
    expect(audit).toMatchObject({ before: { onHand: 500, source: 'Assumption: test' }, after: { onHand: 432.5 } });
    const event = await database.liveEvent.findFirstOrThrow({
      where: { topic: 'stock', organisationId: workspace.organisationId },
    });
    expect(event.payload).toEqual({ ...pair, what: 'stock-level' });
  });

  test('made from an old figure is refused, and changes nothing', async () => {
    const pair = pairOf(ours);
    const count = (version: number | null, onHand: number) =>
      ours.manager.caller.inventory.countStock({ ...pair, version, onHand, backOrdered: 0 });
    await count(1, 510);
    await expect(count(1, 600)).rejects.toMatchObject({
      code: 'CONFLICT',
      message:
        'Someone changed the stock of UK in UK after you opened it. Reload to see their change, then repeat yours.',
    });
    await expect(count(null, 600)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await stockOf(ours, pair.skuId)).stock).toMatchObject({ onHand: 510, version: 2 });
    expect(await database.auditEvent.count({ where: { entityId: `${pair.skuId}/${pair.warehouseId}` } })).toBe(1);
  });

  test('is not for viewers, nor for another organisation’s stock', async () => {
    const input = { ...pairOf(ours), version: 2, onHand: 1, backOrdered: 0 };
    await expect(ours.viewer.caller.inventory.countStock(input)).rejects.toThrow('needs the role OPERATOR');
    await expect(theirs.manager.caller.inventory.countStock(input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const mixed = { ...input, warehouseId: theirs.uk.warehouse.id };
    await expect(ours.manager.caller.inventory.countStock(mixed)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([{ onHand: -1 }, { backOrdered: 0.0001 }, { onHand: Number.NaN }])('of %o is refused', async change => {
    const input = { ...pairOf(ours), version: 2, onHand: 1, backOrdered: 0, ...change };
    await expect(ours.manager.caller.inventory.countStock(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a policy', () => {
  test('is set where there was none, changed with its version, and moves the reorder point', async () => {
    const workspace = await createPlannableWorkspace('policy');
    const pair = { skuId: workspace.uk.sku.id, warehouseId: workspace.uk.warehouse.id };
    await database.inventoryPolicy.deleteMany({ where: pair });
    const { setPolicy } = workspace.manager.caller.inventory;
    const policy = { measure: 'cycle' as const, target: 0.9, reviewPeriodDays: 7, holdingRate: 0.2 };
    const created = await setPolicy({ ...pair, version: null, ...policy });
    expect(created).toEqual({ ...policy, source: 'Set by MANAGER of policy', version: 1 });
    const low = (await stockOf(workspace, pair.skuId)).outlook!.reorderPoint;
    await setPolicy({ ...pair, version: 1, ...policy, target: 0.99 });
    expect((await stockOf(workspace, pair.skuId)).outlook!.reorderPoint).toBeGreaterThan(low);
    await expect(setPolicy({ ...pair, version: 1, ...policy })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(setPolicy({ ...pair, version: 2, ...policy, target: 1 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});
