import type { InventoryPlan, InventoryProblem, PlanTransfer } from '../../../shared/contracts/inventory.ts';
import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';

/** Units by line and week. */
export function ordersOf({ lines }: LotProblem, { packs }: LotPlan): Float64Array[] {
  return packs.map((each, index) =>
    Float64Array.from(each, count => Math.round(count * lines[index]!.packUnits * 1e6) / 1e6),
  );
}

export function transfersOf(problem: InventoryProblem, { arcs }: LotProblem, { moved }: LotPlan): PlanTransfer[] {
  return arcs.flatMap((arc, index) => {
    const { fromWarehouseId, toWarehouseId } = problem.lanes[arc.lane]!;
    const { itemId } = problem.lines[arc.from]!;
    return [...moved[index]!].flatMap((quantity, week) =>
      quantity > 0 ? [{ itemId, fromWarehouseId, toWarehouseId, week, quantity }] : [],
    );
  });
}

/** The other way round: a plan's orders and transfers in the terms of the search. */
export function lotPlanOf(
  problem: InventoryProblem,
  { lines, arcs, weeks }: LotProblem,
  plan: { readonly lines: readonly { readonly orderByWeek: readonly number[] }[] } & Pick<InventoryPlan, 'transfers'>,
): LotPlan {
  const moved = arcs.map(() => new Float64Array(weeks));
  for (const { itemId, fromWarehouseId, toWarehouseId, week, quantity } of plan.transfers) {
    const at = arcs.findIndex(({ lane, from }) => {
      const ends = problem.lanes[lane]!;
      return (
        ends.fromWarehouseId === fromWarehouseId &&
        ends.toWarehouseId === toWarehouseId &&
        problem.lines[from]!.itemId === itemId
      );
    });
    moved[at]![week]! += quantity;
  }
  return {
    packs: plan.lines.map((line, index) =>
      Int32Array.from(line.orderByWeek, units => Math.round(units / lines[index]!.packUnits)),
    ),
    moved,
  };
}
