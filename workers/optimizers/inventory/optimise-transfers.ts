import { boundByParts, type PlanBound } from '../lot-bound/bound-by-parts.ts';
import { limitPrices } from '../lot-bound/limit-prices.ts';
import type { Multipliers } from '../lot-bound/multipliers.ts';
import { adoptOrders } from '../lot-plan/adopt-orders.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { withMoved } from '../lot-plan/moved-units.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import { sendBundles } from '../lot-plan/send-bundles.ts';
import type { PlanSearch } from './plan-search.ts';

/** Moves of annealing for each line, arc and week; descents for each supplier: the same work on every machine. */
const movesPerCell = [300, 1500] as const;
const fewestMoves = [400_000, 2_000_000] as const;
const descentsPerSupplier = 8;
/** Share of the cost below which a round of small changes is the last. */
const leastGain = 1e-3;

/**
 * Searches over orders and transfers together, from the best plan of orders alone: transfers that pay for themselves,
 * annealing that orders at one warehouse for another, and order weeks again under the transfers that it chose.
 *
 * @param bounded     the lots as the bound is to count them
 * @param multipliers of the bound without transfers
 * @param from        share of the run's time at which this starts; it may take the rest
 */
export function optimiseTransfers(
  search: PlanSearch,
  bounded: LotProblem,
  multipliers: Multipliers,
  from: number,
): void {
  const { searched, problem, run } = search;
  const { lines, arcs, suppliers, weeks } = searched;
  const at = (share: number) => from + share * (1 - from);
  let best = multipliers;
  const report = (share: number, message: string) => search.report(at(share), message);

  const send = (until: number) => {
    search.consider(sendBundles(searched, search.best().plan, () => search.stopped(at(until))));
    report(until, 'Transfers proposed');
  };
  /** Transfers and order weeks in turn, as long as one makes the other cheaper. */
  const alternate = (until: number) => {
    for (let before = Number.POSITIVE_INFINITY; search.best().cost < (1 - leastGain) * before; ) {
      before = search.best().cost;
      send(until);
      if (search.stopped(at(until))) return;
      chooseWeeks(until, 1);
    }
  };
  const anneal = (round: 0 | 1, start: number, until: number) => {
    const moves = Math.max(fewestMoves[round], movesPerCell[round] * (lines.length + arcs.length) * weeks);
    const began = search.used();
    let checks = 0;
    const annealed = annealLots(searched, {
      seed: run.seed + 4 + round,
      start: search.best().plan,
      rounds: 1,
      heat: 0.05,
      elapsedShare: () => {
        checks += 1;
        if (search.stopped(at(until))) return 1;
        // Cools down by the time that there is, where that is less than the work.
        const ofTime = (search.used() - began) / (at(until) - began);
        const share = Math.max((checks * 256) / moves, ofTime);
        if (checks % 200 === 0) report(start + (until - start) * share, 'Searching orders and transfers');
        return share;
      },
    });
    search.consider(annealed.plan);
    report(until, 'Search ended');
  };
  const chooseWeeks = (until: number, descents: number) => {
    const { plan } = search.best();
    let asked = 0;
    const packs = searchOrderWeeks(withMoved(searched, plan.moved), {
      seed: run.seed + 6,
      start: plan.packs,
      prices: limitPrices(searched, best),
      elapsedShare: () => (search.stopped(at(until)) ? 1 : asked++ / (descents * suppliers.length)),
    });
    search.consider(adoptOrders(searched, plan, packs));
    report(until, 'Order weeks chosen');
  };
  const proveTo = (prover: PlanBound, until: number, iterations: number) => {
    const found = prover.raise(iterations, search.best().plan, soFar => {
      search.raiseBound(soFar, true);
      if (search.isReportDue()) report(until, 'Raising the bound');
      return search.stopped(at(until)) || search.gap() <= problem.gapTarget;
    });
    search.raiseBound(found, true);
  };

  alternate(0.1);
  if (search.stopped(1)) return;
  const prover = boundByParts(bounded, multipliers);
  proveTo(prover, 0.3, 60);
  if (search.gap() <= problem.gapTarget) return;
  anneal(0, 0.3, 0.5);
  proveTo(prover, 0.7, 150);
  if (search.gap() <= problem.gapTarget) return;
  best = prover.multipliers();
  chooseWeeks(0.75, descentsPerSupplier);
  anneal(1, 0.75, 0.85);
  proveTo(prover, 1, 400);
}
