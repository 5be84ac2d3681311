import type { LotLine } from '../lot-plan/lot-problem.ts';
import type { LinePrices, LineRelaxation } from './line-relaxation.ts';
import { type TradingGrid, tradingGrid } from './trading-grid.ts';

/** What a line that transfers reach is charged; each by week. */
export interface TradingPrices extends LinePrices {
  /** For a unit received; infinite where no transfer can arrive. */
  readonly receive: Float64Array;
  /** Paid for a unit sent, never more than `receive` or what ordering it costs; −infinite where none can leave. */
  readonly send: Float64Array;
}

/** Cheapest course of a line that may also receive and send any amount at prices. */
export interface TradingRelaxation extends LineRelaxation {
  solve(prices: TradingPrices): number;
  /** Units by week in the last solution. */
  readonly received: Float64Array;
  readonly sent: Float64Array;
  /** What one unit more would have saved once the week's goods were in, in the last solution. */
  readonly worth: Float64Array;
}

/** Working memory of whichever line is being solved; those with a row for each week last. */
let memory = workingMemory(0, 0);

function workingMemory(nodes: number, cells: number) {
  return {
    nodes,
    cells,
    /** Least cost to the end of the plan by node: at the end of a week with and without a delivery next … */
    flagged: new Float64Array(nodes),
    unflagged: new Float64Array(nodes),
    /** … before demand, and before that with transfers, and with an order too. */
    ahead: new Float64Array(nodes),
    pooled: new Float64Array(nodes),
    ordering: new Float64Array(nodes),
    /** By week and node: where transfers, an order and sending only lead; cost before demand; whether a delivery is best. */
    tradeTo: new Int32Array(cells),
    orderTo: new Int32Array(cells),
    sellTo: new Int32Array(cells),
    saved: new Float32Array(cells),
    late: new Uint8Array(cells),
  };
}

/**
 * Dynamic programme over nodes of stock between which the least cost to the end of the plan is interpolated. Each step
 * keeps the interpolated cost at or below the true one at every amount: an order or a transfer takes the least of
 * functions that are linear between neighbouring nodes, which is concave there and so above its own interpolation;
 * the week's cost is lowered by as much as its convex part can dip between nodes. So the result is a cost that no course of
 * the line is below, whatever amounts are moved. Left out, which only lowers it: that orders are whole packs where nodes
 * are finer or coarser than a pack, price breaks' dearer prices and shelf lives.
 *
 * @param mostNodes    that memory and time allow
 * @param minimumUnits units that an order of this line alone needs to reach its supplier's minimum value
 */
