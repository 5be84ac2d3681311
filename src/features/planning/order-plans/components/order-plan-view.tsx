import { Alert, Select } from '@mantine/core';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TileSkeletons } from '../../../../client/components/loading.tsx';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import { type OrderPlan, useOrderPlan } from '../use-order-plan.ts';
import { LineWhy } from './line-why.tsx';
import { PlanDetail } from './plan-detail.tsx';
import { PlanForm } from './plan-form.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlanTransfers } from './plan-transfers.tsx';

const statusWords: Record<OrderPlan['status'], { readonly label: string; readonly tone: StatusTone }> = {
  RUNNING: { label: 'Running', tone: 'waiting' },
  COMPLETED: { label: 'Ready', tone: 'good' },
  INFEASIBLE: { label: 'No plan possible', tone: 'bad' },
  CANCELLED: { label: 'Cancelled', tone: 'neutral' },
  INTERRUPTED: { label: 'Interrupted', tone: 'warning' },
  FAILED: { label: 'Failed', tone: 'bad' },
};

/** Ask for a plan, watch it being made, understand it, order from it. */
export function OrderPlanView() {
  const format = useFormat();
  const { plans, planId, plan, lines, choose, progress, start, starting, startError, cancel, cancelling } =
    useOrderPlan();
  const [lineId, setLineId] = useUrlState('line', '');
  const known = plan.data;
  const running = known?.status === 'RUNNING';
  const nameOf = (one: OrderPlan) =>
    `${one.name ? `${one.name} · ` : ''}${format.instant(one.createdAt)} · ${one.createdBy.name} · ${
      one.status === 'COMPLETED' && one.summary
        ? format.money(one.summary.totals.orderNowMinor / 100, 'GBP', 0)
        : statusWords[one.status].label
    }`;

  return (
    <>
      <SectionCard
        title="Plan orders"
        description="From the published forecasts, stock, open orders, supplier terms and policies of the SKUs that the filters choose."
      >
        {plans.isPending ? (
          <TileSkeletons count={4} />
        ) : (
          <PlanForm
            previous={plans.data?.[0]}
            busy={starting || running}
            error={startError}
            onStart={request => {
              setLineId('');
              start(request);
            }}
          />
        )}
      </SectionCard>
      {plans.data?.length === 0 && !planId ? (
        <SectionCard title="Order plan">
          <EmptyState
            title="No order plan has been made yet"
            description="Press “Plan orders”: what to order of each SKU for each warehouse shows here, with the numbers behind every line."
          />
        </SectionCard>
      ) : (
        <SectionCard
          title="Order plan"
          {...(known && {
            asOf: known.planningDate,
            description: `${known.parameters.weeks} weeks, ${methodOf(known)}`,
          })}
          actions={
            <>
              {known && (
                <StatusBadge tone={statusWords[known.status].tone}>{statusWords[known.status].label}</StatusBadge>
              )}
              <Select
                aria-label="Order plan shown"
                w={{ base: '100%', xs: 320 }}
                allowDeselect={false}
                value={planId ?? null}
                onChange={id => {
                  setLineId('');
                  if (id) choose(id);
                }}
                data={plansToChoose(plans.data ?? [], known).map(one => ({ value: one.id, label: nameOf(one) }))}
              />
            </>
          }
        >
          <QueryBoundary query={plan} what="the order plan" loading={<TileSkeletons count={5} />}>
            {data => {
              if (data.status === 'RUNNING') {
                return (
                  <ProgressPanel
                    title={`Planning ${data.parameters.weeks} weeks`}
                    share={progress?.done ?? null}
                    detail={progressText(progress, format)}
                    onCancel={cancel}
                    cancelling={cancelling}
                  />
                );
              }
              if (data.summary) return <PlanSummary plan={data} summary={data.summary} />;
              return <EndedWithout plan={data} />;
            }}
          </QueryBoundary>
        </SectionCard>
      )}
      {known?.status === 'COMPLETED' && (
        <PlanDetail
          plan={known}
          lines={lines}
          lineId={lineId}
          onLine={setLineId}
          onSaved={id => {
            setLineId('');
            choose(id);
          }}
        />
      )}
      {known?.status === 'COMPLETED' && known.summary && (
        <PlanTransfers key={known.id} planId={known.id} planningDate={known.planningDate} summary={known.summary} />
      )}
      <LineWhy lineId={lineId} onClose={() => setLineId('')} />
    </>
  );
}

function methodOf({ name, parameters }: OrderPlan): string {
  if (name !== null) return `“${name}”, edited by hand`;
  return parameters.method === 'policy' ? 'reorder points line by line' : 'optimised over all limits';
}

function EndedWithout({ plan }: { readonly plan: OrderPlan }) {
  const words: Partial<Record<OrderPlan['status'], string>> = {
    CANCELLED: 'It was stopped before there was a plan.',
    INTERRUPTED: 'The process that made it ended. Its settings are kept: press “Plan orders” to make it again.',
  };
  return (
    <Alert color={plan.status === 'FAILED' ? 'red' : 'gray'} title={statusWords[plan.status].label}>
      {plan.failureReason ?? words[plan.status]}
    </Alert>
  );
}

/** The plan shown may be older than the newest twenty. */
function plansToChoose(plans: readonly OrderPlan[], shown: OrderPlan | undefined): readonly OrderPlan[] {
  if (!shown) return plans;
  return plans.some(plan => plan.id === shown.id)
    ? plans.map(plan => (plan.id === shown.id ? shown : plan))
    : [...plans, shown];
}

function progressText(
  progress: ReturnType<typeof useOrderPlan>['progress'],
  format: ReturnType<typeof useFormat>,
): string {
  if (!progress) return 'Waiting for a free thread';
  const { solver } = progress;
  if (!solver) return progress.message;
  const pounds = (minor: number) => format.money(minor / 100, 'GBP', 0);
  const bound = solver.boundMinor === null ? 'no bound yet' : `nothing below ${pounds(solver.boundMinor)} is possible`;
  return `${progress.message} · best so far ${pounds(solver.incumbentMinor)}, ${bound}`;
}
