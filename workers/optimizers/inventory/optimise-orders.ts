import { boundByParts } from '../lot-bound/bound-by-parts.ts';
import { limitPrices } from '../lot-bound/limit-prices.ts';
import type { Multipliers } from '../lot-bound/multipliers.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import type { PlanSearch } from './plan-search.ts';

/** Descents for each supplier and moves of annealing for each line and week: the same work on every machine. */
const descentsPerSupplier = [1, 40] as const;
const movesPerCell = [300, 2500] as const;
const fewestMoves = [150_000, 1_000_000] as const;
/** Of the time for choosing weeks, the share before annealing takes over. */
const weeksShare = 0.8;

/**
 * Searches for cheaper orders while transfers stay as they are in the best plan: order weeks under the prices of the
 * limits, then annealing for what still breaks a limit, a bound rising beside them.
 *
 * @param until share of the run's time that this may take
 * @param holds whether the bound, which knows no transfers, counts all that a plan may do
 * @returns what the best bound charged for the limits
 */
export function optimiseOrders(search: PlanSearch, until: number, holds: boolean): Multipliers {
  const { lots, problem, run } = search;
  const alone = { ...lots, arcs: [] };
  const prover = boundByParts(alone);
  // Orders alone: transfers are not this search's to change.
  const searched = { ...search.searched, lanes: [], arcs: [] };
  const hasPriceBreaks = lots.lines.some(line => line.priceBreaks.length > 0);
  const stopped = (share: number) => search.stopped(share * until);
  const report = (share: number, message: string) => search.report(share * until, message);
  const keep = (packs: readonly Int32Array[] | null) =>
    search.consider(packs && { packs, moved: search.best().plan.moved });

  const proveTo = (share: number, iterations: number) => {
    const found = prover.raise(iterations, { packs: search.best().plan.packs, moved: [] }, soFar => {
      search.raiseBound(soFar, holds);
      if (search.isReportDue()) report(Math.min(share, search.used() / until), 'Raising the bound');
      return stopped(share) || search.gap() <= problem.gapTarget;
    });
    search.raiseBound(found, holds);
  };
  const chooseWeeks = (round: 0 | 1, from: number, to: number) => {
    const half = from + (to - from) * weeksShare;
    let descents = 0;
    const wanted = descentsPerSupplier[round] * lots.suppliers.length;
    const chosen = searchOrderWeeks(searched, {
      seed: run.seed + round,
      start: search.best().plan.packs,
      prices: limitPrices(alone, prover.multipliers()),
      elapsedShare: () => (stopped(half) ? 1 : descents++ / wanted),
      improved(packs) {
        if (!search.isReportDue()) return;
        keep(packs);
        report(from + ((half - from) * descents) / wanted, 'Choosing order weeks');
      },
    });
    const keepsLimits = keep(chosen);
    report(half, 'Order weeks chosen');
    if (!keepsLimits || hasPriceBreaks) anneal(round, chosen, half, to);
  };
  const anneal = (round: 0 | 1, start: readonly Int32Array[], from: number, to: number) => {
    const moves = Math.max(fewestMoves[round], movesPerCell[round] * lots.lines.length * lots.weeks);
    let checks = 0;
    const annealed = annealLots(searched, {
      seed: run.seed + 2 + round,
      start: { packs: start, moved: [] },
      rounds: 1,
      heat: 0.05,
      elapsedShare: () => {
        checks += 1;
        if (checks % 200 === 0) report(from + ((to - from) * checks * 256) / moves, 'Searching');
        return stopped(to) ? 1 : (checks * 256) / moves;
      },
    });
    keep(annealed.plan?.packs ?? null);
    report(to, 'Search ended');
  };

  proveTo(0.2, 12);
  report(0.1, 'First bound');
  chooseWeeks(0, 0.1, 0.65);
  proveTo(0.75, 60);
  report(0.75, 'Bound raised');
  if (search.gap() > problem.gapTarget) {
    chooseWeeks(1, 0.75, 0.9);
    proveTo(0.95, 600);
  }
  if (search.gap() > problem.gapTarget) anneal(1, search.best().plan.packs, 0.95, 1);
  return prover.multipliers();
}
