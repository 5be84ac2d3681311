import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { callerOf, createUser } from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let ours: PlannableWorkspace;
let admin: ReturnType<typeof callerOf>;

beforeAll(async () => {
  ours = await createPlannableWorkspace('settings');
  admin = callerOf(await createUser(ours.organisationId, 'Administrator', 'ADMIN'));
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const reason = 'Agreed with finance';

test('an administrator changes thresholds once for each version; everyone reads them; the audit has before and after', async () => {
  const { settings, version } = await ours.viewer.caller.planningSettings.read();
  expect(version).toBe(0);
  const changed = { ...settings, leadTimeDeliveries: 5, fillRates: { ...settings.fillRates, AX: 0.99 } };
  await expect(ours.manager.caller.planningSettings.change({ version, settings: changed, reason })).rejects.toThrow(
    'ADMIN',
  );
  expect(await admin.planningSettings.change({ version, settings: changed, reason })).toEqual({
    settings: changed,
    version: 1,
  });
  await expect(admin.planningSettings.change({ version, settings, reason })).rejects.toThrow('changed');
  await expect(
    admin.planningSettings.change({ version: 1, settings: { ...changed, shareOfA: 0.96 }, reason }),
  ).rejects.toThrow('A and B together must be more than A alone');
  expect((await ours.viewer.caller.planningSettings.read()).settings.leadTimeDeliveries).toBe(5);
  const rows = await database.auditEvent.findMany({
    where: { organisationId: ours.organisationId, entityType: 'planning-settings' },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(row => row.outcome)).toEqual(['REFUSED', 'DONE', 'REFUSED']);
  expect(rows[1]).toMatchObject({
    reason,
    before: { leadTimeDeliveries: 8, fillRates: { AX: 0.98 } },
    after: { leadTimeDeliveries: 5, fillRates: { AX: 0.99 } },
  });
});

test('where no policy is set, stock and plans use the default of the class, and the record says so', async () => {
  const workspace = await createPlannableWorkspace('classes');
  const { uk, us } = workspace;
  // US sells a tenth as much, with an error of more than its demand: UK alone makes up 95 % of the value.
  await database.publishedForecast.updateMany({
    where: { skuId: us.sku.id },
    data: { mean: Array<number>(30).fill(14), errorDeviation: Array<number>(30).fill(20) },
  });
  await database.inventoryPolicy.deleteMany({ where: { skuId: us.sku.id } });
  const stock = await workspace.viewer.caller.inventory.stock({});
  const row = (skuId: string) => stock.rows.find(one => one.skuId === skuId)!;
  expect(row(uk.sku.id)).toMatchObject({ className: 'AX', policy: { target: 0.98 }, defaultPolicy: null });
  expect(row(us.sku.id)).toMatchObject({
    className: 'CZ',
    policy: null,
    defaultPolicy: { service: { measure: 'fill', target: 0.9 }, reviewPeriodDays: 7 },
    gaps: [],
  });
  expect(row(us.sku.id).outlook!.reorderPoint).toBeGreaterThan(0);
  // A filter must not change a class.
  const filtered = await workspace.viewer.caller.inventory.stock({ skuIds: [us.sku.id] });
  expect(filtered.rows.map(one => one.className)).toEqual(['CZ']);

  const planId = crypto.randomUUID();
  await workspace.manager.caller.inventory.startPlan({ planId, method: 'policy', weeks: 8 });
  await expect.poll(() => workspace.viewer.caller.inventory.planLines({ planId })).toHaveLength(2);
  const lines = await workspace.viewer.caller.inventory.planLines({ planId });
  const line = await workspace.viewer.caller.inventory.planLine({
    lineId: lines.find(one => one.skuId === us.sku.id)!.id,
  });
  expect(line.decision.inputs.find(input => input.key === 'serviceTarget')).toMatchObject({
    value: 0.9,
    source: 'Policy: Default of class CZ in the planning settings',
  });
});
