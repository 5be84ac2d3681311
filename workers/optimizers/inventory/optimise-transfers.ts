import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { type LowerBound, lagrangianBound, type Multipliers } from '../lot-plan/lower-bound.ts';
import { withMoved } from '../lot-plan/moved-units.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import { sendBundles } from '../lot-plan/send-bundles.ts';
import type { PlanSearch } from './plan-search.ts';

/** Moves of annealing for each line, arc and week; descents for each supplier: the same work on every machine. */
const movesPerCell = [300, 1500] as const;
const fewestMoves = [400_000, 2_000_000] as const;
const descentsPerSupplier = 8;

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
  const report = (share: number, message: string) => search.report(at(share), message);

  const send = (until: number) => {
    search.consider(sendBundles(searched, search.best().plan, () => search.stopped(at(until))));
    report(until, 'Transfers proposed');
  };
  const anneal = (round: 0 | 1, start: number, until: number) => {
    const moves = Math.max(fewestMoves[round], movesPerCell[round] * (lines.length + arcs.length) * weeks);
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
        const ofTime = (search.used() - at(start)) / (at(until) - at(start));
        const share = Math.max((checks * 256) / moves, ofTime);
        if (checks % 200 === 0) report(start + (until - start) * share, 'Searching orders and transfers');
        return share;
      },
    });
    search.consider(annealed.plan);
    report(until, 'Search ended');
  };
  const chooseWeeks = (prover: LowerBound, until: number) => {
    const { plan } = search.best();
    let descents = 0;
    const packs = searchOrderWeeks(withMoved(searched, plan.moved), {
      seed: run.seed + 6,
      start: plan.packs,
      prices: prover.limitPrices(),
      elapsedShare: () => (search.stopped(at(until)) ? 1 : descents++ / (descentsPerSupplier * suppliers.length)),
    });
    search.consider({ packs, moved: plan.moved });
    report(until, 'Order weeks chosen');
  };
  const proveTo = (prover: LowerBound, until: number, iterations: number) => {
    const found = prover.raise(iterations, search.best().cost, soFar => {
      search.raiseBound(soFar, true);
      if (search.isReportDue()) report(until, 'Raising the bound');
      return search.stopped(at(until)) || search.gap() <= problem.gapTarget;
    });
    search.raiseBound(found, true);
  };

  send(0.1);
  anneal(0, 0.1, 0.35);
  if (search.stopped(1)) return;
  const prover = lagrangianBound(bounded, multipliers);
  proveTo(prover, 0.6, 150);
  if (search.gap() <= problem.gapTarget) return;
  chooseWeeks(prover, 0.65);
  anneal(1, 0.65, 0.8);
  proveTo(prover, 1, 400);
}
