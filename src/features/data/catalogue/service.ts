import type { SalesLookups } from '../../../../shared/contracts/import-file.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import type { AliasKind } from '../../../server/generated/prisma/enums.ts';
import { recordAllDone, recordDone } from '../../workspace/audit/service.ts';
import {
  type Catalogue,
  entryExists,
  lockCatalogue,
  selectCatalogue,
  selectNames,
  upsertAliases,
  upsertEntry,
} from './data.ts';
import type { CatalogueEntry, Selection } from './schema.ts';

export { type Catalogue, lockCatalogue };

/** How many organisations' catalogues a process keeps; the one read first leaves first. */
const mostKept = 50;
const kept = new Map<string, { readonly version: string; readonly catalogue: Catalogue }>();

/** As of now: nearly every read begins with it, so the database is asked only whether the version kept still holds. */
export async function readCatalogue({ organisationId }: Pick<Actor, 'organisationId'>): Promise<Catalogue> {
  const known = kept.get(organisationId);
  const { version, catalogue } = await selectCatalogue(database, organisationId, known?.version);
  if (catalogue === null) return known!.catalogue;
  if (kept.size === mostKept) kept.delete(kept.keys().next().value!);
  kept.set(organisationId, { version, catalogue });
  return catalogue;
}

/**
 * Codes, names and aliases under which a file may call SKUs and channels, in lower case. Codes win over names, names
 * over aliases.
 */
export async function readLookups(db: Database, organisationId: string): Promise<SalesLookups> {
  const { aliases, ...catalogue } = await selectNames(db, organisationId);
  const regions = new Map(catalogue.regions.map(region => [region.id, region]));
  const withRegion = <Row extends { id: string; code: string; name: string; regionId: string }>(row: Row) => {
    const region = regions.get(row.regionId);
    return { id: row.id, code: row.code, regionCode: region?.code ?? '', currency: region?.currency ?? '' };
  };
  const lookup = (kind: AliasKind, rows: Parameters<typeof withRegion>[0][]) => {
    const byId = new Map(rows.map(row => [row.id, withRegion(row)]));
    const names = [
      ...aliases.filter(alias => alias.kind === kind).map(alias => [alias.alias, alias.targetId] as const),
      ...rows.map(row => [row.name.toLowerCase(), row.id] as const),
      ...rows.map(row => [row.code.toLowerCase(), row.id] as const),
    ];
    return new Map(names.flatMap(([name, id]) => (byId.has(id) ? [[name, byId.get(id)!] as const] : [])));
  };
  return { skus: lookup('SKU', catalogue.skus), channels: lookup('CHANNEL', catalogue.channels) };
}

/**
 * How an alias is kept: in lower case, and before it the region when it holds only for SKUs of that region. A source
 * may say "Amazon" of a sale in the UK and in the US, and these are two channels.
 */
export function aliasKey(alias: string, regionCode: string | null): string {
  const name = alias.trim().toLowerCase();
  return regionCode === null ? name : `${regionCode.toLowerCase()}/${name}`;
}

/**
 * Teaches other names for SKUs and channels; what a name meant before is replaced. A channel's name holds for SKUs of that
 * channel's region: elsewhere it may mean another channel.
 * @throws AppError `alias.target-unknown`; nothing is taught then
 */
export async function teachAliases(
  transaction: Database,
  actor: Actor,
  names: readonly { readonly kind: AliasKind; readonly name: string; readonly targetId: string }[],
): Promise<void> {
  const { skus, channels, regions } = await selectNames(transaction, actor.organisationId);
  const regionCodes = new Map(regions.map(region => [region.id, region.code]));
  const targets = {
    SKU: new Map(skus.map(({ id, code }) => [id, { code, regionCode: null }])),
    CHANNEL: new Map(
      channels.map(({ id, code, regionId }) => [id, { code, regionCode: regionCodes.get(regionId) ?? null }]),
    ),
  };
  const taught = names.map(({ kind, name, targetId }) => {
    const target = targets[kind].get(targetId);
    if (!target) throw new AppError('alias.target-unknown', { kind: kind.toLowerCase() });
    return { kind, alias: aliasKey(name, target.regionCode), targetId, target: target.code };
  });
  // Of a name that was taught twice, the last meaning counts.
  const lastOf = new Map(taught.map(one => [`${one.kind} ${one.alias}`, one]));
  await upsertAliases(transaction, actor.organisationId, [...lastOf.values()]);
  await recordAllDone(
    transaction,
    actor,
    [...lastOf.values()].map(({ kind, alias, target }) => ({
      action: 'alias.teach',
      entityType: 'alias',
      entityId: alias,
      after: { kind, target },
    })),
  );
}

