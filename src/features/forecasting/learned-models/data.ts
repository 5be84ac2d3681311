import type { LearnsAcross } from '../../../../shared/contracts/forecast.ts';
import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

type Stored = Prisma.LearnedModelGetPayload<object>;
/** For which forecasts it was learned: one is kept for each. */
export type LearnedFor = Pick<Stored, 'organisationId' | 'period' | 'horizonPeriods' | 'folds'> & {
  readonly forecasterId: LearnsAcross;
};
/** What it was learned from. */
export type LearnedFrom = Pick<Stored, 'salesVersion' | 'until' | 'format'>;

/** What was learned from exactly these sales and at least so many series, or null. */
export async function selectLearned(
  db: Database,
  key: LearnedFor,
  from: LearnedFrom,
  leastSeries: number,
): Promise<Uint8Array | null> {
  const row = await db.learnedModel.findFirst({
    where: { ...key, ...from, seriesCount: { gte: leastSeries } },
    select: { learned: true },
  });
  return row?.learned ?? null;
}

/** Keeps what was learned, and drops what older sales had taught for any forecast. */
export async function writeLearned(
  db: Database,
  key: LearnedFor,
  learned: LearnedFrom & Pick<Stored, 'seriesCount' | 'learned'>,
): Promise<void> {
  const { organisationId } = key;
  await db.learnedModel.upsert({
    where: { organisationId_forecasterId_period_horizonPeriods_folds: key },
    create: { ...key, ...learned },
    update: { ...learned, createdAt: new Date() },
  });
  await db.learnedModel.deleteMany({ where: { organisationId, salesVersion: { lt: learned.salesVersion } } });
}
