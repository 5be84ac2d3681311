import type { InventoryProblem, PlanTransfer, TransferLane } from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';

/** Sizes tried between nothing and all that the source has and the destination lacks. */
const fractions = [1, 0.75, 0.5, 0.25];

/**
 * Transfers between warehouses that make a plan of orders cheaper: for each lane and week the goods of every item whose
 * move pays for itself but for the vehicle, kept together when they pay for the vehicle too. Orders stay as they are.
 *
 * @param orders by line and week, units
 * @param keeps  whether the plan with these transfers keeps every limit
 */
export function proposeTransfers(
  problem: InventoryProblem,
  orders: readonly ArrayLike<number>[],
  shortageCostsMinor: readonly number[],
  keeps: (transfers: readonly PlanTransfer[]) => boolean,
  stopped: () => boolean,
): PlanTransfer[] {
  const lineAt = new Map(problem.lines.map((line, index) => [`${line.itemId}|${line.warehouseId}`, index]));
  const costOf = (transfers: readonly PlanTransfer[]) =>
    pricePlan(problem, orders, transfers, shortageCostsMinor).totals.objectiveMinor;
  let accepted: PlanTransfer[] = [];
  let cost = problem.lanes.length > 0 ? costOf(accepted) : 0;
  for (let week = 0; week < problem.weeks; week++) {
    for (const lane of problem.lanes) {
      if (stopped()) return accepted;
      const bundle = problem.items.flatMap(({ id }) => {
        const from = lineAt.get(`${id}|${lane.fromWarehouseId}`);
        const to = lineAt.get(`${id}|${lane.toWarehouseId}`);
        return from === undefined || to === undefined ? [] : bestTransfer(lane, week, id, from, to);
      });
      if (bundle.length === 0) continue;
      const next = [...accepted, ...bundle];
      const nextCost = costOf(next);
      if (nextCost >= cost || !keeps(next)) continue;
      accepted = next;
      cost = nextCost;
    }
  }
  return accepted;

  /** The most useful amount of one item, the vehicle not counted; none when nothing is gained. */
  function bestTransfer(lane: TransferLane, week: number, itemId: string, from: number, to: number): PlanTransfer[] {
    const both = [from, to];
    const pair: InventoryProblem = {
      ...problem,
      lines: both.map(index => problem.lines[index]!),
      lanes: problem.lanes.map(each => ({ ...each, vehicleCostMinor: 0 })),
    };
    const price = (transfers: readonly PlanTransfer[]) =>
      pricePlan(
        pair,
        both.map(index => orders[index]!),
        transfers.filter(each => each.itemId === itemId && touches(each, pair)),
        both.map(index => shortageCostsMinor[index]!),
      );
    const now = price(accepted);
    const [source, destination] = now.lines;
    const arrival = week + Math.ceil(lane.leadTimeDays / 7);
    if (arrival >= problem.weeks) return [];
    // What leaves must be there in this week and may not be promised to a later transfer.
    const opening = (source!.closing[week - 1] ?? problem.lines[from]!.onHand) + (source!.arrivals[week] ?? 0);
    const lacking = destination!.expectedShort.slice(arrival).reduce((sum, units) => sum + units, 0);
    const most = Math.floor(Math.min(opening, lacking));
    let best: PlanTransfer[] = [];
    let bestCost = now.totals.objectiveMinor;
    for (const fraction of fractions) {
      const quantity = Math.floor(most * fraction);
      if (quantity <= 0) continue;
      const { fromWarehouseId, toWarehouseId } = lane;
      const transfer = { itemId, fromWarehouseId, toWarehouseId, week, quantity };
      const { objectiveMinor } = price([...accepted, transfer]).totals;
      if (objectiveMinor >= bestCost) continue;
      best = [transfer];
      bestCost = objectiveMinor;
    }
    return best;
  }
}

/** A transfer from or to a third warehouse still moves the stock of one of the two. */
function touches({ fromWarehouseId, toWarehouseId }: PlanTransfer, { lines }: InventoryProblem): boolean {
  return lines.some(({ warehouseId }) => warehouseId === fromWarehouseId || warehouseId === toWarehouseId);
}
