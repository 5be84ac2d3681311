import type { ConstraintConflict, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { eachStock } from '../lot-plan/lot-state.ts';
import { addColumn, addRow, type LinearModel, linearModel } from '../solver/linear-model.ts';

/** A constraint that can be let go as a whole: how far it is let go is the column `slack`, 0 while it holds. */
export interface ConstraintGroup extends Pick<ConstraintConflict, 'constraint' | 'scope' | 'week' | 'unit'> {
  readonly slack: number;
  /** What the constraint asks for, in its unit. */
  readonly limit: number;
}

export interface FeasibilityModel {
  /** Minimises the sum of all slack. */
  readonly linear: LinearModel;
  readonly groups: readonly ConstraintGroup[];
  /** Packs by line and order week; −1 where no order is possible. */
  readonly packs: readonly Int32Array[];
}

/**
 * Whether any orders keep every limit and serve the required share of mean demand: limits and service as rows with a
 * slack each, lost sales as columns. Demand that no order can reach any more is nobody's to serve.
 */
export function feasibilityModel(problem: InventoryProblem, lots: LotProblem, fillRate: number): FeasibilityModel {
  const { weeks, lines, suppliers } = lots;
  const linear = linearModel();
  const groups: ConstraintGroup[] = [];
  const slackOf = (group: Omit<ConstraintGroup, 'slack'>) => {
    const slack = addColumn(linear, 1, 0, 0);
    groups.push({ ...group, slack });
    return slack;
  };
  const packs = lines.map(() => new Int32Array(weeks).fill(-1));
  const stock = lines.map(() => new Int32Array(weeks));
  const open = suppliers.map(() => new Int32Array(weeks).fill(-1));
  const anyway = lines.map(line => {
    const free = new Float64Array(weeks);
    eachStock(line, new Int32Array(weeks), weeks, (week, units) => {
      free[week] = units;
    });
    return free;
  });

  lines.forEach((line, index) => {
    const { itemId, warehouseId } = problem.lines[index]!;
    const scope = `${itemId} in ${warehouseId}`;
    const total = line.demand.reduce((sum, units) => sum + units, 0) + line.packUnits * line.minimumPacks;
    const most = Math.ceil(
      (total + suppliers[line.supplier]!.minimumValue / Math.max(1e-9, line.unitCost)) / line.packUnits,
    );
    const minimum =
      line.minimumPacks > 1
        ? slackOf({
            constraint: 'minimum-order-quantity',
            scope,
            week: null,
            unit: 'units',
            limit: line.minimumPacks * line.packUnits,
          })
        : -1;
    const { shelfLifeDays } = problem.items.find(item => item.id === itemId)!;
    const expiring =
      shelfLifeDays === null
        ? -1
        : slackOf({ constraint: 'shelf-life', scope, week: null, unit: 'units', limit: shelfLifeDays });
    const unserved: number[] = [];
    let reachable = 0;
    for (let week = 0; week < weeks; week++) {
      const arrives = week >= line.leadWeeks;
      // Before any order can arrive stock takes its course; later, what is lost is up to the plan.
      const before = week > 0 ? anyway[index]![week - 1]! : line.initialStock;
      const lostAnyway = anyway[index]![week]! - before - line.receipts[week]! + line.demand[week]!;
      const lost = addColumn(linear, 0, arrives ? 0 : lostAnyway, arrives ? line.demand[week]! : lostAnyway);
      stock[index]![week] = addColumn(linear, 0, 0, Number.POSITIVE_INFINITY);
      if (expiring >= 0) {
        const sellable = Math.max(line.stockCap[week]!, anyway[index]![week]!);
        addRow(linear, Number.NEGATIVE_INFINITY, sellable, [stock[index]![week]!, 1, expiring, -1]);
      }
      const terms = [stock[index]![week]!, -1, lost, 1];
      if (week > 0) terms.push(stock[index]![week - 1]!, 1);
      if (arrives) {
        unserved.push(lost, 1);
        reachable += line.demand[week]!;
        const count = addColumn(linear, 0, 0, most, 1);
        const orderWeek = week - line.leadWeeks;
        packs[index]![orderWeek] = count;
        terms.push(count, line.packUnits);
        if (open[line.supplier]![orderWeek]! < 0) open[line.supplier]![orderWeek] = addColumn(linear, 0, 0, 1, 1);
        const placed = open[line.supplier]![orderWeek]!;
        addRow(linear, Number.NEGATIVE_INFINITY, 0, [count, 1, placed, -most]);
        if (minimum >= 0) {
          const ordered = addColumn(linear, 0, 0, 1, 1);
          addRow(linear, Number.NEGATIVE_INFINITY, 0, [count, 1, ordered, -most]);
          addRow(linear, 0, Number.POSITIVE_INFINITY, [
            count,
            line.packUnits,
            ordered,
            -line.minimumPacks * line.packUnits,
            minimum,
            1,
          ]);
        }
      }
      const need = line.demand[week]! - line.receipts[week]! - (week === 0 ? line.initialStock : 0);
      addRow(linear, need, need, terms);
    }
    if (reachable === 0) return;
    const limit = fillRate * reachable;
    const slack = slackOf({ constraint: 'service', scope, week: null, unit: 'units', limit });
    addRow(linear, Number.NEGATIVE_INFINITY, reachable - limit, [...unserved, slack, -1]);
  });

  const atMost = (terms: readonly number[], group: Omit<ConstraintGroup, 'slack'>) => {
    if (!Number.isFinite(group.limit) || terms.length === 0) return;
    addRow(linear, Number.NEGATIVE_INFINITY, group.limit, [...terms, slackOf(group), -1]);
  };
  const all: number[] = [];
  for (let week = 0; week < weeks; week++) {
    const spend = lines.flatMap((line, index) =>
      packs[index]![week]! < 0 ? [] : [packs[index]![week]!, cheapestPrice(line) * line.packUnits],
    );
    all.push(...spend);
    atMost(spend, { constraint: 'cash-week', scope: null, week, unit: 'minor', limit: lots.budget[week]! });
    const held = (weight: (index: number) => number) => {
      const terms = lines.flatMap((_, index) => (weight(index) > 0 ? [stock[index]![week]!, weight(index)] : []));
      const free = lines.reduce((sum, _, index) => sum + weight(index) * anyway[index]![week]!, 0);
      return { terms, free };
    };
    const capital = held(index => lines[index]!.unitCost);
    const capitalLimit = Math.max(lots.capitalLimit[week]!, capital.free);
    atMost(capital.terms, { constraint: 'working-capital', scope: null, week, unit: 'minor', limit: capitalLimit });
    problem.warehouses.forEach(({ id }, warehouse) => {
      const { terms, free } = held(index => (lines[index]!.warehouse === warehouse ? lines[index]!.unitVolume : 0));
      const limit = Math.max(lots.volumeLimit[warehouse]!, free);
      atMost(terms, { constraint: 'warehouse-volume', scope: id, week, unit: 'volume', limit });
    });
    suppliers.forEach((supplier, each) => {
      const own = lines.flatMap((line, index) =>
        line.supplier === each && packs[index]![week]! >= 0 ? [{ line, count: packs[index]![week]! }] : [],
      );
      const { id } = problem.suppliers[each]!;
      const units = own.flatMap(({ line, count }) => [count, line.packUnits]);
      atMost(units, {
        constraint: 'supplier-capacity',
        scope: id,
        week,
        unit: 'units',
        limit: supplier.capacity[week]!,
      });
      if (supplier.minimumValue === 0 || own.length === 0) return;
      const limit = supplier.minimumValue;
      const slack = slackOf({ constraint: 'minimum-order-value', scope: id, week, unit: 'minor', limit });
      const goods = own.flatMap(({ line, count }) => [count, line.unitCost * line.packUnits]);
      addRow(linear, 0, Number.POSITIVE_INFINITY, [...goods, open[each]![week]!, -limit, slack, 1]);
    });
  }
  atMost(all, { constraint: 'cash-total', scope: null, week: null, unit: 'minor', limit: lots.budgetTotal });
  return { linear, groups, packs };
}

function cheapestPrice(line: LotProblem['lines'][number]): number {
  return Math.min(line.unitCost, ...line.priceBreaks.map(each => each.unitCost));
}
