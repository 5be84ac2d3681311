import { database } from '../../src/server/db.ts';
import { createTwoRegionWorkspace } from './two-region-workspace.ts';

/** Weeks that each published forecast covers. */
export const forecastWeeks = 30;

/**
 * The two-region workspace with all that an order plan needs: one supplier in pounds (UK) and one in euros (US), terms,
 * stock, policies, a euro rate, and for both SKUs a forecast of 280 ± 32 units a week published by the manager.
 * @param name distinguishes workspaces of one database
 */
export async function createPlannableWorkspace(name: string) {
  const workspace = await createTwoRegionWorkspace(name);
  const { organisationId, uk, us, manager } = workspace;
  await database.exchangeRate.createMany({
    data: [
      // The newer one lies after the planning date and must not be used.
      { organisationId, currency: 'EUR', day: new Date('2024-06-28'), gbpPerUnit: '0.8', source: 'Test rate' },
      { organisationId, currency: 'EUR', day: new Date('2024-07-05'), gbpPerUnit: '0.9', source: 'Test rate' },
    ],
  });
  const supply = async (place: typeof uk, code: string, currency: string, unitCost: string) => {
    const supplier = await database.supplier.create({
      data: {
        organisationId,
        code,
        name: `${code} of ${name}`,
        currency,
        leadTimeDays: 14,
        leadTimeDeviationDays: '3',
        orderCost: '50.00',
        paymentTermsDays: 30,
        source: 'Assumption: test',
      },
    });
    const pair = { skuId: place.sku.id, warehouseId: place.warehouse.id };
    await database.supplierTerm.create({
      data: {
        supplierId: supplier.id,
        skuId: place.sku.id,
        unitCost,
        minimumOrderQuantity: '120',
        orderMultiple: '12',
        source: 'Statement: price list',
      },
    });
    await database.stockLevel.create({
      data: { ...pair, onHand: '500', asOf: new Date('2024-06-29'), source: 'Assumption: test' },
    });
    await database.inventoryPolicy.create({
      data: {
        ...pair,
        serviceTarget: '0.98',
        reviewPeriodDays: 7,
        holdingRate: '0.25',
        source: 'Assumption: test',
      },
    });
    return supplier;
  };
  const publish = (place: typeof uk, weekly: number, version = 1) =>
    database.publishedForecast.create({
      data: {
        organisationId,
        skuId: place.sku.id,
        warehouseId: place.warehouse.id,
        version,
        forecasterId: 'theta',
        period: 'WEEK',
        firstPeriod: new Date('2024-07-01'),
        mean: Array<number>(forecastWeeks).fill(weekly),
        errorDeviation: Array<number>(forecastWeeks).fill(32),
        evaluation: {},
        historySha256: 'test',
        publishedById: manager.actor.userId,
      },
    });
  const suppliers = {
    uk: await supply(uk, 'NORTH', 'GBP', '15.0000'),
    us: await supply(us, 'RHINE', 'EUR', '10.0000'),
  };
  await publish(uk, 280);
  await publish(us, 280);
  return { ...workspace, suppliers, publish };
}

export type PlannableWorkspace = Awaited<ReturnType<typeof createPlannableWorkspace>>;
