import { random } from '../../../shared/numerics/random.ts';
import type { LotPlan, LotProblem } from './lot-problem.ts';
import { orderMoves } from './order-moves.ts';
import { penalisedPlan } from './penalised-plan.ts';
import { transferMoves } from './transfer-moves.ts';
import { trimOrders } from './trim-orders.ts';

export interface AnnealOptions {
  readonly seed: number;
  readonly start: LotPlan;
  /** Asked every few hundred moves: share of the time used, 0–1; 1 or more stops. */
  elapsedShare(): number;
  /** Cooling runs that follow one another, each from the best plan; at least 1. */
  readonly rounds: number;
  /** First temperature of the first round as a share of a typical order cost. */
  readonly heat: number;
}

export interface AnnealResult {
  /** Null when no plan that keeps every constraint was met. */
  readonly plan: LotPlan | null;
  readonly cost: number;
}

/** Share of the moves that change transfers, where there are any. */
const transferShare = 0.5;

/**
 * Simulated annealing over single packs and transfers. Limits may be exceeded on the way at a price that rises while the
 * plan stays over them and falls while it keeps them; the best plan is one that keeps them all.
 */
export function annealLots(problem: LotProblem, options: AnnealOptions): AnnealResult {
  const { weeks, lines, suppliers, arcs } = problem;
  const chance = random(options.seed);
  if (arcs.length === 0 && lines.every(line => line.leadWeeks >= weeks))
    return { plan: options.start, cost: Number.NaN };
  const plan = penalisedPlan(problem, options.start);
  const linesOf = suppliers.map((_, each) => lines.filter(line => line.supplier === each).length);
  const typicalOrder =
    lines.reduce(
      (sum, line) => sum + line.lineCost + suppliers[line.supplier]!.orderCost / linesOf[line.supplier]!,
      0,
    ) / lines.length;

  let best: LotPlan | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  const keepIfBest = () => {
    if (plan.cost() >= bestCost - 1e-7 || !plan.keepsLimits()) return;
    bestCost = plan.cost();
    best = plan.copy();
  };
  keepIfBest();

  // One move's changes, to undo them: line or arc, week, packs or units before.
  const undoPacks: number[] = [];
  const undoMoved: number[] = [];
  const touched: number[] = [];
  const touch = (line: number) => {
    if (!touched.includes(line)) touched.push(line);
  };
  const changePacks = (line: number, week: number, packs: number) => {
    undoPacks.push(line, week, plan.packs[line]![week]!);
    plan.setPacks(line, week, packs);
    touch(line);
  };
  const changeMoved = (arc: number, week: number, units: number) => {
    if (units === plan.moved[arc]![week]!) return;
    undoMoved.push(arc, week, plan.moved[arc]![week]!);
    plan.setMoved(arc, week, units);
    touch(arcs[arc]!.from);
    touch(arcs[arc]!.to);
  };
  const moveOrders = orderMoves(problem, plan, chance, changePacks);
  const moveTransfers = transferMoves(problem, plan, chance, changePacks, changeMoved);
  const undo = () => {
    for (let at = undoPacks.length - 3; at >= 0; at -= 3)
      plan.setPacks(undoPacks[at]!, undoPacks[at + 1]!, undoPacks[at + 2]!);
    for (let at = undoMoved.length - 3; at >= 0; at -= 3)
      plan.setMoved(undoMoved[at]!, undoMoved[at + 1]!, undoMoved[at + 2]!);
    for (const line of touched) plan.refresh(line);
  };

  /** Keeps the plan cut down to the limits of its orders where that is the best yet; the search goes on uncut. */
  const tryTrimmed = () => {
    undoPacks.length = undoMoved.length = touched.length = 0;
    trimOrders(problem, plan, chance, changePacks);
    for (const line of touched) plan.refresh(line);
    keepIfBest();
    undo();
  };

  let current = plan.total();
  let moves = 0;
  let overFor = 0;
  let temperature = 0;
  for (;;) {
    if (moves % 256 === 0) {
      const share = options.elapsedShare();
      if (share >= 1) break;
      const at = share * options.rounds;
      const round = Math.floor(at);
      temperature = typicalOrder * options.heat * 0.8 ** round * 0.0015 ** (at - round);
      // Prices follow what the plan does: being over a limit for about half of the moves is a good mixture.
      const late = at - round > 0.85;
      if (overFor > (late ? 40 : 130)) plan.scalePrices(1.003);
      else if (!late && overFor < 90) plan.scalePrices(1 / 1.003);
      overFor = 0;
      if (at - round > 0.5 && !plan.keepsLimits()) tryTrimmed();
      if (at - round < 0.02 && best !== null && moves > 0 && round > 0) plan.load(best);
      current = plan.total();
    }
    moves += 1;
    undoPacks.length = undoMoved.length = touched.length = 0;
    if (arcs.length > 0 && chance.next() < transferShare) moveTransfers();
    else moveOrders();
    if (touched.length === 0) continue;
    for (const line of touched) plan.refresh(line);
    const next = plan.total();
    if (next <= current || chance.next() < Math.exp((current - next) / temperature)) {
      current = next;
      keepIfBest();
    } else {
      undo();
    }
    if (!plan.keepsLimits()) overFor += 1;
  }
  return { plan: best, cost: bestCost };
}
