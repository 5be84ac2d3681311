import { Decimal } from 'decimal.js';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Rates } from '../../../../shared/planning/planning-inputs.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar, currentActor } from '../../workspace/users/service.ts';
import { selectNewestRates, selectRate, selectSupplierCurrencies, upsertRate } from './data.ts';
import type { EnterRateInput } from './schema.ts';

/** A rate may be this old on the day of submission: bank holidays and weekends fit in. */
const oldestRateDays = 7;
/** A typing error moves the decimal point; no currency moves this far between two entries. */
const largestStep = 0.5;

/**
 * The rate that an order is valued at when it is submitted.
 * @throws AppError `purchasing.rate-missing`, `purchasing.rate-stale`
 */
export async function rateOnSubmission(transaction: Database, organisationId: string, currency: string) {
  const { today } = await businessCalendar(transaction, organisationId);
  if (currency === 'GBP') return { gbpPerUnit: '1.00000000', gbpRateDay: today };
  const rate = await selectRate(transaction, organisationId, currency, dateOfDay(today));
  if (!rate) throw new AppError('purchasing.rate-missing', { currency, today });
  const day = dayOfDate(rate.day);
  if (day < addDays(today, -oldestRateDays)) {
    throw new AppError('purchasing.rate-stale', { currency, day, days: oldestRateDays, today });
  }
  return { gbpPerUnit: rate.gbpPerUnit.toFixed(8), gbpRateDay: day };
}

/** Of each currency the newest rate up to a day. */
export async function ratesOn({ organisationId }: Tenant, day: string): Promise<Rates> {
  const rows = await selectNewestRates(database, organisationId, day);
  return new Map(rows.map(({ currency, ...rate }) => [currency, rate]));
}

type RateState = 'missing' | 'stale' | 'fresh';

/** The newest rate of each currency that suppliers are paid in, and whether an order may still be valued at it. */
export async function listRates(actor: Actor) {
  const { today } = await businessCalendar(database, actor.organisationId);
  const [rates, suppliers] = await Promise.all([
    ratesOn(actor, today),
    selectSupplierCurrencies(database, actor.organisationId),
  ]);
  const currencies = new Set([...rates.keys(), ...suppliers.map(supplier => supplier.currency)]);
  currencies.delete('GBP');
  const rows = [...currencies].sort().map(currency => {
    const rate = rates.get(currency);
    const state: RateState = !rate ? 'missing' : rate.day < addDays(today, -oldestRateDays) ? 'stale' : 'fresh';
    return {
      currency,
      day: rate?.day ?? null,
      gbpPerUnit: rate?.gbpPerUnit ?? null,
      source: rate?.source ?? null,
      state,
    };
  });
  return { today, oldestRateDays, rows };
}

/** Enters or corrects the rate of one day. Orders already submitted keep the rate that was frozen. */
export async function enterRate(actor: Actor, input: EnterRateInput): Promise<void> {
  await inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'ADMIN');
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const refuse = (problem: string) => {
      throw new AppError('purchasing.rate-out-of-range', {
        value: input.gbpPerUnit,
        currency: input.currency,
        day: input.day,
        problem,
      });
    };
    if (new Decimal(input.gbpPerUnit).lte(0)) refuse('a rate is greater than 0');
    if (input.day > today) refuse(`${today} is today, and a rate of a later day is not known`);
    const previous = await selectRate(transaction, actor.organisationId, input.currency, dateOfDay(input.day));
    const step = previous && new Decimal(input.gbpPerUnit).div(previous.gbpPerUnit.toString()).minus(1).abs();
    if (step?.gt(largestStep)) {
      refuse(`it is more than ${largestStep * 100} % away from ${previous?.gbpPerUnit.toFixed()}, the rate before it`);
    }
    const source = `${input.source} (entered by ${current.name})`;
    await upsertRate(transaction, {
      organisationId: actor.organisationId,
      currency: input.currency,
      day: dateOfDay(input.day),
      gbpPerUnit: input.gbpPerUnit,
      source,
    });
    await recordDone(transaction, current, {
      action: 'exchange-rate.enter',
      entityType: 'exchange-rate',
      entityId: `${input.currency} ${input.day}`,
      ...(previous && {
        before: { day: dayOfDate(previous.day), gbpPerUnit: previous.gbpPerUnit.toFixed(8), source: previous.source },
      }),
      after: { day: input.day, gbpPerUnit: input.gbpPerUnit, source },
    });
    await appendEvent(transaction, {
      organisationId: actor.organisationId,
      topic: 'exchange-rate',
      entityId: input.currency,
      payload: { day: input.day },
    });
  });
}
