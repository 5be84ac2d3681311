import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSkuScope } from '../../data/catalogue/use-selection.ts';

type StockFigures = inferRouterOutputs<AppRouter>['inventory']['stock']['rows'][number];
type Inputs = inferRouterInputs<AppRouter>['inventory'];

export interface StockRow extends StockFigures {
  readonly id: string;
  readonly skuName: string;
  readonly skuCode: string;
  readonly unit: string;
  readonly productId: string;
  readonly productName: string;
  readonly productCode: string;
  readonly regionCode: string;
  readonly warehouseName: string;
}

/** What stock levels and exceptions are computed from: when one of these changes, so may they. */
export const stockTopics = [
  'stock',
  'supplier',
  'published-forecast',
  'forecast-publication',
  'purchase-order',
  'transfer-order',
  'planning-settings',
];

/** Stock under the address's filters, with names; follows counts, orders, forecasts and terms as they change. */
export function useStock() {
  const { catalogue, scope } = useSkuScope();
  const stock = useQuery(trpc.inventory.stock.queryOptions(scope ?? skipToken, { placeholderData: keepPreviousData }));
  const refresh = () => queryClient.invalidateQueries(trpc.inventory.stock.pathFilter());
  useLiveEvents(stockTopics, () => void refresh());

  const rows = useMemo((): readonly StockRow[] | undefined => {
    if (!stock.data || !catalogue.data) return undefined;
    const byId = <Row extends { id: string }>(list: readonly Row[]) => new Map(list.map(row => [row.id, row]));
    const skus = byId(catalogue.data.skus);
    const products = byId(catalogue.data.products);
    const regions = byId(catalogue.data.regions);
    const warehouses = byId(catalogue.data.warehouses);
    return stock.data.rows.flatMap(row => {
      const sku = skus.get(row.skuId);
      const warehouse = warehouses.get(row.warehouseId);
      const product = sku && products.get(sku.productId);
      if (!sku || !warehouse || !product) return [];
      return {
        ...row,
        id: `${row.skuId}.${row.warehouseId}`,
        skuName: sku.name,
        skuCode: sku.code,
        unit: `${sku.unitOfMeasure}s`,
        productId: product.id,
        productName: product.name,
        productCode: product.code,
        regionCode: regions.get(sku.regionId)?.code ?? '',
        warehouseName: warehouse.name,
      };
    });
  }, [stock.data, catalogue.data]);

  // Also after a refusal: someone else's change is what made the version old.
  const options = { onSettled: refresh };
  const count = useMutation(trpc.inventory.countStock.mutationOptions(options));
  const policy = useMutation(trpc.inventory.setPolicy.mutationOptions(options));
  return {
    catalogue,
    query: { ...stock, error: stock.error ?? catalogue.error, data: rows },
    planningDate: stock.data?.planningDate,
    count: (row: StockRow, change: Partial<Pick<Inputs['countStock'], 'onHand' | 'backOrdered'>>) =>
      count.mutateAsync({
        skuId: row.skuId,
        warehouseId: row.warehouseId,
        version: row.stock?.version ?? null,
        onHand: row.stock?.onHand ?? 0,
        backOrdered: row.stock?.backOrdered ?? 0,
        ...change,
      }),
    setPolicy: (row: StockRow, change: Policy) =>
      policy.mutateAsync({
        skuId: row.skuId,
        warehouseId: row.warehouseId,
        version: row.policy?.version ?? null,
        ...change,
      }),
  };
}

export type Policy = Pick<Inputs['setPolicy'], 'measure' | 'target' | 'reviewPeriodDays' | 'holdingRate'>;
