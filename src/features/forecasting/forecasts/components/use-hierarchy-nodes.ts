import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sumQuantities } from '../../../../../shared/numerics/exact-quantities.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';

export interface HierarchyNode {
  readonly id: string;
  /** 1 the whole, 2 product, 3 region, 4 channel. */
  readonly level: number;
  readonly label: string;
  /** The product that it lies under; '' for the whole. */
  readonly product: string;
  readonly selection: Selection;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly loading: boolean;
  /** Units, sold in the last 52 weeks or forecast for the weeks ahead; null without a forecast. */
  readonly quantity: number | null;
  /** Sold in the 52 weeks before. */
  readonly quantityYearBefore: number;
}

interface Member {
  readonly id: string;
  readonly name: string;
  readonly quantity: number | null;
  readonly quantityYearBefore: number;
}

const none: readonly Member[] = [];
const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };

/** The open part of the tree as a list of rows. Levels below a product are read when it is opened. */
export function useHierarchyNodes(soldOf: readonly Member[] = none, selection: Selection, shows: 'sold' | 'final') {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  // The way to the selection is open until the reader closes it.
  const [productId] = selection.productIds.length === 1 ? selection.productIds : [];
  const [regionId] = selection.regionIds.length === 1 ? selection.regionIds : [];
  const isOpen = (id: string) => toggled.get(id) ?? (id === productId || id === `${productId}/${regionId}`);

  const finalQuery = (of: Selection, by: 'product' | 'region' | 'channel') =>
    trpc.forecasts.finalBreakdown.queryOptions(shows === 'final' ? { selection: of, by } : skipToken);
  const finals = useQuery(finalQuery(everything, 'product'));
  const shown = (rows: readonly Member[], final: typeof finals | undefined): readonly Member[] => {
    if (shows === 'sold') return rows;
    const quantityOf = new Map(final?.data?.map(({ id, quantity }) => [id, quantity]));
    return rows.map(row => ({ ...row, quantity: quantityOf.get(row.id) ?? null }));
  };
  const products = shown(soldOf, finals);
  const openProducts = products.filter(product => isOpen(product.id));
  const regionsOf = useQueries({
    queries: openProducts.map(product =>
      trpc.forecasts.breakdown.queryOptions({ selection: under(product.id), by: 'region' }),
    ),
  });
  const regionFinals = useQueries({ queries: openProducts.map(product => finalQuery(under(product.id), 'region')) });
  const openRegions = openProducts.flatMap((product, index) =>
    (regionsOf[index]?.data?.rows ?? [])
      .filter(region => isOpen(`${product.id}/${region.id}`))
      .map(region => ({ product, region })),
  );
  const channelsOf = useQueries({
    queries: openRegions.map(({ product, region }) =>
      trpc.forecasts.breakdown.queryOptions({ selection: under(product.id, region.id), by: 'channel' }),
    ),
  });
  const channelFinals = useQueries({
    queries: openRegions.map(({ product, region }) => finalQuery(under(product.id, region.id), 'channel')),
  });
  const channelRows = new Map(
    openRegions.map(({ product, region }, index) => [
      `${product.id}/${region.id}`,
      { sold: channelsOf[index], final: channelFinals[index] },
    ]),
  );

  const nodes: HierarchyNode[] = [
    {
      id: 'all',
      level: 1,
      label: 'All products',
      product: '',
      selection: everything,
      expandable: false,
      expanded: true,
      loading: finals.isLoading,
      quantity: products.some(product => product.quantity !== null) ? sum(products, 'quantity') : null,
      quantityYearBefore: sum(products, 'quantityYearBefore'),
    },
  ];
  const add = (level: number, id: string, product: string, row: Member, selected: Selection, loading: boolean) => {
    const { name: label, quantity, quantityYearBefore } = row;
    const expandable = level < 4;
    const expanded = expandable && isOpen(id);
    nodes.push({
      ...{ id, level, label, product, selection: selected, expandable, expanded, loading },
      ...{ quantity, quantityYearBefore },
    });
    return expanded;
  };
  for (const product of products) {
    const index = openProducts.indexOf(product);
    const [sold, final] = [regionsOf[index], regionFinals[index]];
    if (!add(2, product.id, product.name, product, under(product.id), isLoading(sold, final))) continue;
    for (const region of shown(sold?.data?.rows ?? none, final)) {
      const id = `${product.id}/${region.id}`;
      const channels = channelRows.get(id);
      const loading = isLoading(channels?.sold, channels?.final);
      if (!add(3, id, product.name, region, under(product.id, region.id), loading)) continue;
      for (const channel of shown(channels?.sold?.data?.rows ?? none, channels?.final)) {
        const selected = under(product.id, region.id, channel.id);
        add(4, `${id}/${channel.id}`, product.name, channel, selected, false);
      }
    }
  }
  return {
    nodes,
    toggle: (node: HierarchyNode) => setToggled(before => new Map(before).set(node.id, !node.expanded)),
  };
}

function isLoading(...queries: ({ readonly isLoading: boolean } | undefined)[]): boolean {
  return queries.some(query => query?.isLoading ?? false);
}

function under(productId: string, regionId?: string, channelId?: string): Selection {
  return {
    productIds: [productId],
    regionIds: regionId === undefined ? [] : [regionId],
    channelIds: channelId === undefined ? [] : [channelId],
  };
}

function sum(rows: readonly Member[], of: 'quantity' | 'quantityYearBefore'): number {
  return sumQuantities(rows.map(row => row[of] ?? 0));
}
