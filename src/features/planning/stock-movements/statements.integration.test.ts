import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { countStatements } from '../../../../scripts/testing/count-statements.ts';
import { createPurchasingWorkspace } from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';

afterAll(closeDatabase);

const today = new Date('2025-06-16');

/** A draft and a transfer of `count` SKUs each; all of them are out of stock where they go, and leave none behind. */
async function workspaceOf(count: number) {
  const work = await createPurchasingWorkspace();
  const { organisationId, pounds, warehouse, planner } = work;
  const { productId, regionId } = pounds.sku;
  const skus = Array.from({ length: count }, (_, index) => ({
    ...{ id: randomUUID(), organisationId, productId, regionId },
    ...{ code: `SKU-${index}`, name: `SKU ${index}`, unitOfMeasure: 'bottle' },
  }));
  const supplierId = pounds.supplier.id;
  const source = 'Test';
  const depot = await database.warehouse.create({ data: { organisationId, code: 'DEP', name: 'Depot', regionId } });
  await database.sku.createMany({ data: skus });
  await database.supplierTerm.createMany({
    data: skus.map(({ id: skuId }) => {
      const terms = { unitCost: '2', minimumOrderQuantity: '1', orderMultiple: '1' };
      return { supplierId, skuId, ...terms, source };
    }),
  });
  await database.stockLevel.createMany({
    data: skus.map(({ id: skuId }) => ({ skuId, warehouseId: depot.id, onHand: 10, asOf: today, source })),
  });
  await database.stockOut.createMany({
    data: skus.map(({ id: skuId }) => ({
      ...{ id: randomUUID(), skuId, warehouseId: warehouse.id, source },
      firstDay: new Date('2025-06-01'),
    })),
  });
  const order = await database.purchaseOrder.create({
    data: {
      ...{ organisationId, supplierId, number: 'PO-000001', status: 'DRAFT', currency: 'GBP', total: '0' },
      ...{ requestedById: planner.user.id, idempotencyKey: randomUUID() },
      lines: {
        createMany: {
          data: skus.map(({ id: skuId }) => ({
            ...{ skuId, warehouseId: warehouse.id },
            ...{ quantity: '5', unitCost: '2', lineTotal: '10' },
          })),
        },
      },
    },
    include: { lines: true },
  });
  const { planId } = await work.createPlan({});
  const transfer = await database.transferOrder.create({
    data: {
      ...{ id: randomUUID(), organisationId, number: 'TO-000001', planId, requestedById: planner.user.id },
      ...{ fromWarehouseId: depot.id, toWarehouseId: warehouse.id },
      ...{ leadTimeDays: 2, unitCost: '0', shipmentCost: '0', leavesOn: today, expectedOn: today },
      lines: { createMany: { data: skus.map(({ id: skuId }) => ({ skuId, quantity: '10' })) } },
    },
    include: { lines: true },
  });
  return { work, order, transfer };
}

/** How many statements each step takes for documents of so many lines. */
async function statementsOf(count: number) {
  const { work, order, transfer } = await workspaceOf(count);
  const { purchasing, transfers } = work.planner.caller;
  const step = (version: number) => ({ version, idempotencyKey: randomUUID() });
  const orderLines = (quantity: string) => order.lines.map(({ id }) => ({ lineId: id, quantity }));
  const transferLines = (quantity: string) => transfer.lines.map(({ id }) => ({ lineId: id, quantity }));
  const receivedOn = '2025-06-16';

  const edit = await countStatements(() =>
    purchasing.editLines({ orderId: order.id, ...step(1), quantities: orderLines('6') }),
  );
  await database.purchaseOrder.update({ where: { id: order.id }, data: { status: 'ORDERED', orderedOn: today } });
  const receive = await countStatements(() =>
    purchasing.receive({ orderId: order.id, ...step(2), receivedOn, lines: orderLines('6') }),
  );
  const dispatch = await countStatements(() =>
    transfers.dispatch({ orderId: transfer.id, ...step(1), lines: transferLines('10') }),
  );
  const receiveTransfer = await countStatements(() =>
    transfers.receive({ orderId: transfer.id, ...step(2), receivedOn, lines: transferLines('10') }),
  );
  await expectBooked(work.organisationId, count);
  return { edit, receive, dispatch, receiveTransfer };
}

/** Sixteen of each SKU arrived, none is left at the depot; the stock-outs moved from here to there. */
async function expectBooked(organisationId: string, count: number) {
  const stock = await database.stockLevel.findMany({ where: { sku: { organisationId } } });
  const onHand = Map.groupBy(stock, row => row.onHand.toFixed());
  expect([onHand.get('16')?.length, onHand.get('0')?.length, onHand.size]).toEqual([count, count, 2]);
  const stockOuts = await database.stockOut.findMany({ where: { sku: { organisationId } } });
  const ends = Map.groupBy(stockOuts, row => row.lastDay?.toISOString().slice(0, 10) ?? row.source);
  expect([...ends].map(([end, rows]) => [end, rows.length]).toSorted()).toEqual([
    ['2025-06-15', count],
    ['Dispatch of TO-000001', count],
  ]);
  const order = await database.purchaseOrder.findFirstOrThrow({ where: { organisationId }, include: { lines: true } });
  expect(order).toMatchObject({ status: 'RECEIVED', total: new Prisma.Decimal(12 * count) });
  expect(order.lines.every(({ lineTotal, receivedQuantity }) => lineTotal.eq(12) && receivedQuantity.eq(6))).toBe(true);
}

test('a step takes as many statements for forty lines as for two', async () => {
  expect(await statementsOf(40)).toEqual(await statementsOf(2));
});
