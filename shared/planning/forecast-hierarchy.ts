interface Part {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly productId: string;
  readonly regionId: string;
  /** Null for a SKU × warehouse that is not told apart by channel. */
  readonly channelId: string | null;
}

/** Series and sums up to which all covariances of their errors are weighed; beyond, variances only. */
export const mostNodesInFull = 600;

/** More sums than this would take longer to forecast than they improve. */
const mostSums = 200;

/**
 * The sums that planners look at over a set of series: everything, each region, warehouse, channel, product and SKU. A
 * sum of one part, or of the same parts as another, is none of its own.
 *
 * @param known sums that are forecast already, as indices of their parts
 * @returns for each sum the indices of its parts; the lowest levels are left out where they are too many
 */
export function forecastSums(parts: readonly Part[], known: readonly (readonly number[])[] = []): number[][] {
  const levels: ((part: Part) => string | null)[] = [
    () => 'all',
    part => part.regionId,
    part => part.warehouseId,
    part => part.channelId,
    part => part.productId,
    part => part.skuId,
  ];
  const sums = new Map<string, number[]>();
  for (const nameOf of levels) {
    const named = parts.flatMap((part, index) => {
      const name = nameOf(part);
      return name === null ? [] : [{ name, index }];
    });
    const level = [...Map.groupBy(named, ({ name }) => name).values()].filter(sum => sum.length > 1);
    if (sums.size + level.length > mostSums) break;
    for (const sum of level) {
      const indices = sum.map(({ index }) => index);
      sums.set(indices.join(), indices);
    }
  }
  for (const sum of known) sums.delete(sum.join());
  return [...sums.values()];
}
