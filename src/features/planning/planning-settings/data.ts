import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export function selectSettings(db: Database, organisationId: string) {
  return db.planningSettings.findUnique({ where: { organisationId } });
}

/** Whether the settings still had the version given (0: no row), and so were written. */
export async function writeSettings(
  db: Database,
  organisationId: string,
  version: number,
  values: Prisma.InputJsonObject,
): Promise<boolean> {
  const { count } =
    version === 0
      ? await db.planningSettings.createMany({ data: { organisationId, values }, skipDuplicates: true })
      : await db.planningSettings.updateMany({
          where: { organisationId, version },
          data: { values, version: { increment: 1 } },
        });
  return count === 1;
}
