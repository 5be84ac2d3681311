import type { InventoryPlan, InventoryProblem } from '../../../shared/contracts/inventory.ts';

/**
 * Recomputes a plan from its orders and transfers alone, by code that shares nothing with what made it: stock week by
 * week, every limit, every order rule and the costs that need no forecast error.
 *
 * @returns every broken rule in words; empty when the plan holds
 */
export function checkPlan(problem: InventoryProblem, plan: InventoryPlan): string[] {
  const broken: string[] = [];
  const { weeks } = problem;
  const itemOf = new Map(problem.items.map(item => [item.id, item]));
  const spent = new Array<number>(weeks).fill(0);
  const goods = new Map<string, number>();
  const units = new Map<string, number>();
  const volume = new Map<string, number>();
  const volumeAnyway = new Map<string, number>();
  const capital = new Array<number>(weeks).fill(0);
  const capitalAnyway = new Array<number>(weeks).fill(0);
  let holding = 0;
  let orderCost = 0;
  const add = (into: Map<string, number>, key: string, amount: number) => into.set(key, (into.get(key) ?? 0) + amount);

  if (plan.lines.length !== problem.lines.length) return [`${plan.lines.length} lines for ${problem.lines.length}`];
  problem.lines.forEach((line, index) => {
    const planned = plan.lines[index]!;
    const where = `${line.itemId} in ${line.warehouseId}`;
    const item = itemOf.get(line.itemId)!;
    const leadWeeks = Math.ceil(line.leadTimeDays / 7);
    if (planned.itemId !== line.itemId || planned.warehouseId !== line.warehouseId)
      broken.push(`${where}: out of order`);
    const arriving = new Array<number>(weeks).fill(0);
    for (const order of line.onOrder) if (order.dueWeek < weeks) arriving[order.dueWeek]! += order.quantity;
    const anyway = [...arriving];
    for (let week = 0; week < weeks; week++) {
      const quantity = planned.orderByWeek[week] ?? 0;
      if (quantity === 0) continue;
      const at = `${where}, week ${week}`;
      if (quantity < 0) broken.push(`${at}: orders ${quantity}`);
      if (quantity < line.minimumOrderQuantity - 1e-6) broken.push(`${at}: ${quantity} is below the minimum order`);
      const packs = quantity / line.orderMultiple;
      if (Math.abs(packs - Math.round(packs)) > 1e-6)
        broken.push(`${at}: ${quantity} is no multiple of ${line.orderMultiple}`);
      let price = line.unitCostMinor;
      for (const step of line.priceBreaks) if (quantity >= step.minimumQuantity) price = step.unitCostMinor;
      const amount = quantity * price;
      spent[week]! += amount;
      add(goods, `${line.supplierId}|${week}`, amount);
      add(units, `${line.supplierId}|${week}`, quantity);
      orderCost += line.lineOrderCostMinor;
      if (week + leadWeeks < weeks) arriving[week + leadWeeks]! += quantity;
    }
    if (planned.orderQuantity !== (planned.orderByWeek[0] ?? 0))
      broken.push(`${where}: the order now is not that of week 0`);
    for (const transfer of plan.transfers) {
      if (transfer.itemId !== line.itemId) continue;
      const lane = problem.lanes.find(
        each => each.fromWarehouseId === transfer.fromWarehouseId && each.toWarehouseId === transfer.toWarehouseId,
      );
      if (!lane) broken.push(`${where}: a transfer without a lane`);
      const arrival = transfer.week + Math.ceil((lane?.leadTimeDays ?? 0) / 7);
      if (arrival >= weeks) broken.push(`${where}: a transfer that arrives after the plan ends`);
      if (transfer.fromWarehouseId === line.warehouseId) arriving[transfer.week]! -= transfer.quantity;
      if (transfer.toWarehouseId === line.warehouseId && arrival < weeks) arriving[arrival]! += transfer.quantity;
    }
    const { stock, lost, overdrawn } = courseOf(line.onHand, line.backOrdered, arriving, line.demand.mean);
    for (const week of overdrawn) broken.push(`${where}, week ${week}: transfers take stock below 0`);
    const fillRate = plan.solver.method === 'optimise' ? (problem.limits.minimumFillRate ?? 0) : 0;
    const reachable = line.demand.mean.slice(leadWeeks).reduce((sum, units) => sum + units, 0);
    const unserved = lost.slice(leadWeeks).reduce((sum, units) => sum + units, 0);
    if (unserved > (1 - fillRate) * reachable + 1e-6 * Math.max(1, reachable))
      broken.push(`${where}: serves ${reachable - unserved} of ${reachable}, less than the share required`);
    const stockAnyway = courseOf(line.onHand, line.backOrdered, anyway, line.demand.mean).stock;
    const shelfWeeks = item.shelfLifeDays === null ? Number.POSITIVE_INFINITY : Math.floor(item.shelfLifeDays / 7);
    stock.forEach((level, week) => {
      const sellable = soldWithin(line.demand.mean, week, shelfWeeks);
      const added = level - Math.max(sellable, stockAnyway[week]!);
      if (plan.solver.method === 'optimise' && added > 1e-6 * Math.max(1, level))
        broken.push(`${where}, week ${week}: ${level} on hand of which ${sellable} sell before they expire`);
      if (Math.abs(level - planned.projectedStock[week]!) > 1e-6 * Math.max(1, level)) {
        broken.push(`${where}, week ${week}: shows stock of ${planned.projectedStock[week]} where ${level} follows`);
      }
      add(volume, `${line.warehouseId}|${week}`, level * item.unitVolume);
      add(volumeAnyway, `${line.warehouseId}|${week}`, stockAnyway[week]! * item.unitVolume);
      capital[week]! += level * line.unitCostMinor;
      capitalAnyway[week]! += stockAnyway[week]! * line.unitCostMinor;
      holding += level * line.unitCostMinor * line.holdingRatePerYear * (7 / 365.25);
    });
  });

  // Rounding of each line's amount leaves at most half a minor unit a line.
  const rounding = problem.lines.length;
  for (let week = 0; week < weeks; week++) {
    const cash = problem.limits.cashByWeekMinor?.[week];
    if (cash != null && spent[week]! > cash + rounding) broken.push(`week ${week}: spends ${spent[week]} of ${cash}`);
    const limit = problem.limits.workingCapitalByWeekMinor?.[week];
    // Stock that is there without this plan's orders may be over a limit; the plan must not add to it.
    if (limit != null && capital[week]! > Math.max(limit, capitalAnyway[week]!) + 1e-3 * limit) {
      broken.push(`week ${week}: holds ${capital[week]} of ${limit}`);
    }
    for (const supplier of problem.suppliers) {
      const key = `${supplier.id}|${week}`;
      const value = goods.get(key) ?? 0;
      if (value === 0) continue;
      orderCost += supplier.orderCostMinor;
      if (value < supplier.minimumOrderValueMinor - rounding) {
        broken.push(`supplier ${supplier.id}, week ${week}: ${value} is below the minimum order value`);
      }
      const capacity = supplier.capacityByWeek?.[week] ?? Number.POSITIVE_INFINITY;
      if (units.get(key)! > capacity + 1e-6) {
        broken.push(`supplier ${supplier.id}, week ${week}: ${units.get(key)} units of ${capacity}`);
      }
    }
    for (const warehouse of problem.warehouses) {
      if (warehouse.volumeCapacity === null) continue;
      const key = `${warehouse.id}|${week}`;
      const allowed = Math.max(warehouse.volumeCapacity, volumeAnyway.get(key) ?? 0);
      if ((volume.get(key) ?? 0) > allowed * (1 + 1e-6) + 1e-6) {
        broken.push(`warehouse ${warehouse.id}, week ${week}: holds ${volume.get(key)} of ${allowed}`);
      }
    }
  }
  const total = spent.reduce((sum, amount) => sum + amount, 0);
  const budget = problem.limits.cashTotalMinor;
  if (budget !== null && total > budget + rounding * weeks) broken.push(`spends ${total} of ${budget} in all`);
  const compare = (name: string, shown: number, follows: number) => {
    if (Math.abs(shown - follows) > rounding * weeks) broken.push(`shows ${name} of ${shown} where ${follows} follows`);
  };
  compare('purchases', plan.totals.purchaseMinor, total);
  compare('order cost', plan.totals.orderCostMinor, orderCost);
  compare('holding cost', plan.totals.holdingCostMinor, holding);
  return broken;
}

/** Mean demand of so many weeks after the given one; the last forecast week continues. */
function soldWithin(demand: readonly number[], week: number, weeks: number): number {
  if (!Number.isFinite(weeks)) return Number.POSITIVE_INFINITY;
  let sold = 0;
  for (let ahead = 1; ahead <= weeks; ahead++) sold += demand[Math.min(demand.length - 1, week + ahead)]!;
  return sold;
}

function courseOf(onHand: number, owed: number, arriving: readonly number[], demand: readonly number[]) {
  let left = onHand;
  let backlog = owed;
  const stock: number[] = [];
  const lost: number[] = [];
  const overdrawn: number[] = [];
  demand.forEach((units, week) => {
    left += arriving[week]!;
    if (left < -1e-6) overdrawn.push(week);
    const settled = Math.min(left, backlog);
    backlog -= settled;
    const level = left - settled - units;
    left = Math.max(0, level);
    stock.push(left);
    lost.push(Math.max(0, -level));
  });
  return { stock, lost, overdrawn };
}
