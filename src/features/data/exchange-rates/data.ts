import type { Database } from '../../../server/db.ts';

/** The newest rate on or before a day. */
export function selectRate(db: Database, organisationId: string, currency: string, onOrBefore: Date) {
  return db.exchangeRate.findFirst({
    where: { organisationId, currency, day: { lte: onOrBefore } },
    orderBy: { day: 'desc' },
  });
}

export function selectNewestRates(db: Database, organisationId: string) {
  return db.exchangeRate.findMany({
    where: { organisationId },
    orderBy: [{ currency: 'asc' }, { day: 'desc' }],
    distinct: ['currency'],
  });
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
