import type { LotArc, LotProblem } from '../lot-plan/lot-problem.ts';
import type { TradingPrices, TradingRelaxation } from './trading-relaxation.ts';

/** Prices at which lines that lanes join send to and receive from each other, in place of moving the same units. */
export interface LanePrices {
  /** Lines that can send or receive. */
  readonly trades: readonly boolean[];
  /** Sets `send` and `receive` of each such line from the prices so far; the line's other prices are set before. */
  setPrices(prices: readonly TradingPrices[]): void;
  /** By line and week: units that others received from it less what it sent, as a share of usual demand. */
  direction(solved: readonly (TradingRelaxation | null)[]): Float64Array[];
  /** Moves what is paid for a unit so many minor units along the direction, as usual demand weighs it. */
  move(direction: readonly Float64Array[], step: number): void;
  /** Starts from what a unit is worth to each line without transfers. */
  startFrom(solved: readonly (TradingRelaxation | null)[]): void;
}

/**
 * Relaxes that what leaves one line is what reaches another. Along an arc goods cost their destination what their origin is
 * paid for them plus the freight, so that whatever the origin is paid, moving earns nothing by itself and the sum of the
 * lines' least costs is below the cost of any plan. A vehicle is charged pro rata of the volume that it carries, which is
 * never more than it costs; one that holds any amount is not charged at all.
 *
 * What is paid is held down to what a unit costs the line itself, received or ordered now or earlier and kept: else it
 * would earn without end by passing goods on.
 *
 * @param paid by line and week; changed in place
 */
export function lanePrices(problem: LotProblem, paid: readonly Float64Array[]): LanePrices {
  const { weeks, lines, arcs } = problem;
  const byWeek = () => new Float64Array(weeks);
  const usual = lines.map(line => Math.max(1e-6, line.demand.reduce((sum, units) => sum + units, 0) / weeks));
  const freight = arcs.map(arc => freightOf(problem, arc));
  const into = lines.map((_, line) => arcs.flatMap((arc, index) => (arc.to === line ? [index] : [])));
  const outOf = lines.map((_, line) => arcs.flatMap((arc, index) => (arc.from === line ? [index] : [])));
  /** Week from which on nothing that leaves arrives within the plan. */
  const lastLeaving = outOf.map(own => weeks - Math.min(weeks, ...own.map(arc => arcs[arc]!.leadWeeks)));
  const trades = lines.map((_, line) => into[line]!.length + outOf[line]!.length > 0);
  /** By line and week, the arc by which a received unit is cheapest. */
  const cheapestArc = lines.map(() => new Int32Array(weeks));
  /** What a unit costs each line itself, this week. */
  const ownCost = new Float64Array(lines.length);
  /** What keeping a unit from the start of each week to the end of the plan costs. */
  const keeping = lines.map(() => new Float64Array(weeks + 1));

  return { trades, setPrices, direction, move, startFrom };

  function setPrices(prices: readonly TradingPrices[]) {
    ownCost.fill(Number.POSITIVE_INFINITY);
    for (const [index, line] of lines.entries()) {
      for (let week = weeks - 1; week >= 0; week--)
        keeping[index]![week] = keeping[index]![week + 1]! + line.holdingCost + prices[index]!.stock[week]!;
    }
    for (const [index, own] of outOf.entries()) {
      for (let week = 0; week < lastLeaving[index]!; week++) {
        // Nobody takes in what is dearer to keep than it was paid to take.
        let floor = -keeping[index]![week]!;
        for (const arc of own) {
          const { to, leadWeeks } = arcs[arc]!;
          if (week + leadWeeks < weeks) floor = Math.max(floor, -keeping[to]![week + leadWeeks]! - freight[arc]!);
        }
        paid[index]![week] = Math.max(floor, paid[index]![week]!);
      }
    }
    for (let week = 0; week < weeks; week++) {
      lines.forEach((line, index) => {
        if (!trades[index]) return;
        const kept = week > 0 ? ownCost[index]! + line.holdingCost + prices[index]!.stock[week - 1]! : ownCost[index]!;
        const orderWeek = week - line.leadWeeks;
        ownCost[index] = orderWeek >= 0 ? Math.min(kept, prices[index]!.unit[orderWeek]!) : kept;
        prices[index]!.receive[week] = Number.POSITIVE_INFINITY;
      });
      for (const [index] of arcs.entries()) if (arcs[index]!.leadWeeks > 0) offer(index, week, prices);
      holdDown(week, prices);
      // Within one week goods may pass on and on: as many rounds as there are lines on the way.
      for (let changed = true; changed; ) {
        changed = false;
        for (const [index] of arcs.entries())
          if (arcs[index]!.leadWeeks === 0 && offer(index, week, prices)) changed = true;
        if (changed) holdDown(week, prices);
      }
    }
  }

  /** @returns whether the arc makes a unit cheaper for its destination in the week */
  function offer(index: number, week: number, prices: readonly TradingPrices[]): boolean {
    const { from, to, leadWeeks } = arcs[index]!;
    if (week < leadWeeks) return false;
    const cost = prices[from]!.send[week - leadWeeks]! + freight[index]!;
    if (cost >= prices[to]!.receive[week]! - 1e-9) return false;
    prices[to]!.receive[week] = cost;
    cheapestArc[to]![week] = index;
    return true;
  }

  function holdDown(week: number, prices: readonly TradingPrices[]) {
    for (const [index, own] of outOf.entries()) {
      if (!trades[index]) continue;
      ownCost[index] = Math.min(ownCost[index]!, prices[index]!.receive[week]!);
      const leaves = own.length > 0 && week < lastLeaving[index]!;
      prices[index]!.send[week] = leaves ? Math.min(paid[index]![week]!, ownCost[index]!) : Number.NEGATIVE_INFINITY;
      if (leaves) paid[index]![week] = prices[index]!.send[week]!;
    }
  }

  function direction(solved: readonly (TradingRelaxation | null)[]): Float64Array[] {
    const units = lines.map((_, line) => solved[line]?.sent.map(each => -each) ?? byWeek());
    lines.forEach((_, to) => {
      for (let week = 0; week < weeks; week++) {
        const amount = solved[to]?.received[week] ?? 0;
        if (amount === 0) continue;
        const { from, leadWeeks } = arcs[cheapestArc[to]![week]!]!;
        units[from]![week - leadWeeks]! += amount;
      }
    });
    return units.map((each, line) => each.map(amount => Math.max(-2, Math.min(2, amount / usual[line]!))));
  }

  function move(along: readonly Float64Array[], step: number) {
    along.forEach((each, line) => {
      for (let week = 0; week < weeks; week++) paid[line]![week]! += (step * each[week]!) / usual[line]!;
    });
  }

  function startFrom(solved: readonly (TradingRelaxation | null)[]) {
    for (const [line, each] of paid.entries())
      if (solved[line]) each.set(solved[line].worth.map(units => Math.max(0, units)));
  }
}

/** Cost of moving a unit along the arc, the vehicle by its share of the volume. */
export function freightOf({ lines, lanes }: LotProblem, { lane, from, unitCost }: LotArc): number {
  const { vehicleCost, vehicleVolume } = lanes[lane]!;
  return unitCost + (vehicleCost * lines[from]!.unitVolume) / vehicleVolume;
}
