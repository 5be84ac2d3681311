import { dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import type { Holiday } from '../../../../shared/contracts/holidays.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { runTask } from '../../../server/pool.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import {
  countriesOf,
  describeSelection,
  readCatalogue,
  requireSelection,
  resolveSelection,
} from '../../data/catalogue/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { type EventRow, insertEvent, selectEvent, selectEvents, updateEvent } from './data.ts';
import { demandEventTopic, type ListHolidaysInput, type RemoveEventInput, type SaveEventInput } from './schema.ts';

/** The events that touch any SKU and channel of a selection, oldest first. */
export async function listEvents(actor: Tenant, selection: Selection) {
  const [catalogue, rows] = await Promise.all([readCatalogue(actor), selectEvents(database, actor.organisationId)]);
  const wanted = resolveSelection(catalogue, selection);
  const [skuIds, channelIds] = [new Set(wanted.skuIds), new Set(wanted.channelIds)];
  return rows.map(viewOf).flatMap(event => {
    const touched = resolveSelection(catalogue, event.selection);
    if (!touched.skuIds.some(id => skuIds.has(id)) || !touched.channelIds.some(id => channelIds.has(id))) return [];
    return [{ ...event, description: describeSelection(catalogue, event.selection) }];
  });
}

/** Public holidays of the countries that a selection sells in. */
export async function listHolidays(actor: Tenant, { selection, from, until }: ListHolidaysInput): Promise<Holiday[]> {
  const catalogue = await readCatalogue(actor);
  const countries = countriesOf(catalogue, resolveSelection(catalogue, selection).channelIds);
  const known = countries.filter(country => country !== null);
  return runTask('listHolidays', { countries: known, from, until }, { seed: 0 });
}

/**
 * Adds an event, or changes the one with its id.
 * @throws AppError `entity.changed` when someone was faster, `entity.not-found`, `request.key-reused`
 */
export async function saveEvent(actor: Actor, { id, version, ...input }: SaveEventInput) {
  const { organisationId } = actor;
  requireSelection(await readCatalogue(actor), input.selection);
  const columns = { ...input, firstDay: dateOfDay(input.firstDay), lastDay: dateOfDay(input.lastDay) };
  return inTransaction(async transaction => {
    if (version === null) {
      const isNew = await insertEvent(transaction, { ...columns, id, organisationId, authorId: actor.userId });
      const known = await selectEvent(transaction, id);
      if (known?.organisationId !== organisationId) throw new AppError('request.key-reused');
      if (isNew) await changed(transaction, actor, 'add', known, null);
      return viewOf(known);
    }
    const before = await eventOf(transaction, actor, id);
    if (!(await updateEvent(transaction, { id, version }, columns))) throw changedMeanwhile(before);
    const after = await eventOf(transaction, actor, id);
    await changed(transaction, actor, 'change', after, before);
    return viewOf(after);
  });
}

/** Takes an event off the charts; its row stays. @throws AppError `entity.changed`, `entity.not-found` */
export async function removeEvent(actor: Actor, { id, version }: RemoveEventInput): Promise<void> {
  await inTransaction(async transaction => {
    const before = await eventOf(transaction, actor, id);
    // Pressed twice, it is removed once.
    if (before.removedAt) return;
    if (!(await updateEvent(transaction, { id, version }, { removedAt: new Date() }))) throw changedMeanwhile(before);
    await changed(transaction, actor, 'remove', before, before);
  });
}

async function eventOf(db: Database, actor: Tenant, id: string): Promise<EventRow> {
  const event = await selectEvent(db, id);
  if (event?.organisationId !== actor.organisationId) throw new AppError('entity.not-found', { entity: 'event', id });
  return event;
}

function changedMeanwhile({ label }: EventRow): AppError {
  return new AppError('entity.changed', { entity: 'the event', id: label });
}

async function changed(
  transaction: Database,
  actor: Actor,
  verb: 'add' | 'change' | 'remove',
  event: EventRow,
  before: EventRow | null,
): Promise<void> {
  await recordDone(transaction, actor, {
    action: `demand-event.${verb}`,
    entityType: 'demand-event',
    entityId: event.id,
    ...(before && { before: viewOf(before) }),
    ...(verb !== 'remove' && { after: viewOf(event) }),
  });
  const { organisationId } = actor;
  await appendEvent(transaction, { organisationId, topic: demandEventTopic, entityId: event.id, payload: { verb } });
}

function viewOf({ id, kind, label, firstDay, lastDay, selection, version, author }: EventRow) {
  return {
    ...{ id, kind, label, version },
    firstDay: dayOfDate(firstDay),
    lastDay: dayOfDate(lastDay),
    selection: Selection.parse(selection),
    author: author.name,
  };
}
