import { useMemo } from 'react';
import { useUrlFilters } from '../../../client/use-url-filters.ts';
import { filtersOf, selectionOf } from './components/selection-codes.ts';
import type { Selection } from './schema.ts';
import { useCatalogue } from './use-catalogue.ts';

/** The slice that the address names: at once where it names nothing, else when the catalogue translates its codes. */
export function useSelection() {
  const catalogue = useCatalogue();
  const { filters, setFilters } = useUrlFilters();
  const { products, markets, channels } = filters;
  const selection = useMemo(
    () => selectionOf(catalogue.data, { products, markets, channels }),
    [catalogue.data, products, markets, channels],
  );
  return {
    catalogue,
    filters,
    setFilters,
    selection,
    setSelection: (next: Selection) => catalogue.data && setFilters(filtersOf(catalogue.data, next)),
  };
}

/** The same for what knows no channels, such as stock and terms: which SKUs the address names. */
export function useSkuScope() {
  const { catalogue, selection } = useSelection();
  const scope = selection && { productIds: selection.productIds, regionIds: selection.regionIds };
  return { catalogue, scope };
}
