import { requirePositive } from './require-domain.ts';

export interface JointItem {
  readonly demandRate: number;
  /** Money each time the item is on an order. */
  readonly lineCost: number;
  /** Money per unit and time. */
  readonly holdingCost: number;
}

export interface JointReplenishment {
  /** Time between orders. */
  readonly baseCycle: number;
  /** The item is on every n-th order. */
  readonly multiples: readonly number[];
  readonly orderQuantities: readonly number[];
  readonly costPerTime: number;
}

/**
 * Bundles items of one supplier: the best order cycle with each item on every n-th order. Exact: for a given cycle the
 * best multiples are known, they change only at breakpoints, and no cycle shorter than orderCost / cost can be best.
 *
 * @param orderCost money for each order, whatever is on it, above 0
 * @throws AppError `numerics.out-of-domain`
 * @see Silver (1976), Management Science 22(12); Goyal (1974) for the enumeration
 */
export function jointReplenishment(orderCost: number, items: readonly JointItem[]): JointReplenishment {
  requirePositive('orderCost', orderCost);
  for (const item of items) {
    requirePositive('demandRate', item.demandRate);
    requirePositive('holdingCost', item.holdingCost);
  }
  let best = withMultiples(
    orderCost,
    items,
    items.map(() => 1),
  );
  // The multiple of an item grows from n to n + 1 where the cycle falls below √(2k/(hd·n(n+1))).
  const cycles = new Set<number>();
  for (const item of items) {
    const ratio = (2 * item.lineCost) / (item.holdingCost * item.demandRate);
    for (let multiple = 1; ; multiple++) {
      const cycle = Math.sqrt(ratio / (multiple * (multiple + 1)));
      if (!(cycle > orderCost / best.costPerTime)) break;
      cycles.add(cycle);
    }
  }
  for (const cycle of cycles) {
    // Just below the breakpoint, the larger multiple is at least as good.
    const multiples = items.map(item => bestMultiple(item, cycle * (1 - 1e-12)));
    const candidate = withMultiples(orderCost, items, multiples);
    if (candidate.costPerTime < best.costPerTime * (1 - 1e-12)) best = candidate;
  }
  return best;
}

function bestMultiple(item: JointItem, cycle: number): number {
  const target = (2 * item.lineCost) / (item.holdingCost * item.demandRate * cycle ** 2);
  let multiple = Math.max(1, Math.floor(Math.sqrt(target)) - 1);
  while (multiple * (multiple + 1) < target) multiple++;
  return multiple;
}

function withMultiples(
  orderCost: number,
  items: readonly JointItem[],
  multiples: readonly number[],
): JointReplenishment {
  let fixed = orderCost;
  let slope = 0;
  items.forEach((item, index) => {
    fixed += item.lineCost / multiples[index]!;
    slope += (item.holdingCost * item.demandRate * multiples[index]!) / 2;
  });
  const baseCycle = Math.sqrt(fixed / slope);
  return {
    baseCycle,
    multiples,
    orderQuantities: items.map((item, index) => item.demandRate * multiples[index]! * baseCycle),
    costPerTime: 2 * Math.sqrt(fixed * slope),
  };
}
