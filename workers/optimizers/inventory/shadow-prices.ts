import type { InventoryPlan, InventoryProblem, ShadowPrice } from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';
import type { RunContext } from '../../run-context.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { fillCapacity } from './fill-capacity.ts';
import { lineContexts } from './line-policy.ts';
import { lotPlanOf, ordersOf, transfersOf } from './lot-plan-of.ts';
import { lotProblemOf } from './lot-problem-of.ts';

/** One thousand of the currency's main unit where it has two decimals. */
const cashStepMinor = 100_000;
const volumeShare = 0.01;
const capacityShare = 0.1;
const leadTimeStepDays = 7;

/** Each limit costs one more search; beyond this many lines nobody waits for that. */
const mostLines = 300;
const searchMoves = 60_000;

/** What of a plan its shadow prices depend on. */
interface ShadowedPlan extends Pick<InventoryPlan, 'transfers'> {
  readonly lines: readonly Pick<InventoryPlan['lines'][number], 'orderByWeek'>[];
}

/**
 * What moving a limit a little would buy: the plan is improved once with the limit as it is and once with it moved, by
 * searches of the same length from the same plan, so that only the limit makes the difference. Only limits that the
 * problem has are moved, and the lead times of all lines together.
 *
 * @param plan               what is to be improved: its orders by line and week, and its transfers
 * @param shortageCostsMinor by line
 * @returns empty for very large problems and when cancelled
 */
export function shadowPrices(
  problem: InventoryProblem,
  plan: ShadowedPlan,
  shortageCostsMinor: readonly number[],
  run: RunContext,
): ShadowPrice[] {
  if (problem.lines.length > mostLines) return [];
  const lotsOf = (moved: InventoryProblem) => lotProblemOf(moved, lineContexts(moved), shortageCostsMinor);
  /** @param kept a plan that keeps every limit, as the start may not */
  const improve = (lots: LotProblem, start: LotPlan, kept = start): LotPlan => {
    let asked = 0;
    const found = annealLots(lots, {
      seed: run.seed + 2,
      start,
      rounds: 1,
      heat: 0.05,
      elapsedShare: () => (run.cancelled() ? 1 : (asked++ * 256) / searchMoves),
    });
    return found.plan ?? kept;
  };
  const priced = (of: InventoryProblem, lots: LotProblem, lotPlan: LotPlan) =>
    pricePlan(of, ordersOf(lots, lotPlan), transfersOf(of, lots, lotPlan), shortageCostsMinor);
  const totalsOf = (...plan: Parameters<typeof priced>) => priced(...plan).totals;
  /** Where the search under a moved limit begins. */
  const startOf = ({ problem: of, price }: LimitMove, moved: LotProblem): LotPlan => {
    if (price.constraint === 'lead-time') return arrivingAsBefore(lots, moved, settled);
    if (price.constraint !== 'supplier-capacity') return settled;
    const { lines, totals } = priced(of, moved, settled);
    const supplier = of.suppliers.findIndex(({ id }) => id === price.scope);
    const short = lines.map(line => line.expectedShort);
    const filled = { ...settled, packs: fillCapacity(moved, settled.packs, short, supplier, price.step) };
    return totalsOf(of, moved, filled).objectiveMinor < totals.objectiveMinor ? filled : settled;
  };

  const lots = lotsOf(problem);
  const settled = improve(lots, lotPlanOf(problem, lots, plan));
  const before = totalsOf(problem, lots, improve(lots, settled));
  const prices: ShadowPrice[] = [];
  for (const move of movesOf(problem)) {
    if (run.cancelled()) return [];
    const moved = lotsOf(move.problem);
    const start = startOf(move, moved);
    const kept = move.price.constraint === 'lead-time' ? start : settled;
    const after = totalsOf(move.problem, moved, improve(moved, start, kept));
    prices.push({
      ...move.price,
      // The old plan still holds under a wider limit, so a dearer one is only a search that ended early.
      costChangeMinor: Math.min(0, after.objectiveMinor - before.objectiveMinor),
      fillRateChange: after.expectedFillRate - before.expectedFillRate,
    });
  }
  return prices;
}

/** With a shorter lead time, later orders arrive when the old ones did. */
function arrivingAsBefore(lots: LotProblem, shorter: LotProblem, { packs, moved }: LotPlan): LotPlan {
  return {
    moved,
    packs: packs.map((each, index) => {
      const later = lots.lines[index]!.leadWeeks - shorter.lines[index]!.leadWeeks;
      return Int32Array.from(each, (_, week) => each[week - later] ?? 0);
    }),
  };
}

interface LimitMove {
  readonly problem: InventoryProblem;
  readonly price: Omit<ShadowPrice, 'costChangeMinor' | 'fillRateChange'>;
}

function movesOf(problem: InventoryProblem): LimitMove[] {
  const { limits } = problem;
  const moves: LimitMove[] = [];
  const cashNow = limits.cashByWeekMinor?.[0] ?? null;
  if (cashNow !== null) {
    const cashByWeekMinor = limits.cashByWeekMinor!.with(0, cashNow + cashStepMinor);
    moves.push({
      problem: { ...problem, limits: { ...limits, cashByWeekMinor } },
      price: { constraint: 'cash-week', scope: null, week: 0, step: cashStepMinor, unit: 'minor' },
    });
  }
  if (limits.cashTotalMinor !== null) {
    moves.push({
      problem: { ...problem, limits: { ...limits, cashTotalMinor: limits.cashTotalMinor + cashStepMinor } },
      price: { constraint: 'cash-total', scope: null, week: null, step: cashStepMinor, unit: 'minor' },
    });
  }
  for (const [index, warehouse] of problem.warehouses.entries()) {
    if (warehouse.volumeCapacity === null) continue;
    const step = warehouse.volumeCapacity * volumeShare;
    const wider = { ...warehouse, volumeCapacity: warehouse.volumeCapacity + step };
    moves.push({
      problem: { ...problem, warehouses: problem.warehouses.with(index, wider) },
      price: { constraint: 'warehouse-volume', scope: warehouse.id, week: null, step, unit: 'volume' },
    });
  }
  for (const [index, supplier] of problem.suppliers.entries()) {
    const { capacityByWeek } = supplier;
    const most = Math.max(0, ...(capacityByWeek ?? []).map(units => units ?? 0));
    if (capacityByWeek === null || most === 0) continue;
    // Less than the largest multiple could never be ordered.
    const multiples = problem.lines.filter(line => line.supplierId === supplier.id).map(line => line.orderMultiple);
    const step = Math.max(most * capacityShare, ...multiples);
    // A week that is closed stays closed.
    const wider = { ...supplier, capacityByWeek: capacityByWeek.map(units => (units ? units + step : units)) };
    moves.push({
      problem: { ...problem, suppliers: problem.suppliers.with(index, wider) },
      price: { constraint: 'supplier-capacity', scope: supplier.id, week: null, step, unit: 'units' },
    });
  }
  moves.push({
    problem: {
      ...problem,
      lines: problem.lines.map(line => ({ ...line, leadTimeDays: Math.max(0, line.leadTimeDays - leadTimeStepDays) })),
    },
    price: { constraint: 'lead-time', scope: null, week: null, step: -leadTimeStepDays, unit: 'days' },
  });
  return moves;
}
