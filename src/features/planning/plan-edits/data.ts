import type { Database } from '../../../server/db.ts';

/** Whole lines, with projections and decision records. */
export function selectWholeLines(db: Database, planId: string) {
  return db.orderPlanLine.findMany({
    where: { planId },
    include: { sku: { select: { code: true, name: true } }, warehouse: { select: { code: true, name: true } } },
  });
}
export type WholeLineRow = Awaited<ReturnType<typeof selectWholeLines>>[number];
