import type { InventoryProblem, PlanLineInput } from '../../../shared/contracts/inventory.ts';
import { AppError } from '../../../shared/errors.ts';

/**
 * Refuses a problem whose parts do not fit together; shapes and single fields are the schema's job.
 *
 * @throws AppError `plan.problem-invalid`
 */
export function checkProblem(problem: InventoryProblem): void {
  const items = uniqueIds('item', problem.items);
  const suppliers = uniqueIds('supplier', problem.suppliers);
  const warehouses = uniqueIds('warehouse', problem.warehouses);
  const seen = new Set<string>();
  for (const line of problem.lines) {
    const where = `the line of item ${line.itemId} in warehouse ${line.warehouseId}`;
    if (!items.has(line.itemId)) refuse(where, 'names an item that the problem does not list', 'Add the item.');
    if (!warehouses.has(line.warehouseId)) refuse(where, 'names an unknown warehouse', 'Add the warehouse.');
    if (!suppliers.has(line.supplierId))
      refuse(where, `names an unknown supplier ${line.supplierId}`, 'Add the supplier.');
    const key = JSON.stringify([line.itemId, line.warehouseId]);
    if (seen.has(key)) refuse(where, 'appears twice', 'Keep one preferred supplier for each item and warehouse.');
    seen.add(key);
    checkLine(line, where, problem.weeks);
  }
  const lanes = new Set<string>();
  for (const lane of problem.lanes) {
    const where = `the transfer lane from ${lane.fromWarehouseId} to ${lane.toWarehouseId}`;
    if (!warehouses.has(lane.fromWarehouseId) || !warehouses.has(lane.toWarehouseId)) {
      refuse(where, 'names an unknown warehouse', 'Add the warehouse or drop the lane.');
    }
    if (lane.fromWarehouseId === lane.toWarehouseId) refuse(where, 'leads nowhere', 'Drop the lane.');
    if (lanes.has(where)) refuse(where, 'appears twice', 'Keep one lane for each direction.');
    lanes.add(where);
  }
  const { cashByWeekMinor, workingCapitalByWeekMinor } = problem.limits;
  if (cashByWeekMinor) checkWeeks('the weekly cash limit', cashByWeekMinor, problem.weeks);
  if (workingCapitalByWeekMinor) checkWeeks('the working-capital limit', workingCapitalByWeekMinor, problem.weeks);
  for (const supplier of problem.suppliers) {
    if (supplier.capacityByWeek)
      checkWeeks(`the capacity of supplier ${supplier.id}`, supplier.capacityByWeek, problem.weeks);
  }
}

function checkLine(line: PlanLineInput, where: string, weeks: number) {
  checkWeeks(`${where}: the demand forecast`, line.demand.mean, weeks);
  checkWeeks(`${where}: the forecast deviation`, line.demand.deviation, weeks);
  for (const { probability, values } of line.demand.quantiles) {
    checkWeeks(`${where}: the ${probability} quantile`, values, weeks);
  }
  for (const [name, numbers] of [
    ['demand forecast', line.demand.mean],
    ['forecast deviation', line.demand.deviation],
  ] as const) {
    const week = numbers.findIndex(units => !(units >= 0 && Number.isFinite(units)));
    if (week >= 0) {
      refuse(
        where,
        `has a ${name} of ${numbers[week]} in week ${week}`,
        'Publish a forecast without negative or missing weeks.',
      );
    }
  }
  if (!(line.orderMultiple > 0))
    refuse(where, `has an order multiple of ${line.orderMultiple}`, 'Enter a multiple above 0.');
  line.priceBreaks.forEach((priceBreak, index) => {
    const previous = line.priceBreaks[index - 1];
    if (previous && previous.minimumQuantity >= priceBreak.minimumQuantity) {
      refuse(where, 'has price breaks out of order', 'Sort them by quantity, each quantity once.');
    }
  });
}

function uniqueIds(kind: string, entries: readonly { readonly id: string }[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) refuse(`the ${kind} ${id}`, 'is listed twice', 'List it once.');
    ids.add(id);
  }
  return ids;
}

function checkWeeks(where: string, values: readonly unknown[], weeks: number) {
  if (values.length !== weeks) {
    refuse(
      where,
      `has ${values.length} weeks where the plan has ${weeks}`,
      'Give one value for each week of the plan.',
    );
  }
}

function refuse(where: string, problem: string, mend: string): never {
  throw new AppError('plan.problem-invalid', { where, problem, mend });
}
