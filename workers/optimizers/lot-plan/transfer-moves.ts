import type { Random } from '../../../shared/numerics/random.ts';
import type { LotProblem } from './lot-problem.ts';
import type { ChangePacks } from './order-moves.ts';
import type { PenalisedPlan } from './penalised-plan.ts';
import { unitsLacking, unitsThere } from './transfer-needs.ts';

/** Changes the units of one transfer, so that it can be undone. */
export type ChangeMoved = (arc: number, week: number, units: number) => void;

/** Items that one move puts on a vehicle. */
const mostTogether = 6;

/**
 * Random changes of transfers, and of orders together with them: stock sent to where it is missed, an order placed at
 * one warehouse for another and shipped on, and the same undone; whole vehicles filled, shifted and given up.
 *
 * @returns makes one change, or none where what it drew does not fit
 */
export function transferMoves(
  problem: LotProblem,
  plan: PenalisedPlan,
  chance: Random,
  changePacks: ChangePacks,
  changeMoved: ChangeMoved,
): () => void {
  const { weeks, lines, arcs } = problem;
  const { packs, moved, moving } = plan;
  const usable = arcs.flatMap((arc, index) => (arc.leadWeeks < weeks ? [index] : []));
  const arcsOf = problem.lanes.map((_, lane) => usable.filter(index => arcs[index]!.lane === lane));
  return usable.length === 0 ? () => {} : move;

  function move() {
    const kind = chance.next();
    const arc = usable[chance.below(usable.length)]!;
    if (kind < 0.2) return send(arc, chance.below(weeks - arcs[arc]!.leadWeeks));
    if (kind < 0.32) return orderForOther(arc);
    if (kind < 0.4) return fillVehicle(arc, chance.below(weeks - arcs[arc]!.leadWeeks));
    if (moving.length === 0) return send(arc, chance.below(weeks - arcs[arc]!.leadWeeks));
    const cell = moving[chance.below(moving.length)]!;
    const [active, week] = [Math.floor(cell / weeks), cell % weeks];
    if (kind < 0.58) resize(active, week);
    else if (kind < 0.68) shift(active, week);
    else if (kind < 0.78) orderInstead(active, week);
    else if (kind < 0.9) fillVehicle(active, week);
    else emptyLane(active, week);
  }

  /** What the destination still lacks for some weeks after the transfer, as far as the start has it. */
  function send(arc: number, week: number) {
    const units = Math.min(
      unitsLacking(problem, plan, arc, week, chance.below(6)),
      unitsThere(problem, plan, arc, week),
    );
    changeMoved(arc, week, Math.max(0, Math.floor(units)));
  }

  function resize(arc: number, week: number) {
    const now = moved[arc]![week]!;
    const which = chance.next();
    if (which < 0.35) return send(arc, week);
    if (which < 0.6) return changeMoved(arc, week, 0);
    const step = Math.max(1, Math.round(now * (which < 0.8 ? 0.1 : 0.4) * chance.next()));
    const there = unitsThere(problem, plan, arc, week);
    changeMoved(arc, week, Math.max(0, Math.min(there, now + (chance.next() < 0.5 ? -step : step))));
  }

  function shift(arc: number, week: number) {
    const to = week + (chance.next() < 0.5 ? -1 : 1) * (1 + chance.below(2));
    if (to < 0 || to + arcs[arc]!.leadWeeks >= weeks) return;
    const units = moved[arc]![week]!;
    changeMoved(arc, week, 0);
    changeMoved(arc, to, moved[arc]![to]! + units);
  }

  /** What the destination would order comes from where the arc starts, which orders more, or earlier, where it must. */
  function orderForOther(arc: number) {
    const { from, to, leadWeeks } = arcs[arc]!;
    const [source, destination] = [lines[from]!, lines[to]!];
    const week = someOrderWeek(to);
    const leaves = week + destination.leadWeeks - leadWeeks;
    if (week < 0 || leaves < 0) return;
    changePacks(to, week, 0);
    const units = Math.ceil(unitsLacking(problem, plan, arc, leaves, chance.below(6)));
    if (units <= 0) return;
    let missing = units - unitsThere(problem, plan, arc, leaves);
    changeMoved(arc, leaves, units);
    const latest = leaves - source.leadWeeks;
    if (missing <= 0 || latest < 0) return;
    let placed = packs[from]![latest]!;
    for (let next = latest + 1; next < weeks && chance.next() < 0.8; next++) {
      const later = packs[from]![next]!;
      if (later === 0) continue;
      changePacks(from, next, 0);
      placed += later;
      missing -= later * source.packUnits;
      break;
    }
    if (missing > 0) placed += Math.ceil(missing / source.packUnits - 1e-9);
    changePacks(from, latest, Math.max(source.minimumPacks, placed));
  }

  function someOrderWeek(line: number): number {
    const first = chance.below(weeks);
    for (let step = 0; step < weeks; step++) {
      const week = (first + step) % weeks;
      if (packs[line]![week]! > 0) return week;
    }
    return -1;
  }

  /** The destination orders what it was sent, and the start as much less. */
  function orderInstead(arc: number, week: number) {
    const { from, to, leadWeeks } = arcs[arc]!;
    const [source, destination] = [lines[from]!, lines[to]!];
    const units = moved[arc]![week]!;
    const own = week + leadWeeks - destination.leadWeeks;
    if (own < 0) return;
    changeMoved(arc, week, 0);
    const ordered = packs[to]![own]! + Math.ceil(units / destination.packUnits - 1e-9);
    changePacks(to, own, Math.max(destination.minimumPacks, ordered));
    for (let placed = week - source.leadWeeks; placed >= 0; placed--) {
      if (packs[from]![placed] === 0) continue;
      const left = packs[from]![placed]! - Math.floor(units / source.packUnits);
      return changePacks(from, placed, left < source.minimumPacks ? 0 : left);
    }
  }

  function fillVehicle(arc: number, week: number) {
    const together = arcsOf[arcs[arc]!.lane]!;
    const count = Math.min(mostTogether, together.length);
    const first = chance.below(together.length);
    for (let each = 0; each < count; each++) send(together[(first + each) % together.length]!, week);
  }

  /** Every item that leaves along the lane in the week stays, or leaves a little earlier or later. */
  function emptyLane(arc: number, week: number) {
    const { lane, leadWeeks } = arcs[arc]!;
    const to = chance.next() < 0.5 ? -1 : week + (chance.next() < 0.5 ? -1 : 1);
    if (to < -1 || to + leadWeeks >= weeks) return;
    const leaving = moving.filter(cell => cell % weeks === week && arcs[Math.floor(cell / weeks)]!.lane === lane);
    for (const cell of leaving) {
      const each = Math.floor(cell / weeks);
      const units = moved[each]![week]!;
      changeMoved(each, week, 0);
      if (to >= 0) changeMoved(each, to, moved[each]![to]! + units);
    }
  }
}
