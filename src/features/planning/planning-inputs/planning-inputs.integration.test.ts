import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createPlannableWorkspace,
  forecastWeeks,
  type PlannableWorkspace,
} from '../../../../scripts/testing/plannable-workspace.ts';
import { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import { replayDecision } from '../../../../shared/numerics/replay-decision.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let ours: PlannableWorkspace;
const bands = (low: number, high: number) => ({
  lower: Array<number>(forecastWeeks).fill(low),
  upper: Array<number>(forecastWeeks).fill(high),
});

/** UK has a forecast with bands that reach farther up than down, US one without bands. */
beforeAll(async () => {
  ours = await createPlannableWorkspace('bands');
  const intervals = [
    { coverage: 0.8, ...bands(250, 325) },
    { coverage: 0.95, ...bands(238, 370) },
  ];
  await database.publishedForecast.updateMany({
    where: { skuId: ours.uk.sku.id },
    data: { evaluation: { forecast: { intervals } } },
  });
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

async function planned() {
  const planId = randomUUID();
  const { caller } = ours.manager;
  await caller.inventory.startPlan({ planId, method: 'policy' });
  while ((await caller.inventory.plan({ planId })).status === 'RUNNING') await sleep(50);
  const lines = await caller.inventory.planLines({ planId });
  const { problem } = await database.orderPlan.findUniqueOrThrow({ where: { id: planId }, select: { problem: true } });
  return { lines, problem: InventoryProblem.parse(problem) };
}

test('the bands of the published forecast price the service, and the line says so', async () => {
  const { lines, problem } = await planned();
  const [uk, us] = problem.lines;
  expect(uk!.demand.quantiles.map(({ probability, values }) => [probability, values[0]])).toEqual([
    [0.025, 238],
    [0.1, 250],
    [0.9, 325],
    [0.975, 370],
  ]);
  expect(us!.demand.quantiles).toEqual([]);
  expect(lines.map(line => line.demandSkewness === null)).toEqual([false, true]);
  expect(lines[0]!.demandSkewness).toBeGreaterThan(0);
  // The two differ in their bands alone.
  expect(lines[0]!.safetyStock).toBeGreaterThan(lines[1]!.safetyStock);

  const { decision, orderQuantity } = await ours.viewer.caller.inventory.planLine({ lineId: lines[0]!.id });
  expect(replayDecision(decision)).toMatchObject({ differences: [], orderQuantity });
  const inputs = new Map(decision.inputs.map(input => [input.key, input]));
  expect(inputs.get('demand.quantile.0.975.0')).toMatchObject({
    value: 370,
    source: 'Published forecast, version 1, Theta',
  });
  const stock = await ours.viewer.caller.inventory.stock({});
  const outlook = stock.rows.find(row => row.skuId === ours.uk.sku.id)!.outlook!;
  expect(outlook.safetyStock).toBeCloseTo(lines[0]!.safetyStock, 3);
});

test('an override moves the quantiles of its week by the same factor', async () => {
  await database.forecastOverride.create({
    data: {
      id: randomUUID(),
      organisationId: ours.organisationId,
      selection: {},
      reason: 'Promotion',
      expiresOn: new Date('2024-12-31'),
      madeOn: new Date('2024-06-30'),
      authorId: ours.manager.actor.userId,
      weeks: {
        create: {
          skuId: ours.uk.sku.id,
          warehouseId: ours.uk.warehouse.id,
          week: new Date('2024-07-08'),
          quantity: '560',
          baseline: '280',
        },
      },
    },
  });
  const { demand } = (await planned()).problem.lines[0]!;
  expect(demand.mean.slice(0, 3)).toEqual([280, 560, 280]);
  expect(demand.quantiles.map(({ values }) => values.slice(0, 3))).toEqual([
    [238, 476, 238],
    [250, 500, 250],
    [325, 650, 325],
    [370, 740, 370],
  ]);
});
