import { randomUUID } from 'node:crypto';
import { type Database, inChunks } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ListPlansInput } from './schema.ts';

const planColumns = {
  id: true,
  basePlanId: true,
  name: true,
  status: true,
  failureReason: true,
  planningDate: true,
  parameters: true,
  summary: true,
  createdAt: true,
  finishedAt: true,
  createdBy: { select: { id: true, name: true } },
} as const satisfies Prisma.OrderPlanSelect;

export type PlanRow = NonNullable<Awaited<ReturnType<typeof selectPlan>>>;

export function selectPlan(db: Database, organisationId: string, planId: string) {
  return db.orderPlan.findFirst({ where: { id: planId, organisationId }, select: planColumns });
}

/** The organisation of a plan; null when there is no such plan. */
export async function selectPlanOwner(db: Database, planId: string): Promise<string | null> {
  const plan = await db.orderPlan.findUnique({ where: { id: planId }, select: { organisationId: true } });
  return plan?.organisationId ?? null;
}

/** Newest first. */
export function selectPlans(db: Database, organisationId: string, page: ListPlansInput) {
  return db.orderPlan.findMany({
    where: { organisationId },
    select: planColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
    ...(page.cursor && { cursor: { id: page.cursor, organisationId }, skip: 1 }),
  });
}

/** @returns false when the plan was already there */
export async function insertPlan(
  db: Database,
  { problem, ...plan }: Prisma.OrderPlanCreateManyInput,
): Promise<boolean> {
  const { count } = await db.orderPlan.createMany({ data: plan, skipDuplicates: true });
  if (count === 0) return false;
  // As one text: taken apart by the client, the problem of thousands of lines would hold up every other request.
  if (problem)
    await db.$executeRaw`UPDATE "OrderPlan" SET problem = ${JSON.stringify(problem)}::jsonb WHERE id = ${plan.id}::uuid`;
  return true;
}

export interface NewPlanLine extends Omit<Prisma.OrderPlanLineCreateManyInput, 'decision'> {
  /** A `DecisionRecord` as JSON text: some twenty kilobytes. */
  readonly decision: string;
}

/** A few lines a statement, as one text that the database takes apart. */
export async function insertPlanLines(db: Database, lines: readonly NewPlanLine[]) {
  for (const some of inChunks(lines, 50)) {
    const rows = some.map(({ decision, ...line }) => {
      const row = JSON.stringify({ id: randomUUID(), ...line });
      return `${row.slice(0, -1)},"decision":${decision}}`;
    });
    await db.$executeRaw`
      INSERT INTO "OrderPlanLine"
      SELECT * FROM json_populate_recordset(NULL::"OrderPlanLine", ${`[${rows.join()}]`}::json)`;
  }
}

const lineColumns = {
  id: true,
  planId: true,
  skuId: true,
  sku: { select: { code: true, name: true, unitOfMeasure: true } },
  warehouseId: true,
  warehouse: { select: { code: true, name: true } },
  supplierId: true,
  supplier: { select: { name: true } },
  safetyStock: true,
  reorderPoint: true,
  inventoryPosition: true,
  orderQuantity: true,
  unitCost: true,
  currency: true,
  lineCost: true,
  lineCostGbp: true,
  arrivesOn: true,
  daysOfCover: true,
  expectedFillRate: true,
  demandSkewness: true,
  purchaseLine: { select: { order: { select: { id: true, number: true, status: true } } } },
} as const satisfies Prisma.OrderPlanLineSelect;

export type PlanLineRow = Awaited<ReturnType<typeof selectPlanLines>>[number];

/** Without decision records and projections: those are read line by line. */
export function selectPlanLines(db: Database, planId: string) {
  return db.orderPlanLine.findMany({
    where: { planId },
    select: lineColumns,
    orderBy: [{ sku: { code: 'asc' } }, { warehouse: { code: 'asc' } }],
  });
}

export function selectPlanLine(db: Database, organisationId: string, lineId: string) {
  return db.orderPlanLine.findFirst({
    where: { id: lineId, plan: { organisationId } },
    select: {
      ...lineColumns,
      projection: true,
      decision: true,
      publishedForecast: { select: { id: true, version: true, publishedAt: true } },
      plan: { select: { planningDate: true } },
    },
  });
}