export function relaxTradingLine(
  line: LotLine,
  weeks: number,
  mostNodes: number,
  minimumUnits: number,
): TradingRelaxation {
  const grid: TradingGrid = tradingGrid(line, weeks, mostNodes, minimumUnits);
  const { width, nodes } = grid;
  const leastSteps = Math.floor((line.minimumPacks * line.packUnits) / width + 1e-9);
  const leastUnits = leastSteps * width;
  const ordered = new Float64Array(weeks);
  const stock = new Float64Array(weeks);
  const received = new Float64Array(weeks);
  const sent = new Float64Array(weeks);
  const worth = new Float64Array(weeks);
  return { solve, ordered, stock, received, sent, worth };

  function solve(prices: TradingPrices): number {
    makeRoom();
    const { flagged, unflagged } = memory;
    for (let week = weeks - 1; week >= 0; week--) {
      closeWeek(week, prices.stock[week]!);
      openWeek(week, prices);
    }
    const first = Math.min(unflagged[grid.firstNode]!, flagged[grid.firstNode]!);
    trace(prices);
    return first;
  }

  function makeRoom() {
    const cells = (weeks + 1) * nodes;
    if (memory.nodes >= nodes && memory.cells >= cells) return;
    memory = workingMemory(Math.max(memory.nodes, nodes), Math.max(memory.cells, cells));
  }

  /** From the cost at the end of the week (`flagged`, `unflagged`: with and without a delivery next) to that before demand. */
  function closeWeek(week: number, price: number) {
    const { closeLow, fall, shortage, late: lateOf, lostLate } = grid.weeks[week]!;
    const { flagged, unflagged, ahead, late } = memory;
    const last = week === weeks - 1;
    const holding = line.holdingCost + price;
    const row = (week + 1) * nodes;
    const emptyWithout = last ? 0 : unflagged[0]!;
    const emptyWith = last ? Number.POSITIVE_INFINITY : flagged[0]!;
    for (let node = 0; node < nodes; node++) {
      const to = node - fall;
      const short = node < shortage.length ? shortage[node]! : 0;
      if (node === 0 || to < 1) {
        const added = node < lostLate.length ? lostLate[node]! : 0;
        ahead[node] = short + Math.min(emptyWithout, emptyWith + added);
        continue;
      }
      let after = 0;
      if (!last) {
        const added = to < lateOf.length ? lateOf[to]! : 0;
        after = Math.min(unflagged[to]!, flagged[to]! + added);
        late[row + to] = flagged[to]! + added < unflagged[to]! ? 1 : 0;
      }
      if (to > 1) {
        ahead[node] = short + after + holding * (closeLow + width * (to - 1));
        continue;
      }
      // Stock begins to cost, and to be worth something, between this node and the one below: never more than the latter.
      const added = lostLate.length > 0 ? lostLate[fall + 1]! : 0;
      ahead[node] = short + Math.min(after, emptyWithout, emptyWith + added);
    }
    if (!last) late[row] = emptyWith + (lateOf[0] ?? 0) < emptyWithout ? 1 : 0;
  }

  /** From the cost before demand to that at the end of the week before: transfers, an order and receipts at its start. */
  function openWeek(week: number, { receive, send, unit, setup }: TradingPrices) {
    const { openLow, climb } = grid.weeks[week]!;
    const { flagged, unflagged, ahead, pooled, ordering, tradeTo, orderTo, sellTo, saved } = memory;
    const closeLow = week > 0 ? grid.weeks[week - 1]!.closeLow : grid.firstLow;
    const receipts = line.receipts[week]!;
    const [buy, sell] = [receive[week]!, send[week]!];
    const row = week * nodes;
    const at = (node: number) => (node === 0 ? 0 : openLow + width * (node - 1));
    const orderWeek = week - line.leadWeeks;
    const orderCost = orderWeek >= 0 ? line.lineCost + setup[orderWeek]! : Number.POSITIVE_INFINITY;
    const unitCost = orderWeek >= 0 ? unit[orderWeek]! : 0;

    // Transfers: to the best node above at `buy`, below at `sell`.
    let cheapest = Number.POSITIVE_INFINITY;
    let cheapestAt = 0;
    for (let node = 0; node < nodes; node++) {
      saved[row + node] = ahead[node]!;
      pooled[node] = ahead[node]!;
      tradeTo[row + node] = node;
      if (sell === Number.NEGATIVE_INFINITY) continue;
      const here = ahead[node]! + sell * at(node);
      if (here < cheapest) {
        cheapest = here;
        cheapestAt = node;
      }
      sellTo[row + node] = cheapestAt;
      const sold = cheapest - sell * at(node);
      if (sold >= ahead[node]!) continue;
      pooled[node] = sold;
      tradeTo[row + node] = cheapestAt;
    }
    if (buy < Number.POSITIVE_INFINITY) {
      cheapest = Number.POSITIVE_INFINITY;
      for (let node = nodes - 1; node >= 0; node--) {
        const here = ahead[node]! + buy * at(node);
        if (here < cheapest) {
          cheapest = here;
          cheapestAt = node;
        }
        const bought = cheapest - buy * at(node);
        if (bought >= pooled[node]!) continue;
        pooled[node] = bought;
        tradeTo[row + node] = cheapestAt;
      }
    }

    // An order, and transfers after it.
    ordering.set(pooled.subarray(0, nodes));
    for (let node = 0; node < nodes; node++) orderTo[row + node] = node;
    if (orderCost < Number.POSITIVE_INFINITY) {
      cheapest = Number.POSITIVE_INFINITY;
      cheapestAt = nodes - 1;
      let from = nodes - 1;
      for (let node = nodes - 1; node >= 1; node--) {
        for (; from >= node + leastSteps; from--) {
          const here = pooled[from]! + unitCost * at(from);
          if (here > cheapest) continue;
          cheapest = here;
          cheapestAt = from;
        }
        offerOrder(node, cheapest - unitCost * at(node), cheapestAt);
      }
      for (; from >= 0 && at(from) >= leastUnits - 1e-9; from--) {
        const here = pooled[from]! + unitCost * at(from);
        if (here > cheapest) continue;
        cheapest = here;
        cheapestAt = from;
      }
      offerOrder(0, cheapest, cheapestAt);
      offerOrder(0, between(pooled, leastUnits, openLow) + unitCost * leastUnits, nodeOf(leastUnits, openLow));
    }
    function offerOrder(node: number, cost: number, to: number) {
      if (cost + orderCost >= ordering[node]!) return;
      ordering[node] = cost + orderCost;
      orderTo[row + node] = to;
    }

    // At the end of the week before: nothing but more arriving than leaving is a delivery that may be late.
    const orderAndSend = orderCost + leastUnits * (unitCost - sell);
    for (let node = 0; node < nodes; node++) {
      const units = node === 0 ? 0 : closeLow + width * (node - 1);
      flagged[node] = node === 0 ? between(ordering, receipts, openLow) : ordering[Math.min(nodes - 1, node + climb)]!;
      if (sell === Number.NEGATIVE_INFINITY) {
        unflagged[node] = receipts > 0 ? Number.POSITIVE_INFINITY : ahead[node]!;
        continue;
      }
      const above = node === 0 ? 0 : receipts === 0 ? node + climb : Math.ceil((units - openLow) / width - 1e-9) + 1;
      const target = sellTo[row + Math.max(0, Math.min(nodes - 1, above))]!;
      const sold = ahead[target]! + sell * (at(target) - units - receipts);
      unflagged[node] = sold + Math.min(0, orderAndSend);
    }
  }

  function nodeOf(units: number, low: number): number {
    return Math.max(0, Math.min(nodes - 1, Math.round((units - low) / width) + 1));
  }

  /** Interpolated between the two nodes around the amount. */
  function between(values: Float64Array, units: number, low: number): number {
    if (units >= low) {
      const place = (units - low) / width;
      const below = Math.min(nodes - 1, Math.floor(place + 1e-9) + 1);
      const share = Math.max(0, place - (below - 1));
      return values[below]! + share * (values[Math.min(nodes - 1, below + 1)]! - values[below]!);
    }
    return values[0]! + (units / low) * (values[1]! - values[0]!);
  }

  function trace({ send }: TradingPrices) {
    ordered.fill(0);
    received.fill(0);
    sent.fill(0);
    const { flagged, unflagged, tradeTo, orderTo, sellTo, saved, late } = memory;
    let node = grid.firstNode;
    let isLate = flagged[node]! < unflagged[node]!;
    let units = line.initialStock;
    for (let week = 0; week < weeks; week++) {
      const { openLow, climb, closeLow, fall } = grid.weeks[week]!;
      const row = week * nodes;
      const at = (each: number) => (each === 0 ? 0 : openLow + width * (each - 1));
      let open = node === 0 ? nodeOf(line.receipts[week]!, openLow) : Math.min(nodes - 1, node + climb);
      let to = open;
      if (isLate) {
        const bought = orderTo[row + open]!;
        if (bought !== open && week >= line.leadWeeks) ordered[week - line.leadWeeks] = at(bought) - at(open);
        open = bought;
        to = tradeTo[row + open]!;
      } else if (send[week]! > Number.NEGATIVE_INFINITY) {
        const above = line.receipts[week] === 0 ? open : Math.max(0, Math.ceil((units - openLow) / width - 1e-9) + 1);
        to = sellTo[row + Math.min(nodes - 1, above)]!;
      }
      if (to > open) received[week] = at(to) - at(open);
      if (to < open) sent[week] = at(open) - at(to);
      const next = Math.min(nodes - 1, to + 1);
      worth[week] = next > to ? (saved[row + to]! - saved[row + next]!) / Math.max(1e-9, at(next) - at(to)) : 0;
      node = to - fall < 1 || to === 0 ? 0 : to - fall;
      isLate = week + 1 < weeks && late[(week + 1) * nodes + node] === 1;
      units = node === 0 ? 0 : closeLow + width * (node - 1);
      stock[week] = units;
    }
  }
}
