import { MultiSelect, Select, SimpleGrid, Stack } from '@mantine/core';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import { type PricedScenario, usePlanScenarios } from '../use-plan-scenarios.ts';
import { ScenarioCash } from './scenario-cash.tsx';
import { ScenarioFigures } from './scenario-figures.tsx';
import { ScenarioLines } from './scenario-lines.tsx';

/** What happens without a plan, by policy, as solved and as edited, side by side; the address holds the choice. */
export function ScenarioComparison({ planId }: { readonly planId: string }) {
  const { query } = usePlanScenarios(planId);
  const [against, setAgainst] = useUrlState('against', '');
  const [hidden, setHidden] = useUrlState('without', '');
  return (
    <QueryBoundary query={query} what="the scenarios" loading={<TableSkeleton rows={12} />}>
      {({ scenarios, lines, basis, solver }) => {
        const hiddenIds = new Set(hidden.split(',').filter(Boolean));
        const shown = scenarios.filter(scenario => !hiddenIds.has(scenario.id));
        // Against what would happen by policy, unless the reader chooses otherwise.
        const baseline =
          shown.find(scenario => scenario.id === against) ??
          shown.find(scenario => scenario.kind === 'policy') ??
          (shown[0] as PricedScenario);
        const choices = scenarios.map(({ id, label }) => ({ value: id, label }));
        return (
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }} px="md">
              <MultiSelect
                label="Scenarios"
                data={choices}
                value={shown.map(scenario => scenario.id)}
                onChange={ids => {
                  // One remains: an empty comparison says nothing.
                  if (ids.length === 0) return;
                  setHidden(choices.flatMap(({ value }) => (ids.includes(value) ? [] : [value])).join(','));
                }}
              />
              <Select
                label="Differences against"
                allowDeselect={false}
                data={shown.map(({ id, label }) => ({ value: id, label }))}
                value={baseline.id}
                onChange={id => id && setAgainst(id)}
              />
            </SimpleGrid>
            <ScenarioFigures scenarios={shown} baseline={baseline} boundMinor={solver.boundMinor} />
            <ScenarioCash scenarios={shown} planningDate={basis.problem.planningDate} />
            <ScenarioLines scenarios={shown} baseline={baseline} lines={lines} />
          </Stack>
        );
      }}
    </QueryBoundary>
  );
}
