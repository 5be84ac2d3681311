import { openSession } from '../solver/highs-solver.ts';
import { addColumn, addRow, type LinearModel, linearModel, relaxed } from '../solver/linear-model.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from './instance.ts';
import { searchVehicles, type TransferLane } from './transfer-search.ts';

/** Layout `transfer-allocation`: one period, stock moved between warehouses in vehicles. */
export interface TransferInstance {
  readonly warehouses: number;
  readonly items: number;
  readonly stock: readonly (readonly number[])[];
  readonly need: readonly (readonly number[])[];
  readonly unit_volume: readonly number[];
  readonly truck_volume: number;
  readonly truck_cost: readonly (readonly number[])[];
  readonly unit_ship_cost: readonly (readonly number[])[];
  readonly short_cost: readonly number[];
}

interface TransferColumns {
  readonly linear: LinearModel;
  readonly lanes: readonly TransferLane[];
  /** By start, end and item; −1 where nothing can go. */
  readonly flow: readonly (readonly Int32Array[])[];
}

/**
 * No lane carries more of an item than is in stock at its start or needed at its end.
 *
 * @param linked adds that a lane without vehicles carries nothing of each item, which makes the relaxation tight
 */
function transferColumns(instance: TransferInstance, linked: boolean): TransferColumns {
  const { warehouses, items } = instance;
  const linear = linearModel();
  const lanes: TransferLane[] = [];
  const flow: Int32Array[][] = [];
  for (let from = 0; from < warehouses; from++) {
    flow.push([]);
    for (let to = 0; to < warehouses; to++) {
      const flows = new Int32Array(items).fill(-1);
      flow[from]!.push(flows);
      if (from === to) continue;
      const load: number[] = [];
      let volume = 0;
      const vehicleCost = instance.truck_cost[from]![to]!;
      const vehicles = addColumn(linear, vehicleCost, 0, Number.POSITIVE_INFINITY, 1);
      lanes.push({ from, to, vehicles, vehicleCost });
      for (let item = 0; item < items; item++) {
        const most = Math.min(instance.stock[item]![from]!, instance.need[item]![to]!);
        if (most <= 0) continue;
        flows[item] = addColumn(linear, instance.unit_ship_cost[from]![to]!, 0, most, 1);
        load.push(flows[item]!, instance.unit_volume[item]!);
        volume += most * instance.unit_volume[item]!;
        // Tighter than the volume row only when one vehicle could take all of the item.
        if (linked && most * instance.unit_volume[item]! <= instance.truck_volume)
          addRow(linear, Number.NEGATIVE_INFINITY, 0, [flows[item]!, 1, vehicles, -most]);
      }
      linear.upper[vehicles] = Math.ceil(volume / instance.truck_volume);
      addRow(linear, Number.NEGATIVE_INFINITY, 0, [...load, vehicles, -instance.truck_volume]);
    }
  }
  for (let item = 0; item < items; item++) {
    for (let warehouse = 0; warehouse < warehouses; warehouse++) {
      const out = flow[warehouse]!.flatMap(flows => (flows[item]! >= 0 ? [flows[item]!, 1] : []));
      const into = flow.flatMap(row => (row[warehouse]![item]! >= 0 ? [row[warehouse]![item]!, 1] : []));
      if (out.length > 0) addRow(linear, Number.NEGATIVE_INFINITY, instance.stock[item]![warehouse]!, out);
      const missing = addColumn(linear, instance.short_cost[item]!, 0, instance.need[item]![warehouse]!);
      // stock + in − out + short ≥ need
      const terms = [missing, 1, ...into, ...out.map((each, at) => (at % 2 === 1 ? -1 : each))];
      const balance = instance.need[item]![warehouse]! - instance.stock[item]![warehouse]!;
      addRow(linear, balance, Number.POSITIVE_INFINITY, terms);
    }
  }
  return { linear, lanes, flow };
}

export function transferModel(instance: TransferInstance): InstanceModel {
  const { linear, lanes, flow } = transferColumns(instance, true);
  const vehiclesWhere = (keep: (lane: TransferLane) => boolean) => lanes.filter(keep).map(({ vehicles }) => vehicles);
  const all = Array.from({ length: instance.warehouses }, (_, warehouse) => warehouse);
  const units = flow.flat().flatMap(flows => [...flows].filter(column => column >= 0));
  return {
    linear,
    families: [
      all.map(each => vehiclesWhere(lane => lane.from === each || lane.to === each)),
      lanes.map(({ vehicles }) => [vehicles]),
    ],
    details: units,
    construct(share, seed, highs) {
      const loose = transferColumns(instance, false);
      const continuous = relaxed(loose.linear, loose.linear.cost.keys());
      const vehicles = searchVehicles(highs, continuous, loose.lanes, seed, share);
      const lower = Float64Array.from(linear.lower);
      const upper = Float64Array.from(linear.upper);
      lanes.forEach((lane, index) => {
        lower[lane.vehicles] = upper[lane.vehicles] = vehicles[index]!;
      });
      const session = openSession(highs, linear);
      session.setBounds(lower, upper);
      const { values } = session.solve({ timeLimitSeconds: 5, seed });
      session.dispose();
      return values;
    },
    planOf: values => ({
      flows: flow.map(row =>
        row.map(flows => [...flows].map(column => (column < 0 ? 0 : Math.round(values[column]!)))),
      ),
      trucks: all.map(from =>
        all.map(to => {
          const lane = lanes.find(each => each.from === from && each.to === to);
          return lane ? Math.round(values[lane.vehicles]!) : 0;
        }),
      ),
    }),
  };
}

/** Recomputes cost and every rule from flows and trucks alone. */
export function checkTransfer(instance: TransferInstance, plan: InstancePlan): InstanceCheck {
  const flows = plan.flows as readonly (readonly (readonly number[])[])[];
  const trucks = plan.trucks as readonly (readonly number[])[];
  const violations: string[] = [];
  const available = instance.stock.map(row => [...row]);
  const left = instance.stock.map(row => [...row]);
  let objective = 0;
  for (let from = 0; from < instance.warehouses; from++) {
    for (let to = 0; to < instance.warehouses; to++) {
      let volume = 0;
      for (let item = 0; item < instance.items; item++) {
        const units = flows[from]![to]![item]!;
        if (units < 0 || (units > 0 && from === to)) violations.push(`item ${item}: bad flow from ${from} to ${to}`);
        volume += units * instance.unit_volume[item]!;
        objective += units * instance.unit_ship_cost[from]![to]!;
        available[item]![from]! -= units;
        available[item]![to]! += units;
        left[item]![from]! -= units;
      }
      if (volume > instance.truck_volume * trucks[from]![to]! + 1e-6)
        violations.push(`lane ${from}-${to}: trucks over-full`);
      objective += trucks[from]![to]! * instance.truck_cost[from]![to]!;
    }
  }
  for (let item = 0; item < instance.items; item++) {
    for (let warehouse = 0; warehouse < instance.warehouses; warehouse++) {
      if (left[item]![warehouse]! < 0)
        violations.push(`item ${item}: more leaves warehouse ${warehouse} than is there`);
      const missing = Math.max(0, instance.need[item]![warehouse]! - available[item]![warehouse]!);
      objective += missing * instance.short_cost[item]!;
    }
  }
  return { objective, violations };
}
