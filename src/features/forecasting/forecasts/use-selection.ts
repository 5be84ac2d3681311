import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../../client/trpc.ts';
import { useUrlFilters } from '../../../client/use-url-filters.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { filtersOf, selectionOf } from './components/selection-codes.ts';

/** The slice that the address names, once the catalogue is there to translate its codes. */
export function useSelection() {
  const catalogue = useQuery(trpc.catalogue.read.queryOptions());
  const { filters, setFilters } = useUrlFilters();
  const { products, markets, channels } = filters;
  const selection = useMemo(
    () => (catalogue.data ? selectionOf(catalogue.data, { products, markets, channels }) : undefined),
    [catalogue.data, products, markets, channels],
  );
  return {
    catalogue,
    filters,
    selection,
    setSelection: (next: Selection) => catalogue.data && setFilters(filtersOf(catalogue.data, next)),
  };
}
