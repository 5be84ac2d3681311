import type { Database } from '../../../server/db.ts';

/** The newest rate on or before a day. */
export function selectRate(db: Database, organisationId: string, currency: string, onOrBefore: Date) {
  return db.exchangeRate.findFirst({
    where: { organisationId, currency, day: { lte: onOrBefore } },
    orderBy: { day: 'desc' },
  });
}

export interface RateRow {
  readonly currency: string;
  /** Pounds for one unit, decimal text. */
  readonly gbpPerUnit: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly source: string;
}

/** Of each currency the newest rate up to a day. */
export function selectNewestRates(db: Database, organisationId: string, day: string): Promise<RateRow[]> {
  return db.$queryRaw<RateRow[]>`
    SELECT DISTINCT ON (currency) currency, trim_scale("gbpPerUnit")::text AS "gbpPerUnit",
      to_char(day, 'YYYY-MM-DD') AS day, source
    FROM "ExchangeRate" WHERE "organisationId" = ${organisationId}::uuid AND day <= ${day}::date
    ORDER BY currency, "ExchangeRate".day DESC`;
}

export function selectSupplierCurrencies(db: Database, organisationId: string) {
  return db.supplier.findMany({ where: { organisationId }, select: { currency: true }, distinct: ['currency'] });
}

export function upsertRate(
  db: Database,
  rate: { organisationId: string; currency: string; day: Date; gbpPerUnit: string; source: string },
) {
  const { organisationId, currency, day, gbpPerUnit, source } = rate;
  return db.exchangeRate.upsert({
    where: { organisationId_currency_day: { organisationId, currency, day } },
    create: rate,
    update: { gbpPerUnit, source },
  });
}
