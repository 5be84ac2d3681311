import { useSessionStorage } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { priceScenario } from '../../../../shared/planning/price-scenario.ts';
import { notifyDone, notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { PlanScenarios, PricedScenario } from '../plan-scenarios/use-plan-scenarios.ts';

interface CellEdit {
  /** Index of the line in the plan's problem. */
  readonly line: number;
  readonly week: number;
  readonly quantity: number;
}

/** Quantities of one plan changed by hand, priced whenever a cell is saved; undone one by one. */
export function usePlanEdits(
  data: Omit<PlanScenarios, 'scenarios'>,
  from: PricedScenario,
  onSaved: (planId: string) => void,
) {
  // A look at another view, or a reload, must not lose them.
  const [edits, setEdits] = useSessionStorage<readonly CellEdit[]>({
    key: `plan-edits:${from.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  // One key for one intention: pressing again after a broken connection saves the same plan.
  const [planId, setPlanId] = useState(() => crypto.randomUUID());
  const { basis, lines } = data;
  const before = (line: number, week: number) => from.orders[line]?.[week] ?? 0;

  const priced = useMemo(() => {
    const orders = basis.problem.lines.map((_, line) =>
      Array.from({ length: basis.problem.weeks }, (_, week) => from.orders[line]?.[week] ?? 0),
    );
    for (const { line, week, quantity } of edits) orders[line]![week] = quantity;
    const startedAt = performance.now();
    const figures = priceScenario(basis, orders);
    return {
      orders,
      figures,
      milliseconds: performance.now() - startedAt,
      breaches: figures.breaches.map(breach => ({
        ...breach,
        line: breach.lineIndex === null ? null : lines[breach.lineIndex]!,
      })),
    };
  }, [basis, lines, from.orders, edits]);

  const changed = [...new Map(edits.map(edit => [`${edit.line} ${edit.week}`, edit])).values()].filter(
    ({ line, week, quantity }) => quantity !== before(line, week),
  );
  const change = (next: readonly CellEdit[]) => {
    setEdits(next);
    setPlanId(crypto.randomUUID());
  };
  const mutation = useMutation(
    trpc.inventory.saveEditedPlan.mutationOptions({
      onSuccess: saved => {
        notifyDone(`${saved.name} saved as a plan of its own`);
        setEdits([]);
        queryClient.setQueryData(trpc.inventory.plan.queryKey({ planId: saved.id }), saved);
        void queryClient.invalidateQueries(trpc.inventory.plans.pathFilter());
        void queryClient.invalidateQueries(trpc.inventory.planScenarios.pathFilter());
        onSaved(saved.id);
      },
      onError: error => notifyFailed('The edited plan was not saved', error),
    }),
  );
  return {
    ...priced,
    before,
    changeCount: changed.length,
    set: (line: number, week: number, quantity: number) => change([...edits, { line, week, quantity }]),
    undo: () => change(edits.slice(0, -1)),
    discard: () => change([]),
    save: (name: string) =>
      mutation.mutate({
        planId,
        fromPlanId: from.planId ?? data.basePlanId,
        name,
        edits: changed.map(({ line, week, quantity }) => {
          const { skuId, warehouseId } = lines[line]!;
          return { skuId, warehouseId, week, quantity };
        }),
      }),
    saving: mutation.isPending,
  };
}
