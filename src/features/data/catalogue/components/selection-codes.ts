import type { Selection } from '../schema.ts';

interface Coded {
  readonly id: string;
  readonly code: string;
}

interface Codes {
  readonly products: readonly Coded[];
  readonly regions: readonly Coded[];
  readonly channels: readonly Coded[];
}

interface SharedFilters {
  readonly products: readonly string[];
  readonly markets: readonly string[];
  readonly channels: readonly string[];
}

/**
 * Ids for the codes of an address; codes that are not known (an old link) are left out. Sorted, as runs keep them.
 *
 * @returns undefined while there are codes and no catalogue yet to translate them; no codes need none
 */
export function selectionOf(catalogue: Codes | undefined, filters: SharedFilters): Selection | undefined {
  const { products, markets, channels } = filters;
  if (!catalogue && products.length + markets.length + channels.length > 0) return undefined;
  return {
    productIds: idsOf(catalogue?.products, products),
    regionIds: idsOf(catalogue?.regions, markets),
    channelIds: idsOf(catalogue?.channels, channels),
  };
}

/** Codes for the address of a selection. */
export function filtersOf(catalogue: Codes, selection: Selection): SharedFilters {
  return {
    products: codesOf(catalogue.products, selection.productIds),
    markets: codesOf(catalogue.regions, selection.regionIds),
    channels: codesOf(catalogue.channels, selection.channelIds),
  };
}

export function sameSelection(first: Selection, second: Selection): boolean {
  return JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
}

function sorted({ productIds, regionIds, channelIds }: Selection) {
  return [productIds.toSorted(), regionIds.toSorted(), channelIds.toSorted()];
}

function idsOf(rows: readonly Coded[] | undefined, codes: readonly string[]): string[] {
  return (rows ?? [])
    .filter(row => codes.includes(row.code))
    .map(row => row.id)
    .toSorted();
}

function codesOf(rows: readonly Coded[], ids: readonly string[]): string[] {
  return rows.filter(row => ids.includes(row.id)).map(row => row.code);
}
