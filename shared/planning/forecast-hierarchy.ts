interface Part {
  readonly skuId: string;
  readonly productId: string;
  readonly regionId: string;
}

/** More sums than this would take longer to forecast than they improve. */
const mostSums = 200;

/**
 * The sums that planners look at over a set of SKU × warehouse: everything, each region, each product, each SKU over its
 * warehouses. A sum of one part, or of the same parts as another, is none of its own.
 *
 * @returns for each sum the indices of its parts; the lowest levels are left out where they are too many
 */
export function forecastSums(parts: readonly Part[]): number[][] {
  const levels: ((part: Part) => string)[] = [
    () => 'all',
    part => part.regionId,
    part => part.productId,
    part => part.skuId,
  ];
  const sums = new Map<string, number[]>();
  for (const nameOf of levels) {
    const indices = parts.map((_, index) => index);
    const level = [...Map.groupBy(indices, index => nameOf(parts[index]!)).values()].filter(sum => sum.length > 1);
    if (sums.size + level.length > mostSums) break;
    for (const sum of level) sums.set(sum.join(), sum);
  }
  return [...sums.values()];
}
