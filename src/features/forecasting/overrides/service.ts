import { createHash } from 'node:crypto';
import { dateOfDay } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { splitQuantity, sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { finalByChannel, withinChannels } from '../../../../shared/planning/channel-shares.ts';
import { finalOf, joinOpenWeeks, type OpenWeek, openWeeks } from '../../../../shared/planning/open-weeks.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, database, inChunks, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { describeSelection, readCatalogue } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { recordDone, recordRefused } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { newestVersions, slicedByChannel, slicedByWarehouse } from '../published-forecasts/service.ts';
import {
  endOverride,
  endStandingWeeks,
  insertOverride,
  lockOverrides,
  type NewOverriddenWeek,
  type StandingWeek,
  selectOverride,
  selectOverrides,
  selectStandingWeeks,
  selectUsedOverrides,
} from './data.ts';
import { type ListOverridesInput, type OverrideConflict, overrideTopic, type SaveOverrideInput } from './schema.ts';

/** Series times weeks that one override may set; more would hold the others up for too long. */
const mostRows = 100_000;

/** SKUs whose open weeks are worked out at once: all of an assortment would hold up every other request. */
const skusAtOnce = 100;

/**
 * The open weeks of a slice as published, with the overrides that stand; empty where nothing is published. Of channels
 * their part of both.
 * @returns `whole` tells whether each SKU × warehouse is in it with all that it is sold through
 */
export async function openWeeksUnder(db: Database, actor: Tenant, slice: WarehouseSlice) {
  const weeks: OpenWeek<StandingWeek>[][] = [];
  let whole = true;
  for await (const { versions, standing, day } of openForecasts(db, actor, slice)) {
    const within = slice.channelIds
      ? withinChannels(versions, standing, new Set(slice.channelIds))
      : { versions, standing };
    weeks.push(openWeeks(within.versions, within.standing, day));
    whole &&= isWhole(versions, slice);
  }
  return { weeks: joinOpenWeeks(weeks), whole };
}

/** What each channel of a slice will sell in the open weeks, overrides included, units; absent without a forecast. */
export async function finalOfChannels(actor: Tenant, slice: WarehouseSlice & { channelIds: readonly string[] }) {
  const units = new Map<string, number[]>();
  for await (const { versions, standing, day } of openForecasts(database, actor, slice)) {
    for (const [id, some] of finalByChannel(versions, openWeeks(versions, standing, day))) {
      units.set(id, [...(units.get(id) ?? []), some]);
    }
  }
  return slice.channelIds.flatMap(id => (units.has(id) ? [{ id, quantity: sumQuantities(units.get(id)!) }] : []));
}

/** The two newest versions of each SKU × warehouse and the overrides that stand, some SKUs at a time: revisions need one order. */
async function* openForecasts(db: Database, actor: Tenant, slice: WarehouseSlice) {
  const { today: day } = await businessCalendar(db, actor.organisationId);
  for (const skuIds of inChunks(slice.skuIds.toSorted(), skusAtOnce)) {
    const some = { ...slice, skuIds };
    const versions = await newestVersions(db, actor, some, 2);
    yield { versions, standing: await selectStandingWeeks(db, actor.organisationId, day, some), day };
  }
}

/** Whether versions are sold through no other channels than those of the slice. */
function isWhole(versions: readonly { channels: readonly { channelId: string }[] }[], { channelIds }: WarehouseSlice) {
  return !channelIds || versions.every(({ channels }) => channels.every(one => channelIds.includes(one.channelId)));
}

/** Overrides of all SKUs that count today. */
export async function standingOverrides(actor: Tenant): Promise<StandingWeek[]> {
  const { today: day } = await businessCalendar(database, actor.organisationId);
  return selectStandingWeeks(database, actor.organisationId, day, null);
}

/** Changes with every publication and every override of the week: what a planner saw is still so when it is equal. */
export function revisionOf({ parts }: OpenWeek): string {
  const state = parts.map(part => `${part.publishedId} ${part.standing?.id}`).join();
  return createHash('sha256').update(state).digest('hex').slice(0, 24);
}

/** The overrides of a week, the newest first. */
export function standingOf({ parts }: OpenWeek<StandingWeek>): StandingWeek[] {
  const standing = parts.flatMap(part => part.standing ?? []);
  return standing.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/**
 * Saves all edits of a planner at once, or none. The quantity of a sum is split over its SKU × warehouse in proportion
 * to the published forecast; what stood for the weeks before ends and stays as history.
 * @throws AppError `override.changed` with every week that someone else changed meanwhile; `override.expired`;
 *   `override.week-closed`; `override.too-large`; `override.part-of-channels`; `request.key-reused`
 */
export async function saveOverride(actor: Actor, input: SaveOverrideInput): Promise<{ overrideId: string }> {
  const { organisationId } = actor;
  const { overrideId, selection, reason, expiresOn } = input;
  const catalogue = await readCatalogue(actor);
  const slice = slicedByChannel(catalogue, selection);
  const { today: day } = await businessCalendar(database, organisationId);
  if (expiresOn < day) throw new AppError('override.expired', { expiresOn, day });
  const entity = { entityType: 'forecast-override', entityId: overrideId };
  try {
    await inTransaction(async transaction => {
      await lockOverrides(transaction, organisationId);
      const known = await selectOverride(transaction, overrideId);
      if (known?.organisationId === organisationId) return;
      if (known) throw new AppError('request.key-reused');

      const { weeks: open, whole } = await openWeeksUnder(transaction, actor, slice);
      if (!whole) throw new AppError('override.part-of-channels');
      const edits = input.weeks.map(edit => {
        const now = open.find(one => one.week === edit.week);
        if (!now) throw new AppError('override.week-closed', { week: edit.week });
        return { ...edit, now };
      });
      refuseConflicts(edits);
      const set = edits.flatMap(edit => (edit.quantity === null ? [] : [{ ...edit, quantity: edit.quantity }]));
      const rows = set.flatMap(splitOverParts);
      if (rows.length > mostRows) throw new AppError('override.too-large', { rows: rows.length, most: mostRows });
      const withdrawn = edits
        .filter(edit => edit.quantity === null)
        .flatMap(({ week, now }) => now.parts.map(({ skuId, warehouseId }) => ({ skuId, warehouseId, week })));
      const ended = { endedOn: day, endedById: actor.userId };
      await endStandingWeeks(transaction, rows, { ...ended, end: 'REPLACED' });
      await endStandingWeeks(transaction, withdrawn, { ...ended, end: 'WITHDRAWN' });
      const made = { expiresOn: dateOfDay(expiresOn), madeOn: dateOfDay(day), authorId: actor.userId };
      await insertOverride(transaction, { id: overrideId, organisationId, selection, reason, ...made }, rows);
      await recordDone(transaction, actor, {
        action: 'forecast-override.save',
        ...entity,
        before: edits.map(({ week, now }) => ({ week, final: finalOf(now) })),
        after: {
          selection: describeSelection(catalogue, selection),
          expiresOn,
          weeks: edits.map(({ week, quantity }) => ({ week, override: quantity })),
        },
        reason,
      });
      await tell(transaction, organisationId, overrideId, input.weeks.length);
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'override.changed') {
      await recordRefused(actor, { action: 'forecast-override.save', ...entity, reason: error.message });
    }
    throw error;
  }
  return { overrideId };
}

/** A figure of a sum as those of its SKU × warehouse, in proportion to the published forecast. */
function splitOverParts({
  week,
  quantity,
  now,
}: {
  week: string;
  quantity: number;
  now: OpenWeek;
}): NewOverriddenWeek[] {
  const quantities = splitQuantity(
    quantity,
    now.parts.map(part => part.baseline),
  );
  return now.parts.map(({ skuId, warehouseId, baseline }, index) => {
    return { skuId, warehouseId, week, baseline, quantity: quantities[index]! };
  });
}

function refuseConflicts(
  edits: readonly { week: string; quantity: number | null; revision: string; now: OpenWeek<StandingWeek> }[],
) {
  const conflicts = edits
    .filter(({ revision, now }) => revision !== revisionOf(now))
    .map(({ week, quantity, now }): OverrideConflict => {
      const [newest] = standingOf(now);
      return {
        week,
        yours: quantity,
        current: finalOf(now),
        by: newest?.author ?? null,
        at: newest?.createdAt.toISOString() ?? null,
      };
    });
  const [first] = conflicts;
  if (!first) return;
  const { week, current, by } = first;
  throw new AppError('override.changed', { week, current, by: by ?? 'the published forecast', conflicts });
}

/** Takes back what still stands of an override; the published forecast counts again. Twice is once. */
export async function withdrawOverride(
  actor: Actor,
  { overrideId, reason }: { overrideId: string; reason: string },
): Promise<{ withdrawn: number }> {
  const { organisationId } = actor;
  const { today: day } = await businessCalendar(database, organisationId);
  return inTransaction(async transaction => {
    await lockOverrides(transaction, organisationId);
    const override = await selectOverride(transaction, overrideId);
    if (override?.organisationId !== organisationId) {
      throw new AppError('entity.not-found', { entity: 'override', id: overrideId });
    }
    const ending = { end: 'WITHDRAWN', endedOn: day, endedById: actor.userId } as const;
    const withdrawn = await endOverride(transaction, overrideId, ending);
    if (withdrawn === 0) return { withdrawn };
    await recordDone(transaction, actor, {
      action: 'forecast-override.withdraw',
      entityType: 'forecast-override',
      entityId: overrideId,
      after: { withdrawn },
      reason,
    });
    await tell(transaction, organisationId, overrideId, withdrawn);
    return { withdrawn };
  });
}

/** Overrides that touch a selection, newest first, with what became of each. */
export async function listOverrides(actor: Tenant, { selection, limit }: ListOverridesInput) {
  const [catalogue, { today: day }] = await Promise.all([
    readCatalogue(actor),
    businessCalendar(database, actor.organisationId),
  ]);
  const slice = slicedByWarehouse(catalogue, selection);
  const rows = await selectOverrides(database, actor.organisationId, slice, limit);
  return rows.map(({ selection: of, createdAt, rows: all, standing, replaced, ...row }) => ({
    ...row,
    description: describeSelection(catalogue, Selection.parse(of)),
    createdAt: createdAt.toISOString(),
    status: statusOf({ all, standing, replaced, expired: row.expiresOn < day }),
  }));
}

type OverrideStatus = 'active' | 'partly active' | 'expired' | 'replaced' | 'withdrawn';

function statusOf(of: { all: number; standing: number; replaced: number; expired: boolean }): OverrideStatus {
  if (of.standing > 0 && of.expired) return 'expired';
  if (of.standing > 0) return of.standing === of.all ? 'active' : 'partly active';
  return of.replaced === of.all ? 'replaced' : 'withdrawn';
}

/** The overrides that counted when their week began, from `from` to `until` (first days of weeks). */
export function usedOverrides(actor: Tenant, slice: WarehouseSlice, window: { from: string; until: string }) {
  return selectUsedOverrides(database, actor.organisationId, slice, window);
}

function tell(transaction: Database, organisationId: string, entityId: string, weeks: number): Promise<void> {
  return appendEvent(transaction, { organisationId, topic: overrideTopic, entityId, payload: { weeks } });
}
