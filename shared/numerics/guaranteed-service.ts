import { AppError } from '../errors.ts';

export interface ServiceStage {
  readonly id: string;
  /** Whole periods of work at the stage. */
  readonly processingTime: number;
  /** Money per unit and time. */
  readonly holdingCost: number;
  /** Standard deviations of demand that the stage's stock must cover. */
  readonly demandBoundDeviations: number;
  /** Deviation of outside demand per period; 0 where the stage only feeds others. */
  readonly demandDeviation: number;
  /** Longest time that customers accept; null for no limit. Stages that feed no other default to 0. */
  readonly maximumOutboundTime: number | null;
  /** Time that outside suppliers quote. */
  readonly externalInboundTime: number;
}

export interface ServicePlacement {
  readonly id: string;
  readonly outboundTime: number;
  readonly inboundTime: number;
  readonly safetyStock: number;
  readonly holdingCost: number;
}

/**
 * Safety stock over several stages when every stage guarantees a service time: where to hold it at the least cost.
 *
 * @param links pairs [from, to] of stage ids that form a tree
 * @throws AppError `numerics.out-of-domain` when the links do not form one tree
 * @see Graves & Willems (2000), Manufacturing & Service Operations Management 2(1)
 */
export function guaranteedService(
  stages: readonly ServiceStage[],
  links: readonly (readonly [string, string])[],
): { placements: ServicePlacement[]; cost: number } {
  const index = new Map(stages.map((stage, position) => [stage.id, position]));
  const suppliers: number[][] = stages.map(() => []);
  const customers: number[][] = stages.map(() => []);
  for (const [from, to] of links) {
    suppliers[index.get(to)!]!.push(index.get(from)!);
    customers[index.get(from)!]!.push(index.get(to)!);
  }
  const root = 0;
  const order = treeOrder(stages.length, root, suppliers, customers);
  const variance = memo(position => {
    const own = stages[position]!.demandDeviation ** 2;
    return customers[position]!.reduce((sum, customer) => sum + variance(customer), own);
  });
  const longest = memo(position => {
    const stage = stages[position]!;
    const inbound = Math.max(stage.externalInboundTime, ...suppliers[position]!.map(supplier => longest(supplier)));
    return inbound + stage.processingTime;
  });
  const largest = Math.max(...stages.map((_, position) => longest(position)));

  // value[stage][time]: least cost of the stage's subtree when it quotes (towards a customer parent) or is quoted
  // (by a supplier parent) that time.
  const value: Float64Array[] = [];
  const choice: Int32Array[] = [];
  const stageCost = (position: number, inbound: number, outbound: number) => {
    const stage = stages[position]!;
    const net = inbound + stage.processingTime - outbound;
    return stage.holdingCost * stage.demandBoundDeviations * Math.sqrt(variance(position) * net);
  };
  const limitOf = (position: number) =>
    stages[position]!.maximumOutboundTime ?? (customers[position]!.length === 0 ? 0 : largest);
  /** Cost of the stage and every child subtree, for its own pair of times. */
  const pairCost = (position: number, parent: number, inbound: number, outbound: number) => {
    const stage = stages[position]!;
    if (inbound < stage.externalInboundTime || outbound > limitOf(position)) return Number.POSITIVE_INFINITY;
    if (outbound > inbound + stage.processingTime) return Number.POSITIVE_INFINITY;
    let cost = stageCost(position, inbound, outbound);
    for (const supplier of suppliers[position]!) if (supplier !== parent) cost += value[supplier]![inbound]!;
    for (const customer of customers[position]!) if (customer !== parent) cost += value[customer]![outbound]!;
    return cost;
  };
  for (const { position, parent } of order) {
    const best = new Float64Array(largest + 1).fill(Number.POSITIVE_INFINITY);
    const chosen = new Int32Array(largest + 1).fill(-1);
    const feedsParent = customers[position]!.includes(parent);
    for (let time = 0; time <= largest; time++) {
      for (let other = 0; other <= largest; other++) {
        const [inbound, outbound] = feedsParent ? [other, time] : [time, other];
        const cost = pairCost(position, parent, inbound, outbound);
        if (cost < best[time]!) {
          best[time] = cost;
          chosen[time] = other;
        }
      }
    }
    // A quoted time may also be met by a shorter one from above, or used as a longer inbound time below.
    for (let time = 1; feedsParent && time <= largest; time++) takeBetter(best, chosen, time, time - 1);
    for (let time = largest - 1; !feedsParent && time >= 0; time--) takeBetter(best, chosen, time, time + 1);
    value[position] = best;
    choice[position] = chosen;
  }

  const times = new Map<number, { inbound: number; outbound: number }>();
  let bestRoot = { cost: Number.POSITIVE_INFINITY, inbound: 0, outbound: 0 };
  for (let inbound = 0; inbound <= largest; inbound++) {
    for (let outbound = 0; outbound <= largest; outbound++) {
      const cost = pairCost(root, -1, inbound, outbound);
      if (cost < bestRoot.cost) bestRoot = { cost, inbound, outbound };
    }
  }
  times.set(root, bestRoot);
  for (const { position, parent } of [...order].reverse()) {
    if (position === root) continue;
    const feedsParent = customers[position]!.includes(parent);
    const quoted = feedsParent ? times.get(parent)!.inbound : times.get(parent)!.outbound;
    const time = settled(value[position]!, choice[position]!, quoted, feedsParent ? -1 : 1);
    const other = choice[position]![time]!;
    times.set(position, feedsParent ? { inbound: other, outbound: time } : { inbound: time, outbound: other });
  }
  const placements = stages.map((stage, position): ServicePlacement => {
    const { inbound, outbound } = times.get(position)!;
    const holdingCost = stageCost(position, inbound, outbound);
    return {
      id: stage.id,
      inboundTime: inbound,
      outboundTime: outbound,
      safetyStock:
        stage.demandBoundDeviations * Math.sqrt(variance(position) * (inbound + stage.processingTime - outbound)),
      holdingCost,
    };
  });
  return { placements, cost: placements.reduce((sum, placement) => sum + placement.holdingCost, 0) };
}

