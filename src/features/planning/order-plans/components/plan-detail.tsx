import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import type { OrderPlan, useOrderPlan } from '../use-order-plan.ts';
import { PlanLines } from './plan-lines.tsx';

const PlanEditor = lazy(async () => ({
  default: (await import('../../plan-edits/components/plan-editor.tsx')).PlanEditor,
}));
const ScenarioComparison = lazy(async () => ({
  default: (await import('../../plan-scenarios/components/scenario-comparison.tsx')).ScenarioComparison,
}));

const views = {
  lines: {
    label: 'Lines',
    description:
      'Enter or a click opens the decision record. Choose lines with X, then make draft purchase orders of them.',
  },
  edit: {
    label: 'Edit quantities',
    description: 'Changes are priced at once and saved as a plan of their own; this one stays as it is.',
  },
  compare: {
    label: 'Compare',
    description: 'Without a plan, by reorder points, as solved and as edited: the same inputs, the same measure.',
  },
};
type View = keyof typeof views;

interface PlanDetailProps {
  readonly plan: OrderPlan;
  readonly lines: ReturnType<typeof useOrderPlan>['lines'];
  readonly lineId: string;
  readonly onLine: (lineId: string) => void;
  /** With the id of the plan that edits were saved as. */
  readonly onSaved: (planId: string) => void;
}

/** A plan's lines, its quantities to edit, or its scenarios side by side; the address holds which. */
export function PlanDetail({ plan, lines, lineId, onLine, onSaved }: PlanDetailProps) {
  const [chosen, setChosen] = useUrlState('view', 'lines');
  const view: View = chosen in views ? (chosen as View) : 'lines';
  return (
    <SectionCard
      title={views[view].label}
      description={views[view].description}
      actions={
        <SegmentedControl
          aria-label="What to show of the plan"
          value={view}
          onChange={setChosen}
          data={Object.entries(views).map(([value, { label }]) => ({ value, label }))}
        />
      }
      flush
    >
      {view === 'lines' && (
        <QueryBoundary query={lines} what="the lines of the plan" loading={<TableSkeleton rows={9} />}>
          {rows => (
            <PlanLines key={plan.id} planId={plan.id} lines={rows} openId={lineId} onOpen={line => onLine(line.id)} />
          )}
        </QueryBoundary>
      )}
      <Suspense fallback={<TableSkeleton rows={9} />}>
        {view === 'edit' && (
          <PlanEditor
            key={plan.id}
            planId={plan.id}
            onSaved={id => {
              onSaved(id);
              setChosen('lines');
            }}
          />
        )}
        {view === 'compare' && <ScenarioComparison planId={plan.id} />}
      </Suspense>
    </SectionCard>
  );
}
