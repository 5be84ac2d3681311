import type { Actor } from '../../server/actor.ts';
import { database } from '../../server/db.ts';
import { selectAliases, selectCatalogue } from './data.ts';
import type { Selection } from './schema.ts';

export type Catalogue = Awaited<ReturnType<typeof selectCatalogue>>;

export function readCatalogue(actor: Pick<Actor, 'organisationId'>): Promise<Catalogue> {
  return selectCatalogue(database, actor.organisationId);
}

/** Codes, names and aliases under which a file may call SKUs and channels, in lower case. */
export async function readLookups(actor: Pick<Actor, 'organisationId'>) {
  const [catalogue, aliases] = await Promise.all([readCatalogue(actor), selectAliases(database, actor.organisationId)]);
  const lookup = (kind: 'SKU' | 'CHANNEL', rows: readonly { id: string; code: string; name: string }[]) =>
    new Map<string, string>([
      ...aliases.filter(alias => alias.kind === kind).map(alias => [alias.alias, alias.targetId] as const),
      ...rows.map(row => [row.name.toLowerCase(), row.id] as const),
      ...rows.map(row => [row.code.toLowerCase(), row.id] as const),
    ]);
  return { skus: lookup('SKU', catalogue.skus), channels: lookup('CHANNEL', catalogue.channels) };
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
