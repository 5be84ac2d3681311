import { randomUUID } from 'node:crypto';
import { createCaller } from '../../src/server/app-router.ts';
import { database } from '../../src/server/db.ts';
import type { ApprovalAuthority, Role } from '../../src/server/generated/prisma/enums.ts';
import { log } from '../../src/server/log.ts';

/** Calls procedures as one person, or as nobody. */
export function callerOf(user: Awaited<ReturnType<typeof createUser>> | null) {
  const actor = user && {
    userId: user.id,
    organisationId: user.organisationId,
    name: user.name,
    role: user.role,
    approvalAuthority: user.approvalAuthority,
    requestId: 'test',
  };
  return createCaller({
    actor,
    requestId: 'test',
    log,
    sessionToken: undefined,
    setSessionCookie: () => {},
    recordRefusal: async () => {},
  });
}
export type Caller = ReturnType<typeof callerOf>;

export function createUser(
  organisationId: string,
  name: string,
  role: Role,
  approvalAuthority: ApprovalAuthority = 'NONE',
) {
  return database.user.create({
    data: { organisationId, name, email: `${randomUUID()}@test.example`, role, approvalAuthority },
  });
}

/**
 * A small business that buys: two suppliers (pounds and euros) of one SKU each, one warehouse, the three limits, and a
 * person for each role and authority. A unit costs a penny (or a euro cent), so that an order of n units comes to n
 * pence. "Today" is 16 June 2025.
 */