/** The SKUs and channels that a selection names; an empty list in it means all. */
export function resolveSelection(
  catalogue: Catalogue,
  selection: Selection,
): { skuIds: string[]; channelIds: string[] } {
  const wanted = (ids: readonly string[], id: string) => ids.length === 0 || ids.includes(id);
  return {
    skuIds: catalogue.skus
      .filter(sku => wanted(selection.productIds, sku.productId) && wanted(selection.regionIds, sku.regionId))
      .map(sku => sku.id),
    channelIds: catalogue.channels
      .filter(channel => wanted(selection.channelIds, channel.id) && wanted(selection.regionIds, channel.regionId))
      .map(channel => channel.id),
  };
}

/** @throws AppError `entity.not-found` when a selection names what is not in the catalogue */
export function requireSelection(catalogue: Catalogue, { productIds, regionIds, channelIds }: Selection): void {
  for (const id of productIds) requireRow(catalogue.products, 'product', id);
  for (const id of regionIds) requireRow(catalogue.regions, 'region', id);
  for (const id of channelIds) requireRow(catalogue.channels, 'channel', id);
}

/** Countries whose public holidays matter to channels; null among them stands for regions of several countries. */
export function countriesOf(catalogue: Catalogue, channelIds: readonly string[]): (string | null)[] {
  const ids = new Set(channelIds);
  const regionIds = new Set(catalogue.channels.filter(({ id }) => ids.has(id)).map(({ regionId }) => regionId));
  const regions = catalogue.regions.filter(({ id }) => regionIds.has(id));
  return [...new Set(regions.map(({ country }) => country))];
}

/** "Red · UK · Amazon UK", "All products · All regions · All channels". */
export function describeSelection(catalogue: Catalogue, selection: Selection): string {
  const names = (rows: readonly { id: string; name: string }[], ids: readonly string[], all: string) =>
    ids.length === 0
      ? all
      : rows
          .filter(row => ids.includes(row.id))
          .map(row => row.name)
          .join(' + ');
  return [
    names(catalogue.products, selection.productIds, 'All products'),
    names(catalogue.regions, selection.regionIds, 'All regions'),
    names(catalogue.channels, selection.channelIds, 'All channels'),
  ].join(' · ');
}

/**
 * Adds an entry or changes the one with its id.
 * @throws AppError `catalogue.code-taken`, `entity.not-found` when it names a region, warehouse or product that is not here
 */
export async function saveEntry(actor: Actor, entry: CatalogueEntry): Promise<void> {
  const { organisationId } = actor;
  await inTransaction(async transaction => {
    await lockCatalogue(transaction, organisationId);
    const catalogue = (await selectCatalogue(transaction, organisationId)).catalogue!;
    const siblings: readonly { id: string; code: string; name: string }[] = {
      product: catalogue.products,
      region: catalogue.regions,
      warehouse: catalogue.warehouses,
      channel: catalogue.channels,
      sku: catalogue.skus,
    }[entry.kind];
    const before = siblings.find(row => row.id === entry.id);
    if (!before && (await entryExists(transaction, entry.kind, entry.id))) {
      throw new AppError('entity.not-found', { entity: entry.kind, id: entry.id });
    }
    const taken = siblings.find(row => row.id !== entry.id && row.code.toLowerCase() === entry.code.toLowerCase());
    if (taken) throw new AppError('catalogue.code-taken', { kind: entry.kind, code: entry.code, name: taken.name });
    if ('regionId' in entry) requireRow(catalogue.regions, 'region', entry.regionId);
    if ('warehouseId' in entry) requireRow(catalogue.warehouses, 'warehouse', entry.warehouseId);
    if ('productId' in entry) requireRow(catalogue.products, 'product', entry.productId);

    await upsertEntry(transaction, organisationId, entry);
    await recordDone(transaction, actor, {
      action: before ? `${entry.kind}.change` : `${entry.kind}.add`,
      entityType: entry.kind,
      entityId: entry.id,
      ...(before && { before }),
      after: entry,
    });
    await appendEvent(transaction, {
      organisationId,
      topic: 'catalogue',
      entityId: entry.id,
      payload: { kind: entry.kind },
    });
  });
}

function requireRow(rows: readonly { id: string }[], entity: string, id: string): void {
  if (!rows.some(row => row.id === id)) throw new AppError('entity.not-found', { entity, id });
}
