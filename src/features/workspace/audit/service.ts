import { addDays, dateOfDay } from '../../../../shared/business-day.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import { insertAuditEvents, selectAuditChoices, selectAuditEvents } from './data.ts';
import type { ListAuditInput } from './schema.ts';

export interface AuditEntry {
  /** `entity.verb`, e.g. "purchase-order.approve". */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly before?: Prisma.InputJsonValue;
  readonly after?: Prisma.InputJsonValue;
  readonly reason?: string;
}

/** Records what was done, in the transaction of the deed itself. */
export function recordDone(transaction: Database, actor: Actor, entry: AuditEntry): Promise<void> {
  return recordAllDone(transaction, actor, [entry]);
}

/** The same for deeds of one transaction that belong together. */
export async function recordAllDone(
  transaction: Database,
  actor: Actor,
  entries: readonly AuditEntry[],
): Promise<void> {
  const columns = actorColumns(actor);
  await insertAuditEvents(
    transaction,
    entries.map(entry => ({ ...columns, ...entry, outcome: 'DONE' })),
  );
}

/** Records what the product did by itself, e.g. because a time had passed. */
export async function recordAutomatic(transaction: Database, organisationId: string, entry: AuditEntry): Promise<void> {
  const system = { organisationId, actorId: null, actorName: 'Sentia', actorRole: 'SYSTEM' };
  await insertAuditEvents(transaction, [{ ...system, ...entry, outcome: 'DONE' }]);
}

/** Records what was refused and why; outside any transaction, because the refused one rolls back. */
export async function recordRefused(actor: Actor, entry: AuditEntry & { readonly reason: string }): Promise<void> {
  await insertAuditEvents(database, [{ ...actorColumns(actor), ...entry, outcome: 'REFUSED' }]);
}

/** Records a refused call that came without a session but named something that exists. */
export async function recordAnonymousRefusal(
  where: { readonly organisationId: string; readonly requestId: string },
  entry: AuditEntry & { readonly reason: string },
): Promise<void> {
  const nobody = { actorId: null, actorName: 'Nobody signed in', actorRole: 'NONE' };
  await insertAuditEvents(database, [{ ...where, ...nobody, ...entry, outcome: 'REFUSED' }]);
}

function actorColumns(actor: Actor) {
  return {
    organisationId: actor.organisationId,
    actorId: actor.userId,
    actorName: actor.name,
    actorRole: actor.role,
    requestId: actor.requestId,
  };
}

export async function listAudit(actor: Actor, { cursor, from, to, ...filter }: ListAuditInput) {
  const rows = await selectAuditEvents(database, actor.organisationId, {
    ...filter,
    limit: filter.limit + 1,
    ...(cursor && { before: BigInt(cursor) }),
    ...(from !== undefined && { from: dateOfDay(from) }),
    ...(to !== undefined && { until: dateOfDay(addDays(to, 1)) }),
  });
  const page = rows.slice(0, filter.limit);
  return {
    asOf: new Date().toISOString(),
    rows: page.map(row => ({ ...row, id: String(row.id), createdAt: row.createdAt.toISOString() })),
    /** For the next page; null on the last. */
    next: rows.length > page.length ? String(page.at(-1)?.id) : null,
  };
}

/** The kinds and actions that occur, for filters. */
export function auditChoices(actor: Actor) {
  return selectAuditChoices(database, actor.organisationId);
}