function takeBetter(best: Float64Array, chosen: Int32Array, time: number, neighbour: number) {
  if (best[neighbour]! < best[time]!) {
    best[time] = best[neighbour]!;
    // Marks "as the neighbour"; `settled` walks on to where the value was made.
    chosen[time] = -2;
  }
}

function settled(best: Float64Array, chosen: Int32Array, time: number, direction: -1 | 1): number {
  let at = time;
  while (chosen[at] === -2 && best[at + direction] !== undefined) at += direction;
  return at;
}

/** Children before parents, every stage with the neighbour that leads to the root. */
function treeOrder(count: number, root: number, suppliers: readonly number[][], customers: readonly number[][]) {
  const order: { position: number; parent: number }[] = [];
  const seen = new Set<number>();
  let links = 0;
  const visit = (position: number, parent: number) => {
    seen.add(position);
    for (const neighbour of [...suppliers[position]!, ...customers[position]!]) {
      links += 1;
      if (!seen.has(neighbour)) visit(neighbour, position);
    }
    order.push({ position, parent });
  };
  visit(root, -1);
  if (seen.size !== count || links !== 2 * (count - 1)) {
    throw new AppError('numerics.out-of-domain', {
      name: 'links',
      requirement: 'one tree over all stages',
      actual: `${links / 2} links over ${count} stages, ${seen.size} reached`,
    });
  }
  return order;
}

function memo(compute: (position: number) => number): (position: number) => number {
  const known = new Map<number, number>();
  return position => {
    const found = known.get(position);
    if (found !== undefined) return found;
    const value = compute(position);
    known.set(position, value);
    return value;
  };
}
