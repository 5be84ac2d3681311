import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import { priceScenario, type ScenarioFigures } from '../../../../shared/planning/price-scenario.ts';
import { trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import type { PlanScenario } from './schema.ts';

export type PlanScenarios = inferRouterOutputs<AppRouter>['inventory']['planScenarios'];

export interface PricedScenario extends PlanScenario {
  /** The plan's id, or the kind of a scenario that is no plan. */
  readonly id: string;
  readonly label: string;
  readonly figures: ScenarioFigures;
}

/** One plan and what can be compared with it, priced here in the browser. */
export function usePlanScenarios(planId: string) {
  const query = useQuery(trpc.inventory.planScenarios.queryOptions({ planId }));
  const priced = useMemo(() => {
    const { data } = query;
    if (!data) return undefined;
    return {
      ...data,
      scenarios: data.scenarios.map(
        (scenario): PricedScenario => ({
          ...scenario,
          id: scenario.planId ?? scenario.kind,
          label: labelOf(scenario, data.solver),
          figures: priceScenario(data.basis, scenario.orders),
        }),
      ),
    };
  }, [query]);
  return { query: { ...query, data: priced } };
}

function labelOf({ kind, name }: PlanScenario, solver: PlanScenarios['solver']): string {
  if (kind === 'no-orders') return 'Open orders only';
  if (kind === 'policy') return 'Reorder points';
  if (kind === 'edited') return name ?? 'Edited by hand';
  if (solver.method === 'policy') return 'Reorder points';
  return solver.status === 'optimal' ? 'Optimised' : 'Optimised (heuristic)';
}
