import { createCaller } from '../../src/server/app-router.ts';
import { database } from '../../src/server/db.ts';
import type { Role } from '../../src/server/generated/prisma/enums.ts';
import { log } from '../../src/server/log.ts';

/** Weeks of sales of each SKU and channel, the last one ending on the planning date. */
export const weeksOfSales = 130;

/**
 * A small workspace for tests of planning: one product in two regions, three channels, weekly sales with a yearly
 * season, a manager and a viewer who call procedures.
 * @param name distinguishes workspaces of one database
 */
export async function createTwoRegionWorkspace(name: string) {
  const { id: organisationId } = await database.organisation.create({
    data: { name, planningDate: new Date('2024-06-30') },
  });
  const product = await database.product.create({ data: { organisationId, code: 'RED', name: 'Red' } });
  const sell = async (code: string, country: string, channelCodes: readonly string[]) => {
    const common = { organisationId, code, name: code };
    const region = await database.region.create({ data: { ...common, currency: 'GBP', country } });
    const warehouse = await database.warehouse.create({ data: { ...common, regionId: region.id } });
    const sku = await database.sku.create({
      data: { ...common, productId: product.id, regionId: region.id, unitOfMeasure: 'bottle' },
    });
    for (const [index, channelCode] of channelCodes.entries()) {
      const channel = await database.channel.create({
        data: {
          organisationId,
          code: channelCode,
          name: channelCode,
          regionId: region.id,
          warehouseId: warehouse.id,
        },
      });
      await database.salesFact.createMany({
        data: Array.from({ length: weeksOfSales }, (_, week) => ({
          skuId: sku.id,
          channelId: channel.id,
          period: 'WEEK' as const,
          periodStart: new Date(Date.UTC(2022, 0, 3 + 7 * week)),
          quantity: Math.round(
            100 * (index + 1) + 40 * Math.sin((2 * Math.PI * week) / 52) + 3 * ((week * 37) % 11) + week / 4,
          ),
        })),
      });
    }
    return { region, warehouse, sku };
  };
  const uk = await sell('UK', 'GB', ['AMAZON-UK', 'SHOPIFY-UK']);
  const us = await sell('US', 'US', ['AMAZON-US']);
  const callerOf = async (role: Role) => {
    const user = await database.user.create({
      data: { organisationId, email: `${role}@${name}.example`, name: `${role} of ${name}`, role },
    });
    const { approvalAuthority } = user;
    const actor = { userId: user.id, organisationId, name: user.name, role, approvalAuthority, requestId: 'test' };
    const refusals: string[] = [];
    const caller = createCaller({
      actor,
      requestId: 'test',
      log,
      sessionToken: undefined,
      setSessionCookie: () => {},
      recordRefusal: async (_actor, procedure) => void refusals.push(procedure),
    });
    return { actor, caller, refusals };
  };
  return { organisationId, uk, us, manager: await callerOf('MANAGER'), viewer: await callerOf('VIEWER') };
}

export type TwoRegionWorkspace = Awaited<ReturnType<typeof createTwoRegionWorkspace>>;
