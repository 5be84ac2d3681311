import type { Highs } from 'highs';
import { random } from '../../../shared/numerics/random.ts';
import { openSession } from '../solver/highs-solver.ts';
import type { LinearModel } from '../solver/linear-model.ts';

export interface TransferLane {
  readonly from: number;
  readonly to: number;
  /** Column of its vehicles. */
  readonly vehicles: number;
  readonly vehicleCost: number;
}

/** First temperature, as a share of what a vehicle costs on average, and how far one round cools it. */
const heat = 0.25;
const cooling = 0.01;
const rounds = 2;

/**
 * Simulated annealing over the number of vehicles on each lane; what they carry is the linear programme that remains,
 * solved from the last basis in about a millisecond.
 *
 * @param linear flows and shortages continuous, vehicles as columns
 * @param share  share of the time used, 0–1; 1 or more stops
 * @returns vehicles by lane
 */
export function searchVehicles(
  highs: Highs,
  linear: LinearModel,
  lanes: readonly TransferLane[],
  seed: number,
  share: () => number,
): Int32Array {
  if (lanes.length === 0) return new Int32Array(0);
  const chance = random(seed);
  const lower = Float64Array.from(linear.lower);
  const upper = Float64Array.from(linear.upper);
  const count = new Int32Array(lanes.length);
  /** Lanes that start or end where the lane does. */
  const near = lanes.map(lane =>
    lanes.flatMap((other, index) =>
      [other.from, other.to].some(end => end === lane.from || end === lane.to) ? [index] : [],
    ),
  );
  const first = (heat * lanes.reduce((sum, lane) => sum + lane.vehicleCost, 0)) / lanes.length;
  const session = openSession(highs, linear);
  try {
    let current = costOf();
    let best = current;
    let bestCount = count.slice();
    const undo: number[] = [];
    for (let used = share(); used < 1; used = share()) {
      const temperature = first * cooling ** ((used * rounds) % 1);
      undo.length = 0;
      move(undo);
      const next = costOf();
      if (next <= current || chance.next() < Math.exp((current - next) / temperature)) {
        current = next;
        if (current < best) {
          best = current;
          bestCount = count.slice();
        }
      } else {
        for (let at = undo.length - 2; at >= 0; at -= 2) count[undo[at]!] = undo[at + 1]!;
      }
    }
    return bestCount;
  } finally {
    session.dispose();
  }

  function costOf(): number {
    lanes.forEach((lane, index) => {
      lower[lane.vehicles] = upper[lane.vehicles] = count[index]!;
    });
    session.setBounds(lower, upper);
    return session.solve({ timeLimitSeconds: 5, warm: true }).objective;
  }

  /** One vehicle more, one less, one from a lane to another near it, or two less and one more. */
  function move(undo: number[]) {
    const kind = chance.next();
    if (kind < 0.25) return change(chance.below(lanes.length), 1, undo);
    const used = lanes.flatMap((_, index) => (count[index]! > 0 ? [index] : []));
    if (used.length === 0) return;
    const from = used[chance.below(used.length)]!;
    change(from, -1, undo);
    if (kind < 0.45) return;
    if (kind < 0.9) return change(near[from]![chance.below(near[from]!.length)]!, 1, undo);
    const other = used[chance.below(used.length)]!;
    if (count[other]! > 0) change(other, -1, undo);
    change(chance.below(lanes.length), 1, undo);
  }

  function change(lane: number, by: 1 | -1, undo: number[]) {
    undo.push(lane, count[lane]!);
    count[lane]! += by;
  }
}