export async function createPurchasingWorkspace() {
  const { id: organisationId } = await database.organisation.create({
    data: { name: 'Purchasing', planningDate: new Date('2025-06-16') },
  });
  await database.approvalLimit.createMany({
    data: [
      { organisationId, authority: 'MANAGER', limitGbp: '50000' },
      { organisationId, authority: 'DIRECTOR', limitGbp: '200000' },
      { organisationId, authority: 'CFO', limitGbp: null },
    ],
  });
  const person = async (name: string, role: Role, authority: ApprovalAuthority = 'NONE') => {
    const user = await createUser(organisationId, name, role, authority);
    return { user, caller: callerOf(user) };
  };
  const people = {
    planner: await person('Planner', 'MANAGER'),
    secondPlanner: await person('Second planner', 'MANAGER'),
    manager: await person('Manager', 'MANAGER', 'MANAGER'),
    secondManager: await person('Second manager', 'MANAGER', 'MANAGER'),
    director: await person('Director', 'MANAGER', 'DIRECTOR'),
    chief: await person('Chief', 'MANAGER', 'CFO'),
    administrator: await person('Administrator', 'ADMIN'),
    operator: await person('Operator', 'OPERATOR'),
    viewer: await person('Viewer', 'VIEWER'),
  };

  const region = await database.region.create({
    data: { organisationId, code: 'UK', name: 'United Kingdom', currency: 'GBP', country: 'GB' },
  });
  const warehouse = await database.warehouse.create({
    data: { organisationId, code: 'THR', name: 'Thurrock', regionId: region.id },
  });
  const product = await database.product.create({ data: { organisationId, code: 'RED', name: 'Red' } });
  const supplied = async (code: string, currency: string) => {
    const sku = await database.sku.create({
      data: {
        organisationId,
        code: `RED-${code}`,
        name: `Red ${code}`,
        productId: product.id,
        regionId: region.id,
        unitOfMeasure: 'bottle',
      },
    });
    const supplier = await database.supplier.create({
      data: {
        organisationId,
        code,
        name: `Supplier ${code}`,
        currency,
        leadTimeDays: 14,
        leadTimeDeviationDays: '2',
        orderCost: '50',
        paymentTermsDays: 30,
        source: 'Test',
        terms: {
          create: {
            skuId: sku.id,
            unitCost: '0.01',
            minimumOrderQuantity: '100',
            orderMultiple: '1',
            source: 'Test',
          },
        },
      },
    });
    const forecast = await database.publishedForecast.create({
      data: {
        organisationId,
        skuId: sku.id,
        warehouseId: warehouse.id,
        version: 1,
        forecasterId: 'seasonal-naive',
        period: 'WEEK',
        firstPeriod: new Date('2025-06-16'),
        mean: [1],
        errorDeviation: [1],
        evaluation: {},
        historySha256: '',
        publishedById: people.planner.user.id,
      },
    });
    return { sku, supplier, forecast };
  };
  const pounds = await supplied('GBP', 'GBP');
  const euros = await supplied('EUR', 'EUR');

  const createWarehouse = async (name: string) => {
    const data = { organisationId, code: `THR-${name}`, name: 'Thurrock', regionId: region.id };
    return (await database.warehouse.create({ data })).id;
  };

  /**
   * A completed plan with one line for each quantity given, for a warehouse of its own: what orders of other plans hold
   * is not taken off it. Or one for the warehouse of another plan.
   */
  const createPlan = async (
    quantities: { pounds?: number; euros?: number },
    like?: { readonly warehouseId: string; readonly basePlanId?: string },
  ) => {
    const planId = randomUUID();
    const warehouseId = like?.warehouseId ?? (await createWarehouse(planId));
    await database.orderPlan.create({
      data: {
        id: planId,
        organisationId,
        createdById: people.planner.user.id,
        ...(like?.basePlanId && { basePlanId: like.basePlanId }),
        status: 'COMPLETED',
        planningDate: new Date('2025-06-16'),
        parameters: {},
        heartbeatAt: new Date(),
      },
    });
    const lineIds: string[] = [];
    for (const [kind, { sku, supplier, forecast }] of Object.entries({ pounds, euros })) {
      const quantity = quantities[kind as 'pounds' | 'euros'];
      if (quantity === undefined) continue;
      const line = await database.orderPlanLine.create({
        data: {
          planId,
          skuId: sku.id,
          warehouseId,
          supplierId: supplier.id,
          publishedForecastId: forecast.id,
          safetyStock: 0,
          reorderPoint: 0,
          inventoryPosition: 0,
          orderQuantity: quantity,
          unitCost: '0.01',
          currency: supplier.currency,
          lineCost: '0',
          lineCostGbp: '0',
          expectedFillRate: 1,
          projection: {},
          decision: {},
        },
      });
      lineIds.push(line.id);
    }
    return { planId, lineIds };
  };

  /** A draft of the planner's (or of someone else), `pence` worth. */
  const createDraft = async (
    pence: number,
    by: Caller = people.planner.caller,
    currency: 'pounds' | 'euros' = 'pounds',
  ) => {
    const plan = await createPlan({ [currency]: pence });
    const { orders } = await by.purchasing.createDrafts({ ...plan, idempotencyKey: randomUUID() });
    return orders[0]!.id;
  };

  /** The version, hash and key that the next step on an order needs. */
  const next = async (orderId: string) => {
    const { version, contentHash } = await people.viewer.caller.purchasing.order({ orderId });
    return { orderId, version, contentHash: contentHash ?? '', idempotencyKey: randomUUID() };
  };

  const createSubmitted = async (
    pence: number,
    by: Caller = people.planner.caller,
    currency: 'pounds' | 'euros' = 'pounds',
  ) => {
    const orderId = await createDraft(pence, by, currency);
    await by.purchasing.submit(await next(orderId));
    return orderId;
  };

  /** Audit rows of one order, newest first. */
  const auditOf = (orderId: string) =>
    database.auditEvent.findMany({ where: { entityId: orderId }, orderBy: { id: 'desc' } });

  return {
    organisationId,
    ...people,
    warehouse,
    pounds,
    euros,
    createWarehouse,
    createPlan,
    createDraft,
    createSubmitted,
    next,
    auditOf,
  };
}

export type PurchasingWorkspace = Awaited<ReturnType<typeof createPurchasingWorkspace>>;
