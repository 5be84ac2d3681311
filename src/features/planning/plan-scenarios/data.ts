import type { Database } from '../../../server/db.ts';

export type PlanWithProblem = NonNullable<Awaited<ReturnType<typeof selectPlanWithProblem>>>;

export function selectPlanWithProblem(db: Database, organisationId: string, planId: string) {
  return db.orderPlan.findFirst({
    where: { id: planId, organisationId },
    select: {
      id: true,
      basePlanId: true,
      name: true,
      status: true,
      planningDate: true,
      parameters: true,
      problem: true,
      summary: true,
      createdAt: true,
      createdBy: { select: { name: true } },
    },
  });
}

/** Plans edited from a solved one, oldest first. */
export function selectEditedPlans(db: Database, basePlanId: string) {
  return db.orderPlan.findMany({
    where: { basePlanId, status: 'COMPLETED' },
    select: { id: true, name: true, createdAt: true, createdBy: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
    take: 50,
  });
}

export interface PlanOrdersRow {
  readonly planId: string;
  readonly skuId: string;
  readonly warehouseId: string;
  /** By week, units. */
  readonly orderByWeek: number[];
}

/** What each plan orders of each SKU × warehouse, without the rest of its lines. */
export function selectOrdersByWeek(db: Database, planIds: readonly string[]) {
  return db.$queryRaw<PlanOrdersRow[]>`
    SELECT "planId", "skuId", "warehouseId", projection->'orderByWeek' AS "orderByWeek"
    FROM "OrderPlanLine" WHERE "planId" = ANY(${[...planIds]}::uuid[])`;
}

/** Names of the lines of a plan, and what each unit short costs as its decision record has it. */
export function selectLineNames(db: Database, planId: string) {
  return db.$queryRaw<
    {
      id: string;
      skuId: string;
      skuCode: string;
      skuName: string;
      unit: string;
      warehouseId: string;
      warehouseCode: string;
      warehouseName: string;
      supplierName: string;
      impliedShortageCost: number | null;
    }[]
  >`
    SELECT line.id, line."skuId", sku.code AS "skuCode", sku.name AS "skuName", sku."unitOfMeasure" AS unit,
      line."warehouseId", warehouse.code AS "warehouseCode", warehouse.name AS "warehouseName",
      supplier.name AS "supplierName",
      (SELECT (step->>'result')::float8 FROM jsonb_array_elements(line.decision->'steps') AS step
        WHERE step->>'key' = 'impliedShortageCost' LIMIT 1) AS "impliedShortageCost"
    FROM "OrderPlanLine" AS line
    JOIN "Sku" AS sku ON sku.id = line."skuId"
    JOIN "Warehouse" AS warehouse ON warehouse.id = line."warehouseId"
    JOIN "Supplier" AS supplier ON supplier.id = line."supplierId"
    WHERE line."planId" = ${planId}::uuid`;
}
