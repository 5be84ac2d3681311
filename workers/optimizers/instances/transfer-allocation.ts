import { addColumn, addRow, linearModel } from '../solver/linear-model.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from './instance.ts';

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

/** No lane carries more of an item than is in stock at its start or needed at its end. */
export function transferModel(instance: TransferInstance): InstanceModel {
  const { warehouses, items } = instance;
  const linear = linearModel();
  const lack = (item: number, to: number) => Math.max(0, instance.need[item]![to]! - instance.stock[item]![to]!);
  const trucks: Int32Array[] = [];
  const flow: Int32Array[][] = [];
  for (let from = 0; from < warehouses; from++) {
    trucks.push(new Int32Array(warehouses).fill(-1));
    flow.push([]);
    for (let to = 0; to < warehouses; to++) {
      const flows = new Int32Array(items).fill(-1);
      flow[from]!.push(flows);
      if (from === to) continue;
      const load: number[] = [];
      let volume = 0;
      const truck = addColumn(linear, instance.truck_cost[from]![to]!, 0, Number.POSITIVE_INFINITY, 1);
      trucks[from]![to] = truck;
      for (let item = 0; item < items; item++) {
        const most = Math.min(instance.stock[item]![from]!, instance.need[item]![to]!);
        if (most <= 0) continue;
        flows[item] = addColumn(linear, instance.unit_ship_cost[from]![to]!, 0, most, 1);
        load.push(flows[item]!, instance.unit_volume[item]!);
        volume += most * instance.unit_volume[item]!;
        const packed = Math.floor(instance.truck_volume / instance.unit_volume[item]!);
        // One truck takes at most so many: tighter than the volume row when the item alone would fill it.
        if (most <= packed) addRow(linear, Number.NEGATIVE_INFINITY, 0, [flows[item]!, 1, truck, -most]);
      }
      linear.upper[truck] = Math.ceil(volume / instance.truck_volume);
      addRow(linear, Number.NEGATIVE_INFINITY, 0, [...load, truck, -instance.truck_volume]);
    }
  }
  const short: Int32Array[] = [];
  for (let item = 0; item < items; item++) {
    short.push(new Int32Array(warehouses).fill(-1));
    for (let warehouse = 0; warehouse < warehouses; warehouse++) {
      const out = flow[warehouse]!.flatMap(flows => (flows[item]! >= 0 ? [flows[item]!, 1] : []));
      const into = flow.flatMap(row => (row[warehouse]![item]! >= 0 ? [row[warehouse]![item]!, 1] : []));
      if (out.length > 0) addRow(linear, Number.NEGATIVE_INFINITY, instance.stock[item]![warehouse]!, out);
      const missing = addColumn(linear, instance.short_cost[item]!, 0, instance.need[item]![warehouse]!);
      short[item]![warehouse] = missing;
      // stock + in − out + short ≥ need
      const terms = [missing, 1, ...into, ...out.map((each, at) => (at % 2 === 1 ? -1 : each))];
      const balance = instance.need[item]![warehouse]! - instance.stock[item]![warehouse]!;
      addRow(linear, balance, Number.POSITIVE_INFINITY, terms);
    }
  }
  const laneColumns = (from: number, to: number) =>
    [trucks[from]![to]!, ...flow[from]![to]!].filter(column => column >= 0);
  const all = Array.from({ length: warehouses }, (_, warehouse) => warehouse);
  return {
    linear,
    families: [
      all.map(from => all.flatMap(to => laneColumns(from, to))),
      all.map(to => all.flatMap(from => laneColumns(from, to))),
      all.flatMap(from => all.filter(to => to !== from).map(to => laneColumns(from, to))),
    ],
    construct: () => {
      const values = new Float64Array(linear.cost.length);
      for (const [item, row] of short.entries()) {
        for (const [warehouse, column] of row.entries()) values[column] = lack(item, warehouse);
      }
      return values;
    },
    planOf: values => ({
      flows: flow.map(row =>
        row.map(flows => [...flows].map(column => (column < 0 ? 0 : Math.round(values[column]!)))),
      ),
      trucks: trucks.map(row => [...row].map(column => (column < 0 ? 0 : Math.round(values[column]!)))),
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
