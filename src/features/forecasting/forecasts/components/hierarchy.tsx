import { SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { absent } from '../../../../client/format.ts';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import { sameSelection } from '../../../data/catalogue/components/selection-codes.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import classes from './hierarchy.module.css';
import { type HierarchyNode, useHierarchyNodes } from './use-hierarchy-nodes.ts';

interface HierarchyProps {
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

const rowHeight = 30;
/** From this many products on, a search field earns its place. */
const searchFrom = 12;

/** Product → region → channel, with the sales of a year beside each: one click makes it the series of the page. */
export function Hierarchy({ selection, onSelect }: HierarchyProps) {
  const format = useFormat();
  const [search, setSearch] = useState('');
  const all: Selection = { productIds: [], regionIds: [], channelIds: [] };
  const products = useQuery(trpc.forecasts.breakdown.queryOptions({ selection: all, by: 'product' }));
  const [tree, setTree] = useUrlState('tree', 'sold');
  const shows = tree === 'final' ? 'final' : 'sold';
  const { nodes, toggle } = useHierarchyNodes(products.data?.rows, selection, shows);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(
    () => (wanted ? nodes.filter(node => node.product.toLowerCase().includes(wanted)) : nodes),
    [nodes, wanted],
  );

  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    getItemKey: index => shown[index]!.id,
  });
  const selectedIndex = shown.findIndex(node => sameSelection(node.selection, selection));
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = Math.max(0, activeId ? shown.findIndex(node => node.id === activeId) : selectedIndex);

  const focus = (index: number) => {
    const node = shown[Math.min(shown.length - 1, Math.max(0, index))];
    if (!node) return;
    setActiveId(node.id);
    virtualizer.scrollToIndex(shown.indexOf(node));
    requestAnimationFrame(() => viewport.current?.querySelector<HTMLElement>(`[data-node="${node.id}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const node = shown[active];
    if (!node || event.metaKey || event.ctrlKey || event.altKey) return;
    const act = {
      ArrowDown: () => focus(active + 1),
      ArrowUp: () => focus(active - 1),
      Home: () => focus(0),
      End: () => focus(shown.length - 1),
      ArrowRight: () => (node.expandable && !node.expanded ? toggle(node) : focus(active + 1)),
      ArrowLeft: () =>
        node.expanded
          ? toggle(node)
          : focus(shown.findLastIndex((one, index) => index < active && one.level < node.level)),
      Enter: () => onSelect(node.selection),
      ' ': () => onSelect(node.selection),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const total = nodes[0]?.quantity ?? 0;
  return (
    <SectionCard
      title="Hierarchy"
      description={
        shows === 'sold'
          ? 'Units of the last 52 weeks'
          : 'Units of the weeks ahead, with overrides: each figure is exactly the sum of those below it'
      }
      flush
    >
      <div className={classes.root}>
        <SegmentedControl
          aria-label="Figures of the hierarchy"
          className={classes.figures}
          fullWidth
          data={[
            { value: 'sold', label: 'Sold' },
            { value: 'final', label: 'Final forecast' },
          ]}
          value={shows}
          onChange={setTree}
        />
        {(products.data?.rows.length ?? 0) >= searchFrom && (
          <TextInput
            mx={8}
            mb={6}
            leftSection={<IconSearch size={14} />}
            placeholder="Find a product"
            aria-label="Find a product"
            value={search}
            onChange={event => setSearch(event.currentTarget.value)}
          />
        )}
        {products.error && !products.data && (
          <ErrorState error={products.error} what="the hierarchy" onRetry={() => void products.refetch()} />
        )}
        {products.isPending && (
          <div className={classes.skeleton} aria-busy="true">
            {[80, 60, 66, 52].map(width => (
              <Skeleton key={width} height={12} width={`${width}%`} />
            ))}
          </div>
        )}
        {products.data && (
          <div className={classes.viewport} ref={viewport}>
            <div
              role="tree"
              aria-label="Product, region and channel"
              className={classes.tree}
              style={{ height: virtualizer.getTotalSize() }}
              onKeyDown={onKeyDown}
            >
              {virtualizer.getVirtualItems().map(item => {
                const node = shown[item.index]!;
                return (
                  <TreeRow
                    key={item.key}
                    node={node}
                    top={item.start}
                    selected={item.index === selectedIndex}
                    focusable={item.index === active}
                    share={total > 0 ? (node.quantity ?? 0) / total : 0}
                    figure={figureOf(node, shows, format)}
                    title={`${node.label}: ${shows === 'sold' ? soldWords(node, format) : finalWords(node, format)}`}
                    onSelect={() => {
                      setActiveId(node.id);
                      onSelect(node.selection);
                    }}
                    onToggle={() => toggle(node)}
                  />
                );
              })}
            </div>
            {shown.length === 0 && (
              <Text size="xs" c="dimmed" p="sm">
                No product holds “{search}”.
              </Text>
            )}
          </div>
        )}
      </div>
    </SectionCard>
  );
}

type Format = ReturnType<typeof useFormat>;

/** A forecast in full, so that figures below each other add up as they are read. */
function figureOf({ quantity }: HierarchyNode, shows: 'sold' | 'final', format: Format): string {
  if (quantity === null) return absent;
  return shows === 'sold' ? format.quantityShort(quantity) : format.quantity(quantity, undefined, 3);
}

function soldWords({ quantity, quantityYearBefore }: HierarchyNode, format: Format): string {
  const sold = quantity ?? 0;
  const change =
    quantityYearBefore > 0
      ? `${format.percentChange(sold / quantityYearBefore - 1)} on the year before`
      : 'none in the year before';
  return `${format.quantity(sold)} units in the last 52 weeks, ${change}`;
}

function finalWords({ quantity, level }: HierarchyNode, format: Format): string {
  if (quantity !== null) return `${format.quantity(quantity, undefined, 3)} units forecast for the weeks ahead`;
  return level === 4 ? 'no forecast is published by channel' : 'no forecast is published';
}

interface TreeRowProps {
  readonly node: HierarchyNode;
  readonly top: number;
  readonly selected: boolean;
  readonly focusable: boolean;
  readonly share: number;
  readonly figure: string;
  readonly title: string;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
}

function TreeRow({ node, top, selected, focusable, share, figure, title, onSelect, onToggle }: TreeRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      role="treeitem"
      data-node={node.id}
      tabIndex={focusable ? 0 : -1}
      aria-level={node.level}
      aria-selected={selected}
      aria-expanded={node.expandable ? node.expanded : undefined}
      title={title}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, '--level': node.level - 1, '--share': share } as React.CSSProperties}
      onClick={onSelect}
    >
      {node.expandable ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          className={classes.chevron}
          data-open={node.expanded || undefined}
          onClick={event => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <IconChevronRight size={14} aria-hidden />
        </span>
      ) : (
        <span className={classes.chevron} />
      )}
      <span className={classes.label}>{node.label}</span>
      <span className={classes.figure}>{node.loading ? '…' : figure}</span>
      <span className={classes.bar} aria-hidden />
    </div>
  );
}
