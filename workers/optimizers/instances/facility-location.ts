import { addColumn, addRow, linearModel } from '../solver/linear-model.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from './instance.ts';

/** Layout `capacitated-facility-location`: which warehouses to open, customers may be split. */
export interface FacilityInstance {
  readonly warehouses: number;
  readonly customers: number;
  readonly capacity: readonly number[];
  readonly fixed_cost: readonly number[];
  readonly demand: readonly number[];
  readonly cost: readonly (readonly number[])[];
}

export function facilityModel(instance: FacilityInstance): InstanceModel {
  const { warehouses, customers } = instance;
  const linear = linearModel();
  const open = Int32Array.from({ length: warehouses }, (_, warehouse) =>
    addColumn(linear, instance.fixed_cost[warehouse]!, 0, 1, 1),
  );
  const share: Int32Array[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const own = Int32Array.from({ length: warehouses }, (_, warehouse) =>
      addColumn(linear, instance.cost[customer]![warehouse]!, 0, 1),
    );
    share.push(own);
    addRow(
      linear,
      1,
      1,
      [...own].flatMap(column => [column, 1]),
    );
    own.forEach((column, warehouse) => {
      addRow(linear, Number.NEGATIVE_INFINITY, 0, [column, 1, open[warehouse]!, -1]);
    });
  }
  for (let warehouse = 0; warehouse < warehouses; warehouse++) {
    const load = share.flatMap((own, customer) => [own[warehouse]!, instance.demand[customer]!]);
    addRow(linear, Number.NEGATIVE_INFINITY, 0, [...load, open[warehouse]!, -instance.capacity[warehouse]!]);
  }
  return {
    linear,
    families: [[...open].map(column => [column])],
    details: [],
    construct: null,
    planOf: values => ({
      open: [...open].map(column => Math.round(values[column]!)),
      shares: share.map(own => [...own].map(column => values[column]!)),
    }),
  };
}

/** Recomputes cost and every rule from open warehouses and shares alone. */
export function checkFacility(instance: FacilityInstance, plan: InstancePlan): InstanceCheck {
  const open = plan.open as readonly number[];
  const shares = plan.shares as readonly (readonly number[])[];
  const violations: string[] = [];
  let objective = 0;
  for (let warehouse = 0; warehouse < instance.warehouses; warehouse++) {
    objective += open[warehouse]! * instance.fixed_cost[warehouse]!;
    let load = 0;
    for (let customer = 0; customer < instance.customers; customer++) {
      const share = shares[customer]![warehouse]!;
      if (share < -1e-7 || share > 1 + 1e-7) violations.push(`customer ${customer}: share ${share}`);
      if (share > 1e-7 && open[warehouse] !== 1) violations.push(`customer ${customer}: served by a closed warehouse`);
      load += share * instance.demand[customer]!;
      objective += share * instance.cost[customer]![warehouse]!;
    }
    if (load > instance.capacity[warehouse]! * (1 + 1e-7)) violations.push(`warehouse ${warehouse}: over capacity`);
  }
  for (let customer = 0; customer < instance.customers; customer++) {
    const served = shares[customer]!.reduce((sum, share) => sum + share, 0);
    if (Math.abs(served - 1) > 1e-6) violations.push(`customer ${customer}: served ${served}`);
  }
  return { objective, violations };
}
