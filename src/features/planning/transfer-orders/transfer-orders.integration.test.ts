import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { callerOf, createUser } from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

const shipment = { fromWarehouseCode: 'US', toWarehouseCode: 'UK', week: 0 };

let workspace: PlannableWorkspace;
let planId: string;
/** The SKU that moves: 500 in the UK and 300 in the US are on hand. */
let moving: { skuId: string; uk: string; us: string };

beforeEach(async () => {
  workspace = await createPlannableWorkspace(randomUUID());
  const { uk, us } = workspace;
  moving = { skuId: uk.sku.id, uk: uk.warehouse.id, us: us.warehouse.id };
  await database.stockLevel.create({
    data: { skuId: uk.sku.id, warehouseId: us.warehouse.id, onHand: 300, asOf: new Date('2024-06-29'), source: 'Test' },
  });
  planId = await createPlan();
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

/** A finished plan that moves 200 of the UK's SKU from the US in week 0, and 50 more in week 3. */
async function createPlan(status: 'COMPLETED' | 'RUNNING' = 'COMPLETED') {
  const transfer = { itemId: 'UK', fromWarehouseId: 'US', toWarehouseId: 'UK' };
  const { id } = await database.orderPlan.create({
    data: {
      id: randomUUID(),
      organisationId: workspace.organisationId,
      createdById: workspace.manager.actor.userId,
      status,
      planningDate: new Date('2024-06-30'),
      parameters: {},
      summary: {
        transfers: [
          { ...transfer, week: 0, quantity: 200 },
          { ...transfer, week: 3, quantity: 50 },
        ],
        lanes: [
          {
            fromWarehouseId: 'US',
            toWarehouseId: 'UK',
            leadTimeDays: 9,
            unitCostMinor: 50,
            vehicleCostMinor: 2000,
            vehicleVolume: null,
          },
        ],
      },
      heartbeatAt: new Date(),
    },
  });
  return id;
}

async function makeTransfer() {
  const { orders } = await workspace.manager.caller.transfers.takeUpProposal({
    planId,
    shipments: [{ ...shipment, orderId: randomUUID() }],
  });
  return orders[0]!.id;
}

/** The version and key that the next step on a transfer needs. */
async function next(orderId: string) {
  const { version } = await workspace.viewer.caller.transfers.order({ orderId });
  return { orderId, version, idempotencyKey: randomUUID() };
}

async function linesOf(orderId: string, quantity: string) {
  const { lines } = await workspace.viewer.caller.transfers.order({ orderId });
  return lines.map(line => ({ lineId: line.id, quantity }));
}

async function dispatched(quantity = '200') {
  const orderId = await makeTransfer();
  const lines = await linesOf(orderId, quantity);
  await workspace.manager.caller.transfers.dispatch({ ...(await next(orderId)), lines });
  return orderId;
}

async function onHand(warehouseId: string) {
  const { skuId } = moving;
  const row = await database.stockLevel.findUniqueOrThrow({ where: { skuId_warehouseId: { skuId, warehouseId } } });
  return row.onHand.toNumber();
}

const auditOf = (entityId: string) => database.auditEvent.findMany({ where: { entityId }, orderBy: { id: 'asc' } });

test('a shipment of a plan becomes a draft with the lane’s terms; the same request finds it again', async () => {
  const { manager, viewer } = workspace;
  const orderId = randomUUID();
  const request = { planId, shipments: [{ ...shipment, orderId }] };
  const { orders } = await manager.caller.transfers.takeUpProposal(request);
  expect(orders).toMatchObject([{ id: orderId, number: 'TO-000001', status: 'DRAFT', version: 1 }]);
  expect(await manager.caller.transfers.takeUpProposal(request)).toMatchObject({ repeated: true, orders });

  expect(await viewer.caller.transfers.order({ orderId })).toMatchObject({
    fromWarehouse: 'US',
    leavesOn: '2024-06-30',
    expectedOn: '2024-07-09',
    units: '200',
    inTransit: '0',
    costGbp: '120.00',
    lines: [{ skuCode: 'UK', quantity: '200', onHandAtSource: '300' }],
  });
  expect(await viewer.caller.transfers.list()).toMatchObject({ orders: [{ id: orderId }], counts: { DRAFT: 1 } });
  expect(await viewer.caller.transfers.ofPlan({ planId })).toMatchObject([{ ...shipment, number: 'TO-000001' }]);
  const [created] = await auditOf(orderId);
  expect(created).toMatchObject({
    action: 'transfer-order.create',
    after: { number: 'TO-000001', lines: [{ line: 'UK', quantity: '200.000' }] },
  });
  expect(await database.liveEvent.count({ where: { topic: 'transfer-order', entityId: orderId } })).toBe(1);
});

test('two people who take up the same shipment at once get one order; the other is told whose it is', async () => {
  const { organisationId, manager } = workspace;
  const other = callerOf(await createUser(organisationId, 'Second planner', 'MANAGER'));
  const ask = (caller: typeof other) =>
    caller.transfers.takeUpProposal({ planId, shipments: [{ ...shipment, orderId: randomUUID() }] });
  const results = await Promise.allSettled([ask(manager.caller), ask(other)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find(result => result.status === 'rejected');
  expect(String(refused?.reason)).toMatch(/from US to UK in week 1 of this plan is TO-000001 already, made by/);
  expect(await database.transferOrder.count({ where: { planId } })).toBe(1);
});

test('only what a finished plan proposes can be taken up, and by whoever may order', async () => {
  const { manager, viewer } = workspace;
  const ask = (change: Partial<typeof shipment>, plan = planId, caller = manager.caller) =>
    caller.transfers.takeUpProposal({
      planId: plan,
      shipments: [{ ...shipment, ...change, orderId: randomUUID() }],
    });
  await expect(ask({ week: 1 })).rejects.toThrow('moves nothing from US to UK in its week 2');
  await expect(ask({ toWarehouseCode: 'FR' })).rejects.toThrow('moves nothing from US to FR');
  await expect(ask({}, await createPlan('RUNNING'))).rejects.toThrow('This plan is running');
  await expect(ask({}, randomUUID())).rejects.toThrow('does not exist');
  await expect(ask({}, planId, viewer.caller)).rejects.toThrow('needs the role MANAGER');
  const stranger = (await createPlannableWorkspace(randomUUID())).manager.caller;
  await expect(ask({}, planId, stranger)).rejects.toThrow('does not exist');
  expect(await database.transferOrder.count({ where: { planId } })).toBe(0);
});

test('dispatch takes stock from the source, receipts add to the destination, a short end is recorded', async () => {
  const { organisationId, manager, viewer } = workspace;
  const operator = callerOf(await createUser(organisationId, 'Operator', 'OPERATOR'));
  const orderId = await dispatched('180');
  expect(await onHand(moving.us)).toBe(120);
  expect(await onHand(moving.uk)).toBe(500);
  expect(await viewer.caller.transfers.order({ orderId })).toMatchObject({
    status: 'DISPATCHED',
    dispatchedOn: '2024-06-30',
    expectedOn: '2024-07-09',
    inTransit: '180',
  });

  const arrive = async (quantity: string, closesOrder = false) =>
    operator.transfers.receive({
      ...(await next(orderId)),
      receivedOn: '2024-06-30',
      lines: await linesOf(orderId, quantity),
      closesOrder,
    });
  await expect(arrive('180.5')).rejects.toThrow('only 180 of 180 are still to come');
  expect(await arrive('100')).toMatchObject({ status: 'DISPATCHED' });
  expect(await onHand(moving.uk)).toBe(600);
  await expect(manager.caller.transfers.cancel({ ...(await next(orderId)), reason: 'Too late' })).rejects.toThrow(
    'Part of TO-000001 has arrived',
  );
  expect(await arrive('60', true)).toMatchObject({ status: 'RECEIVED' });
  expect(await onHand(moving.uk)).toBe(660);
  expect(await viewer.caller.transfers.order({ orderId })).toMatchObject({ short: '20', inTransit: '0' });

  const steps = (await auditOf(orderId)).filter(event => event.outcome === 'DONE');
  expect(steps.map(event => event.action)).toEqual([
    'transfer-order.create',
    'transfer-order.dispatch',
    'transfer-order.receive',
    'transfer-order.receive',
  ]);
  expect(steps.at(-1)).toMatchObject({
    before: { status: 'DISPATCHED' },
    after: { status: 'RECEIVED', closedShort: true, lines: [{ quantity: '60.000', stillOpen: '20.000' }] },
  });
  expect(await database.liveEvent.count({ where: { topic: 'stock', entityId: orderId } })).toBe(3);
});

test('goods in transit are on order at the destination in the next plan, with their day, and never counted twice', async () => {
  const { manager, viewer } = workspace;
  const position = async () => {
    const { rows } = await viewer.caller.inventory.stock({});
    const row = rows.find(one => one.skuId === moving.skuId && one.warehouseId === moving.uk);
    return { onHand: row?.stock?.onHand, onOrder: row?.onOrder, position: row?.outlook?.position };
  };
  const orderId = await makeTransfer();
  expect(await position()).toEqual({ onHand: 500, onOrder: 0, position: 500 });
  await manager.caller.transfers.dispatch({ ...(await next(orderId)), lines: await linesOf(orderId, '200') });
  expect(await position()).toEqual({ onHand: 500, onOrder: 200, position: 700 });

  const nextPlan = randomUUID();
  await manager.caller.inventory.startPlan({ planId: nextPlan, method: 'policy', weeks: 8, skipIncomplete: true });
  for (;;) {
    const { status } = await viewer.caller.inventory.plan({ planId: nextPlan });
    if (status !== 'RUNNING') break;
    await sleep(50);
  }
  const [line] = await viewer.caller.inventory.planLines({ planId: nextPlan });
  expect(line).toMatchObject({ skuCode: 'UK', inventoryPosition: 700 });
  const { projection, decision } = await viewer.caller.inventory.planLine({ lineId: line!.id });
  // Nine days from 30 June: the second week.
  expect(projection.arrivalsByWeek[1]).toBe(200);
  expect(decision.inputs.find(input => input.key === 'onOrder')?.source).toBe('Transfers TO-000001');

  const receive = async (quantity: string) =>
    manager.caller.transfers.receive({
      ...(await next(orderId)),
      receivedOn: '2024-06-30',
      lines: await linesOf(orderId, quantity),
    });
  await receive('150');
  expect(await position()).toEqual({ onHand: 650, onOrder: 50, position: 700 });
  await receive('50');
  expect(await position()).toEqual({ onHand: 700, onOrder: 0, position: 700 });
});

test('what is not on hand cannot leave, nor more than the transfer asks for, nor nothing', async () => {
  const { manager } = workspace;
  const orderId = await makeTransfer();
  const send = async (quantity: string) =>
    manager.caller.transfers.dispatch({ ...(await next(orderId)), lines: await linesOf(orderId, quantity) });
  await expect(send('200.5')).rejects.toThrow('TO-000001 is to move 200 of UK; 200.5 were entered');
  await expect(send('0')).rejects.toThrow('Enter what leaves of at least one line');
  await database.stockLevel.updateMany({
    where: { warehouseId: moving.us, skuId: moving.skuId },
    data: { onHand: 90 },
  });
  await expect(send('200')).rejects.toThrow('Of UK in US 90 are on hand, and 200.000 are to leave.');
  expect(await onHand(moving.us)).toBe(90);
  await send('90');
  expect(await onHand(moving.us)).toBe(0);
  const [stockOut] = await database.stockOut.findMany({ where: { warehouseId: moving.us, skuId: moving.skuId } });
  expect(stockOut).toMatchObject({ source: 'Dispatch of TO-000001', lastDay: null });
  const refusals = (await auditOf(orderId)).filter(event => event.outcome === 'REFUSED');
  expect(refusals.map(event => event.reason)).toEqual([
    expect.stringContaining('200.5 were entered'),
    expect.stringContaining('Enter what leaves'),
    expect.stringContaining('90 are on hand'),
  ]);
});

test('a step is taken once: the same request again, two at once, and an old page change nothing', async () => {
  const { organisationId, manager } = workspace;
  const other = callerOf(await createUser(organisationId, 'Second planner', 'MANAGER'));
  const orderId = await makeTransfer();
  const lines = await linesOf(orderId, '200');
  const seen = await next(orderId);
  const results = await Promise.allSettled([
    manager.caller.transfers.dispatch({ ...seen, lines }),
    other.transfers.dispatch({ ...seen, idempotencyKey: randomUUID(), lines }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await onHand(moving.us)).toBe(100);

  const receipt = { ...(await next(orderId)), receivedOn: '2024-06-30', lines };
  await manager.caller.transfers.receive({ ...receipt, lines: lines.map(line => ({ ...line, quantity: '80' })) });
  const repeated = { ...receipt, lines: lines.map(line => ({ ...line, quantity: '80' })) };
  expect(await manager.caller.transfers.receive(repeated)).toMatchObject({ repeated: true, status: 'DISPATCHED' });
  expect(await onHand(moving.uk)).toBe(580);
  await expect(manager.caller.transfers.receive({ ...repeated, idempotencyKey: randomUUID() })).rejects.toThrow(
    'Someone changed transfer order TO-000001',
  );
  expect(await onHand(moving.uk)).toBe(580);
});

test('receipts lie between dispatch and today, and only what is on its way is received', async () => {
  const { manager, viewer } = workspace;
  const orderId = await makeTransfer();
  const receive = async (receivedOn: string, quantity = '10') =>
    manager.caller.transfers.receive({ ...(await next(orderId)), receivedOn, lines: await linesOf(orderId, quantity) });
  await expect(receive('2024-06-30')).rejects.toThrow('TO-000001 is draft; this step needs it to be dispatched.');
  await manager.caller.transfers.dispatch({ ...(await next(orderId)), lines: await linesOf(orderId, '200') });
  await expect(receive('2024-06-29')).rejects.toThrow('when it was dispatched');
  await expect(receive('2024-07-01')).rejects.toThrow('2024-07-01 is not');
  await expect(receive('2024-06-30', '0')).rejects.toThrow('Enter what arrived');
  await expect(
    viewer.caller.transfers.receive({ ...(await next(orderId)), receivedOn: '2024-06-30', lines: [] }),
  ).rejects.toThrow('needs the role OPERATOR');
  await expect(
    manager.caller.transfers.dispatch({ ...(await next(orderId)), lines: await linesOf(orderId, '1') }),
  ).rejects.toThrow('TO-000001 is dispatched; this step needs it to be draft.');
});

test('a cancelled transfer puts back what had left, and its shipment can be taken up again', async () => {
  const { manager, viewer } = workspace;
  const orderId = await dispatched();
  expect(await onHand(moving.us)).toBe(100);
  await manager.caller.transfers.cancel({ ...(await next(orderId)), reason: 'The lorry broke down' });
  expect(await onHand(moving.us)).toBe(300);
  expect(await viewer.caller.transfers.ofPlan({ planId })).toEqual([]);
  const { rows } = await viewer.caller.inventory.stock({});
  expect(rows.find(row => row.skuId === moving.skuId && row.warehouseId === moving.uk)?.onOrder).toBe(0);
  expect((await auditOf(orderId)).at(-1)).toMatchObject({
    action: 'transfer-order.cancel',
    reason: 'The lorry broke down',
    after: { status: 'CANCELLED', returned: [{ line: 'UK', quantity: '200.000' }] },
  });
  const again = await makeTransfer();
  expect(await viewer.caller.transfers.order({ orderId: again })).toMatchObject({
    number: 'TO-000002',
    status: 'DRAFT',
  });
});

test('another organisation sees nothing of a transfer and changes nothing', async () => {
  const orderId = await dispatched();
  const stranger = (await createPlannableWorkspace(randomUUID())).manager.caller;
  await expect(stranger.transfers.order({ orderId })).rejects.toThrow('does not exist');
  await expect(stranger.transfers.cancel({ ...(await next(orderId)), reason: 'Not mine' })).rejects.toThrow(
    'does not exist',
  );
  expect(await stranger.transfers.list()).toMatchObject({ orders: [] });
  expect(await stranger.transfers.ofPlan({ planId })).toEqual([]);
  await expect(callerOf(null).transfers.cancel({ ...(await next(orderId)), reason: 'Nobody' })).rejects.toThrow(
    'session has ended',
  );
  expect((await auditOf(orderId)).at(-1)).toMatchObject({ outcome: 'REFUSED', actorName: 'Nobody signed in' });
});
