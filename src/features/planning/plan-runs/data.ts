import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { PlanStatus } from '../order-plans/schema.ts';

/** Ends a plan that is still running. @returns false when it is not */
export async function endPlan(
  db: Database,
  planId: string,
  end: { status: PlanStatus; failureReason?: string; summary?: Prisma.InputJsonObject },
): Promise<boolean> {
  const { count } = await db.orderPlan.updateMany({
    where: { id: planId, status: 'RUNNING' },
    data: { ...end, finishedAt: new Date() },
  });
  return count === 1;
}

/** Tells that this process still solves the plans. @returns those that still want to be solved */
export async function renewHeartbeats(db: Database, planIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE "OrderPlan" SET "heartbeatAt" = now()
    WHERE id = ANY(${planIds}::uuid[]) AND status = 'RUNNING' RETURNING id`;
  return rows.map(row => row.id);
}

/** Marks plans whose process has been silent for `silentSeconds`; the database's clock judges. */
export function interruptSilentPlans(db: Database, silentSeconds: number) {
  return db.$queryRaw<{ id: string; organisationId: string }[]>`
    UPDATE "OrderPlan" SET status = 'INTERRUPTED', "finishedAt" = now()
    WHERE status = 'RUNNING' AND "heartbeatAt" < now() - make_interval(secs => ${silentSeconds}::float8)
    RETURNING id, "organisationId"`;
}
