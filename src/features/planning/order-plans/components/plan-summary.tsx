import { Alert, List, Stack, Text } from '@mantine/core';
import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import { BreachList } from '../../plan-edits/components/breach-list.tsx';
import type { OrderPlan } from '../use-order-plan.ts';
import { ConflictList } from './conflict-list.tsx';
import { fullestWeeks } from './fullest-weeks.ts';
import { LimitMeter } from './limit-meter.tsx';
import { ShadowPrices } from './shadow-prices.tsx';

type Summary = NonNullable<OrderPlan['summary']>;

/** Totals of a plan against its limits, how good it is, and what to know before ordering from it. */
export function PlanSummary({ plan, summary }: { readonly plan: OrderPlan; readonly summary: Summary }) {
  const format = useFormat();
  const { totals, constraintUse } = summary;
  // A plan that does not exist has no totals to show.
  if (plan.status === 'INFEASIBLE') {
    return <ConflictList conflicts={summary.solver.conflicts} warnings={summary.warnings} />;
  }
  const pounds = (minor: number) => format.money(minor / 100, 'GBP', 0);
  const tightest = (constraint: string) =>
    constraintUse
      .filter(use => use.constraint === constraint)
      .toSorted((a, b) => b.used / Math.max(1, b.limit) - a.used / Math.max(1, a.limit))[0];
  const limited = (constraint: string, label: string) => {
    const use = tightest(constraint);
    return use
      ? {
          target: `${format.percent(use.limit > 0 ? use.used / use.limit : 1, 0)} of ${pounds(use.limit)}`,
          children: <LimitMeter label={label} used={use.used} limit={use.limit} />,
        }
      : { target: 'no limit' };
  };
  const capital = tightest('working-capital');
  const fullest = fullestWeeks(constraintUse, format);

  return (
    <Stack gap="md">
      <div className="tile-grid">
        <StatTile label="Orders now" value={pounds(totals.orderNowMinor)} {...limited('cash-week', 'Cash used now')} />
        <StatTile
          label={`Orders of ${plan.parameters.weeks} weeks`}
          value={pounds(totals.purchaseMinor)}
          {...limited('cash-total', 'Budget used')}
        />
        {capital && (
          <StatTile label="Most stock at cost" value={pounds(capital.used)} target={`limit ${pounds(capital.limit)}`}>
            <LimitMeter label="Working capital used" used={capital.used} limit={capital.limit} />
          </StatTile>
        )}
        <StatTile
          label="Demand served"
          value={format.percent(totals.expectedFillRate)}
          unit="of units"
          note="expected over the horizon, forecast error included"
        />
        <StatTile
          label="Cost of the plan"
          value={pounds(totals.objectiveMinor)}
          note={`ordering ${pounds(totals.orderCostMinor)}, holding ${pounds(totals.holdingCostMinor)}, shortage ${pounds(totals.shortageCostMinor)}`}
        />
        <StatTile label="Proof" {...proofOf(summary, format)} />
      </div>
      {fullest.length > 0 && (
        <Text size="xs" c="dimmed">
          {`Fullest weeks of suppliers and warehouses: ${fullest.join('; ')}.`}
        </Text>
      )}
      {Object.keys(summary.rates).length > 0 && (
        <Text size="xs" c="dimmed">
          Converted at{' '}
          {Object.entries(summary.rates)
            .map(
              ([currency, rate]) => `£${rate.gbpPerUnit} for ${currency} 1 (${format.day(rate.day)}, ${rate.source})`,
            )
            .join('; ')}
          .
        </Text>
      )}
      {(summary.warnings.length > 0 || summary.skipped.length > 0) && (
        <Alert color="yellow" title="Before you order">
          <List size="sm" spacing={4}>
            {summary.warnings.map(warning => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
            {summary.skipped.map(gap => (
              <List.Item key={gap.message}>Left out: {gap.message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {summary.edited && (
        <Text size="sm">
          {`${format.quantity(summary.edited.changeCount)} ${summary.edited.changeCount === 1 ? 'quantity' : 'quantities'} changed by ${plan.createdBy.name} from ${summary.edited.fromName ? `“${summary.edited.fromName}”` : 'the solved plan'}; “Why?” on a line says which.`}
        </Text>
      )}
      {summary.edited && <BreachList breaches={summary.edited.breaches} count={summary.edited.breachCount} />}
      <ShadowPrices prices={summary.shadowPrices} />
    </Stack>
  );
}

function proofOf({ solver }: Summary, format: ReturnType<typeof useFormat>) {
  const seconds = `${format.duration(solver.cpuMilliseconds)} of computing`;
  const stopped =
    solver.stoppedBy === 'time'
      ? ', stopped by the time limit'
      : solver.stoppedBy === 'cancelled'
        ? ', stopped by hand'
        : '';
  if (solver.status === 'infeasible') return { value: 'No plan', note: `the limits contradict each other; ${seconds}` };
  if (solver.gap === null) return { value: 'Not proven', note: `heuristic without a bound; ${seconds}${stopped}` };
  return {
    value: format.percent(solver.gap, 2),
    unit: 'gap',
    note: `${solver.status === 'optimal' ? 'proven' : 'heuristic'}: at most this far from the best; ${seconds}${stopped}`,
  };
}
