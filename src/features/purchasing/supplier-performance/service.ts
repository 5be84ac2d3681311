import { leadTimeDistribution } from '../../../../shared/numerics/lead-time-distribution.ts';
import type { Actor } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { planningSettings } from '../../planning/planning-settings/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { selectDeliveries, selectPunctuality } from './data.ts';

type Reader = Pick<Actor, 'organisationId'>;

/** Older ones say little of how a supplier delivers now. */
const newestDeliveries = 100;

export interface MeasuredLeadTime {
  /** To a tenth of a day. */
  readonly meanDays: number;
  readonly deviationDays: number;
  readonly deliveries: number;
  /** `YYYY-MM-DD`. */
  readonly lastReceivedOn: string;
}

/** By supplier, for those with at least so many deliveries: what plans use instead of the stated terms. */
export async function measuredLeadTimes(
  actor: Reader,
  leastDeliveries: number,
): Promise<Map<string, MeasuredLeadTime>> {
  const deliveries = await selectDeliveries(database, actor.organisationId, newestDeliveries);
  const measured = new Map<string, MeasuredLeadTime>();
  for (const [supplierId, ofSupplier] of Map.groupBy(deliveries, delivery => delivery.supplierId)) {
    const distribution = leadTimeDistribution(ofSupplier.map(delivery => delivery.days));
    if (!distribution || distribution.count < leastDeliveries) continue;
    measured.set(supplierId, {
      meanDays: tenths(distribution.mean),
      deviationDays: tenths(distribution.deviation),
      deliveries: distribution.count,
      lastReceivedOn: ofSupplier[0]!.receivedOn,
    });
  }
  return measured;
}

export interface LeadTimeInForce {
  /** To a tenth of a day. */
  readonly days: number;
  /** How many it was measured on; null where the stated terms hold. */
  readonly deliveries: number | null;
}

/** What plans and orders count on, by supplier: measured where it has delivered often enough, else as stated. */
export async function leadTimesInForce(actor: Reader) {
  const { leadTimeDeliveries } = await planningSettings(database, actor.organisationId);
  const measured = await measuredLeadTimes(actor, leadTimeDeliveries);
  return (supplierId: string, statedDays: number): LeadTimeInForce => {
    const own = measured.get(supplierId);
    return own ? { days: own.meanDays, deliveries: own.deliveries } : { days: statedDays, deliveries: null };
  };
}

/** How each supplier has delivered: lead times of its newest deliveries, punctuality of all lines that were due. */
export async function listPerformance(actor: Reader) {
  const { organisationId } = actor;
  const [{ leadTimeDeliveries }, { today }] = await Promise.all([
    planningSettings(database, organisationId),
    businessCalendar(database, organisationId),
  ]);
  const [deliveries, punctuality] = await Promise.all([
    selectDeliveries(database, organisationId, newestDeliveries),
    selectPunctuality(database, organisationId, today),
  ]);
  const ofSupplier = Map.groupBy(deliveries, delivery => delivery.supplierId);
  const punctual = new Map(punctuality.map(row => [row.supplierId, row]));
  const supplierIds = new Set([...ofSupplier.keys(), ...punctual.keys()]);
  return {
    asOf: today,
    /** From so many deliveries on, plans use the measured lead time. */
    leadTimeDeliveries,
    suppliers: [...supplierIds].map(supplierId => {
      const rows = ofSupplier.get(supplierId) ?? [];
      const distribution = leadTimeDistribution(rows.map(delivery => delivery.days));
      const { dueLines = 0, onTimeLines = 0, inFullLines = 0, onTimeInFullLines = 0 } = punctual.get(supplierId) ?? {};
      return {
        supplierId,
        leadTime: distribution && {
          ...distribution,
          mean: tenths(distribution.mean),
          deviation: tenths(distribution.deviation),
        },
        /** Whether plans use the measured lead time. */
        inUse: (distribution?.count ?? 0) >= leadTimeDeliveries,
        deliveries: rows.map(({ orderId, number, orderedOn, receivedOn, days }) => ({
          orderId,
          number,
          orderedOn,
          receivedOn,
          days,
        })),
        dueLines,
        onTimeLines,
        inFullLines,
        onTimeInFullLines,
      };
    }),
  };
}

function tenths(days: number): number {
  return Math.round(days * 10) / 10;
}
