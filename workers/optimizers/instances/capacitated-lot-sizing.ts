import { addColumn, addRow, linearModel } from '../solver/linear-model.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from './instance.ts';

/** Layout `clsp`: lot sizes under a common capacity, with setup times, without backlog. */
export interface LotSizingInstance {
  readonly items: number;
  readonly periods: number;
  readonly capacity: readonly number[];
  readonly unit_time: readonly number[];
  readonly holding_cost: readonly number[];
  readonly setup_time: readonly number[];
  readonly setup_cost: readonly number[];
  readonly demand: readonly (readonly number[])[];
}

/**
 * Facility-location form: the share of each period's demand made in each earlier period, which implies all (l,S)
 * inequalities.
 *
 * @see Krarup & Bilde (1977)
 */
export function lotSizingModel(instance: LotSizingInstance): InstanceModel {
  const { items, periods } = instance;
  const linear = linearModel();
  const setup: Int32Array[] = [];
  const share: Int32Array[][] = [];
  const use: number[][] = Array.from({ length: periods }, () => []);
  for (let item = 0; item < items; item++) {
    const own = new Int32Array(periods);
    const shares = Array.from({ length: periods }, () => new Int32Array(periods).fill(-1));
    for (let made = 0; made < periods; made++) {
      own[made] = addColumn(linear, instance.setup_cost[item]!, 0, 1, 1);
      use[made]!.push(own[made]!, instance.setup_time[item]!);
      for (let used = made; used < periods; used++) {
        const demand = instance.demand[item]![used]!;
        if (demand === 0) continue;
        const column = addColumn(linear, instance.holding_cost[item]! * (used - made) * demand, 0, 1);
        shares[made]![used] = column;
        use[made]!.push(column, instance.unit_time[item]! * demand);
        addRow(linear, Number.NEGATIVE_INFINITY, 0, [column, 1, own[made]!, -1]);
      }
    }
    for (let used = 0; used < periods; used++) {
      if (instance.demand[item]![used] === 0) continue;
      const terms = shares.slice(0, used + 1).flatMap(row => [row[used]!, 1]);
      addRow(linear, 1, 1, terms);
    }
    setup.push(own);
    share.push(shares);
  }
  for (const [period, terms] of use.entries()) {
    addRow(linear, Number.NEGATIVE_INFINITY, instance.capacity[period]!, terms);
  }
  const allPeriods = Array.from({ length: periods }, (_, period) => period);
  return {
    linear,
    families: [allPeriods.map(period => setup.map(own => own[period]!)), setup.map(own => [...own])],
    details: [],
    construct: null,
    planOf: values => ({
      production: share.map((shares, item) =>
        allPeriods.map(made =>
          allPeriods.reduce((sum, used) => {
            const column = shares[made]![used]!;
            return column < 0 ? sum : sum + values[column]! * instance.demand[item]![used]!;
          }, 0),
        ),
      ),
      setups: setup.map(own => [...own].map(column => Math.round(values[column]!))),
    }),
  };
}

/** Recomputes cost and every rule from production and setups alone. */
export function checkLotSizing(instance: LotSizingInstance, plan: InstancePlan): InstanceCheck {
  const production = plan.production as readonly (readonly number[])[];
  const setups = plan.setups as readonly (readonly number[])[];
  const violations: string[] = [];
  const used = new Array<number>(instance.periods).fill(0);
  let objective = 0;
  for (let item = 0; item < instance.items; item++) {
    let stock = 0;
    for (let period = 0; period < instance.periods; period++) {
      const made = production[item]![period]!;
      const isSet = setups[item]![period] === 1;
      if (made > 1e-6 && !isSet) violations.push(`item ${item}, period ${period}: made without a setup`);
      if (made < -1e-6) violations.push(`item ${item}, period ${period}: negative production`);
      used[period]! += made * instance.unit_time[item]! + (isSet ? instance.setup_time[item]! : 0);
      stock += made - instance.demand[item]![period]!;
      if (stock < -1e-4) violations.push(`item ${item}, period ${period}: demand is not met`);
      objective += (isSet ? instance.setup_cost[item]! : 0) + instance.holding_cost[item]! * Math.max(0, stock);
    }
  }
  used.forEach((time, period) => {
    if (time > instance.capacity[period]! + 1e-4) violations.push(`period ${period}: over capacity`);
  });
  return { objective, violations };
}
