import type { Database } from '../../server/db.ts';
import type { Prisma } from '../../server/generated/prisma/client.ts';

export async function organisationOfPlan(db: Database, planId: string): Promise<string | null> {
  const plan = await db.orderPlan.findUnique({ where: { id: planId }, select: { organisationId: true } });
  return plan?.organisationId ?? null;
}

/** Whole lines, with projections and decision records. */
export function selectWholeLines(db: Database, planId: string) {
  return db.orderPlanLine.findMany({
    where: { planId },
    include: { sku: { select: { code: true, name: true } }, warehouse: { select: { code: true, name: true } } },
  });
}
export type WholeLineRow = Awaited<ReturnType<typeof selectWholeLines>>[number];

/** @returns false when a plan of this id is there already */
export async function insertEditedPlan(db: Database, plan: Prisma.OrderPlanCreateManyInput): Promise<boolean> {
  const { count } = await db.orderPlan.createMany({ data: plan, skipDuplicates: true });
  return count === 1;
}

/** Decision records are some ten kilobytes each: one statement for thousands would be too long. */
export async function insertEditedLines(db: Database, lines: readonly Prisma.OrderPlanLineCreateManyInput[]) {
  for (let from = 0; from < lines.length; from += 200) {
    await db.orderPlanLine.createMany({ data: lines.slice(from, from + 200) });
  }
}
