import { addDays, dateOfDay, dayOfDate, weekStart } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { SupplierCapacityInputs } from '../../../../shared/planning/capacity-by-week.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import {
  type CapacityRow,
  deleteCapacity,
  insertCapacity,
  selectCapacities,
  selectCapacity,
  selectSupplierName,
  selectSuppliersWithCapacities,
  selectUnitsOrderedSince,
  updateCapacity,
} from './data.ts';
import type { AddCapacityInput, ChangeCapacityInput, RemoveCapacityInput } from './schema.ts';

type Reader = Pick<Actor, 'organisationId'>;
type CapacityWeek = ReturnType<typeof viewOf>;

/** The weeks in which a supplier takes more or less than its usual capacity. */
export async function listCapacities(actor: Reader): Promise<CapacityWeek[]> {
  return (await selectCapacities(database, actor.organisationId)).map(viewOf);
}

/** @throws AppError `supplier.capacity-exists`, `entity.not-found` of the supplier, `request.key-reused` */
export async function addCapacity(actor: Actor, { day, ...input }: AddCapacityInput): Promise<CapacityWeek> {
  const { organisationId } = actor;
  return inTransaction(async transaction => {
    const supplier = await selectSupplierName(transaction, organisationId, input.supplierId);
    if (!supplier) throw new AppError('entity.not-found', { entity: 'supplier', id: input.supplierId });
    const { weekStartsOn } = await businessCalendar(transaction, organisationId);
    const firstDay = weekStart(day, weekStartsOn);
    const isNew = await insertCapacity(transaction, { ...input, firstDay: dateOfDay(firstDay) });
    const week = await selectCapacity(transaction, organisationId, input.id);
    if (!week) {
      const taken = (await selectCapacities(transaction, organisationId)).some(
        one => one.supplierId === input.supplierId && dayOfDate(one.firstDay) === firstDay,
      );
      throw taken
        ? new AppError('supplier.capacity-exists', { supplier: supplier.name, firstDay })
        : new AppError('request.key-reused');
    }
    const view = viewOf(week);
    if (isNew) await changed(transaction, actor, 'add', { after: view }, view.id);
    return view;
  });
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function changeCapacity(actor: Actor, input: ChangeCapacityInput): Promise<CapacityWeek> {
  const { id } = input;
  return inTransaction(async transaction => {
    const before = await selectCapacity(transaction, actor.organisationId, id);
    if (!before) throw new AppError('entity.not-found', { entity: 'supplier capacity', id });
    if (!(await updateCapacity(transaction, input))) throw changedMeanwhile(before);
    const after = viewOf((await selectCapacity(transaction, actor.organisationId, id))!);
    await changed(transaction, actor, 'change', { before: viewOf(before), after }, id);
    return after;
  });
}

/** Pressed twice, it is removed once. @throws AppError `entity.changed` when someone was faster */
export async function removeCapacity(actor: Actor, { id, version }: RemoveCapacityInput): Promise<void> {
  await inTransaction(async transaction => {
    const before = await selectCapacity(transaction, actor.organisationId, id);
    if (!before) return;
    if (!(await deleteCapacity(transaction, id, version))) throw changedMeanwhile(before);
    await changed(transaction, actor, 'remove', { before: viewOf(before) }, id);
  });
}

/** By supplier, what plans may order of it in each week, and where the capacity of this week comes from. */
export async function capacitiesBySupplier(actor: Reader) {
  const { organisationId } = actor;
  const { today, weekStartsOn } = await businessCalendar(database, organisationId);
  const thisWeek = weekStart(today, weekStartsOn);
  const [suppliers, ordered] = await Promise.all([
    // A week entered under another first day of the week may have begun earlier.
    selectSuppliersWithCapacities(database, organisationId, dateOfDay(addDays(today, -6))),
    selectUnitsOrderedSince(database, organisationId, thisWeek),
  ]);
  return new Map(
    suppliers.map(supplier => {
      const otherWeeks = supplier.capacities.map(({ firstDay, units, source }) => ({
        firstDay: dayOfDate(firstDay),
        units: units.toNumber(),
        source,
      }));
      const orderedThisWeek = ordered.get(supplier.id) ?? 0;
      const own = otherWeeks.find(({ firstDay }) => firstDay <= today)?.source ?? supplier.source;
      const capacity: SupplierCapacityInputs = {
        usualUnits: supplier.weeklyCapacity?.toNumber() ?? null,
        otherWeeks,
        orderedThisWeek,
      };
      const source = orderedThisWeek === 0 ? own : `${own}, less ${orderedThisWeek} ordered this week`;
      return [supplier.id, { capacity, capacitySource: source }] as const;
    }),
  );
}

function changedMeanwhile({ supplier, firstDay }: CapacityRow): AppError {
  const id = `${supplier.name} in the week of ${dayOfDate(firstDay)}`;
  return new AppError('entity.changed', { entity: 'the capacity of', id });
}

/** Audit row and live event of one change. */
async function changed(
  transaction: Database,
  actor: Actor,
  verb: 'add' | 'change' | 'remove',
  states: { readonly before?: CapacityWeek; readonly after?: CapacityWeek },
  id: string,
): Promise<void> {
  const action = `supplier-capacity.${verb}`;
  await recordDone(transaction, actor, { action, entityType: 'supplier-capacity', entityId: id, ...states });
  const { organisationId } = actor;
  await appendEvent(transaction, { organisationId, topic: 'supplier', entityId: id, payload: { action } });
}

function viewOf({ id, supplierId, supplier, firstDay, units, source, version }: CapacityRow) {
  return {
    id,
    supplierId,
    supplierName: supplier.name,
    /** The week is this day and the six after it. */
    firstDay: dayOfDate(firstDay),
    units: units.toNumber(),
    /** In other weeks; null is no limit. */
    usualUnits: supplier.weeklyCapacity?.toNumber() ?? null,
    source,
    version,
  };
}
