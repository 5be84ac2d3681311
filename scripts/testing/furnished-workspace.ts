import { randomUUID } from 'node:crypto';
import { database } from '../../src/server/db.ts';
import { createPurchasingWorkspace } from './purchasing-workspace.ts';

/** A purchasing workspace that holds one row of every kind that somebody could name by its id. */
export async function createFurnishedWorkspace() {
  const work = await createPurchasingWorkspace();
  const { organisationId, pounds, warehouse, planner } = work;
  const [day, source] = [new Date('2025-06-09'), 'Test'];
  const userId = planner.user.id;
  const { id: skuId, productId, regionId } = pounds.sku;
  const pair = { skuId, warehouseId: warehouse.id };
  const selection = { productIds: [], regionIds: [], channelIds: [] };
  const run = { horizonPeriods: 4, folds: 1, salesVersion: 0, heartbeatAt: day };

  const depot = await database.warehouse.create({ data: { organisationId, code: 'DEP', name: 'Depot', regionId } });
  const channel = await database.channel.create({
    data: { organisationId, code: 'WEB', name: 'Web shop', regionId, warehouseId: warehouse.id },
  });
  const batch = await database.importBatch.create({
    data: {
      ...{ id: randomUUID(), organisationId, createdById: userId, status: 'CHECKED', mapping: salesMapping },
      ...{ fileName: 'sales.csv', fileSha256: '', fileBytes: Buffer.from('sku,channel,week,units\n') },
      rows: { create: { rowNumber: 2, cells: ['x'], valid: false, problems: [{ column: 'sku', value: 'x' }] } },
    },
  });
  await database.salesFact.createMany({
    data: Array.from({ length: 60 }, (_, week) => ({
      ...{ skuId, channelId: channel.id, period: 'WEEK', quantity: 10 + (week % 3), importBatchId: batch.id },
      periodStart: new Date(Date.parse('2024-04-22') + week * 7 * 86_400_000),
    })),
  });
  const event = await database.demandEvent.create({
    data: {
      ...{ id: randomUUID(), organisationId, authorId: userId, selection },
      ...{ kind: 'OTHER', label: 'Fair', firstDay: day, lastDay: day },
    },
  });
  const forecastRun = await database.forecastRun.create({
    data: {
      ...{ id: randomUUID(), organisationId, requestedById: userId, status: 'RUNNING', selection, period: 'WEEK' },
      ...{ ...run, seed: 1, historyStart: day, historyPeriods: 1, historySha256: '', forecasterIds: ['theta'] },
      evaluations: { create: { forecasterId: 'theta', failureReason: 'Test' } },
    },
  });
  const publication = await database.forecastPublication.create({
    data: {
      ...{ organisationId, requestedById: userId, runId: forecastRun.id },
      ...{ forecasterId: 'theta', status: 'RUNNING' },
    },
  });
  const portfolioRun = await database.portfolioRun.create({
    data: {
      ...{ id: randomUUID(), organisationId, requestedById: userId, status: 'COMPLETED', seriesCount: 1, ...run },
      series: { create: { ...pair, position: 0, settledAt: day, evaluation: {}, units: 10 } },
    },
  });
  const override = await database.forecastOverride.create({
    data: {
      ...{ id: randomUUID(), organisationId, authorId: userId, selection, reason: 'A fair comes' },
      ...{ expiresOn: new Date('2025-12-31'), madeOn: day },
      weeks: { create: { ...pair, week: new Date('2025-06-16'), baseline: 1, quantity: 2 } },
    },
  });
  await database.stockLevel.create({ data: { ...pair, onHand: 100, asOf: day, source } });
  await database.inventoryPolicy.create({ data: { ...pair, serviceTarget: '0.95', holdingRate: '0.2', source } });
  const stockOut = await database.stockOut.create({ data: { ...pair, id: randomUUID(), firstDay: day, source } });
  const capacity = await database.supplierCapacity.create({
    data: { id: randomUUID(), supplierId: pounds.supplier.id, firstDay: day, units: 5, source },
  });
  const lane = await database.transferLane.create({
    data: {
      ...{ id: randomUUID(), organisationId, fromWarehouseId: depot.id, toWarehouseId: warehouse.id },
      ...{ leadTimeDays: 2, unitCost: 1, shipmentCost: 1, source },
    },
  });
  const delegation = await database.delegation.create({
    data: {
      ...{ fromUserId: work.director.user.id, toUserId: work.manager.user.id },
      ...{ validFrom: day, validUntil: new Date(Date.now() + 86_400_000) },
    },
  });
  await database.user.update({ where: { id: work.administrator.user.id }, data: { approvalAuthority: 'MANAGER' } });
  const plan = await work.createPlan({ pounds: 1_000, euros: 1_000 });
  const createOrder = async () => {
    const id = await work.createDraft(1_000, work.administrator.caller);
    return database.purchaseOrder.findUniqueOrThrow({ where: { id }, include: { lines: true } });
  };
  const createTransfer = (number: string, dispatched: boolean) =>
    database.transferOrder.create({
      data: {
        ...{ id: randomUUID(), organisationId, number, planId: plan.planId, requestedById: userId },
        ...{ fromWarehouseId: depot.id, toWarehouseId: warehouse.id },
        ...{ leadTimeDays: 2, unitCost: 0, shipmentCost: 0, leavesOn: day, expectedOn: day },
        ...(dispatched && { status: 'DISPATCHED', dispatchedOn: day }),
        lines: { create: { skuId, quantity: 10, dispatchedQuantity: dispatched ? 10 : 0 } },
      },
      include: { lines: true },
    });
  const [draft, ordered] = [await createOrder(), await createOrder()];
  await database.purchaseOrder.update({ where: { id: ordered.id }, data: { status: 'ORDERED', orderedOn: day } });
  const transfers = [await createTransfer('TO-000001', false), await createTransfer('TO-000002', true)] as const;
  return {
    ...{ administrator: work.administrator.caller, viewer: work.viewer.caller },
    ...{ userId, skuId, productId, regionId, warehouseId: warehouse.id, depotId: depot.id, channelId: channel.id },
    ...{ supplierId: pounds.supplier.id, publishedId: pounds.forecast.id, eventId: event.id, batchId: batch.id },
    ...{ forecastRunId: forecastRun.id, publicationId: publication.id, portfolioRunId: portfolioRun.id },
    ...{ overrideId: override.id, stockOutId: stockOut.id, capacityId: capacity.id, laneId: lane.id },
    ...{ delegationId: delegation.id, planId: plan.planId, planLineId: plan.lineIds[0]! },
    ...{ draftId: draft.id, orderedId: ordered.id, orderLineId: draft.lines[0]!.id },
    ...{ draftTransferId: transfers[0].id, sentTransferId: transfers[1].id, transferLineId: transfers[0].lines[0]!.id },
  };
}

export type FurnishedWorkspace = Awaited<ReturnType<typeof createFurnishedWorkspace>>;

/** Of a file of sales, as it was read. */
export const salesMapping = {
  ...{ columns: { sku: 0, channel: 1, periodStart: 2, quantity: 3 }, fixedChannelId: null, fixedCurrency: null },
  ...{ fixedSource: null, encoding: null, delimiter: null, dateOrder: null, decimalMark: null, period: null },
  ...{ repeatedKeys: 'refuse' as const, corrections: [] },
};
