import { Drawer, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { WhyDrawer } from '../../../../client/components/why-drawer.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { PlanLineDetail } from '../use-order-plan.ts';
import { constraintWords, formulaWords, inputWords } from './decision-words.ts';
import { distributionWords } from './distribution-words.ts';

/** Why a line orders what it orders: inputs with their sources, formulas, what each limit changed, and the stock ahead. */
export function LineWhy({ lineId, onClose }: { readonly lineId: string; readonly onClose: () => void }) {
  const format = useFormat();
  const query = useQuery({ ...trpc.inventory.planLine.queryOptions({ lineId }), enabled: lineId !== '' });
  const line = query.data;
  if (!line || line.id !== lineId) {
    return (
      <Drawer opened={lineId !== ''} onClose={onClose} position="right" size="md" title="Why?">
        {query.error ? (
          <ErrorState error={query.error} what="this line" onRetry={() => void query.refetch()} />
        ) : (
          <Stack>
            <Skeleton height={48} />
            <Skeleton height={260} />
            <Skeleton height={220} />
          </Stack>
        )}
      </Drawer>
    );
  }
  const { decision } = line;
  const unit = `${line.unitOfMeasure}s`;
  const changes = constraintWords(decision, format);
  return (
    <WhyDrawer
      opened
      onClose={onClose}
      title={`${line.skuName} in ${line.warehouseName}`}
      summary={`${summaryOf(line, unit, format)} ${distributionWords(line.demandSkewness, format)}`}
      inputs={inputWords(decision, format, unit).map(({ source, ...fact }) => ({ ...fact, ...(source && { source }) }))}
      formulas={formulaWords(decision, format, unit)}
      steps={changes.map(({ title, effect, amount }) => ({ title, effect, amount }))}
    >
      <section>
        <Title order={4} mb={6}>
          Stock ahead
        </Title>
        <StockAhead line={line} unit={unit} />
      </section>
    </WhyDrawer>
  );
}

function summaryOf(line: PlanLineDetail, unit: string, format: ReturnType<typeof useFormat>): string {
  const { inventoryPosition, reorderPoint, orderQuantity } = line;
  const below = inventoryPosition <= reorderPoint;
  const position = `The position of ${format.quantity(inventoryPosition, unit)} is ${below ? 'at or below' : 'above'} the reorder point of ${format.quantity(reorderPoint, unit)}`;
  const edited = line.decision.constraints.some(({ constraint }) => constraint === 'planner-edit');
  if (edited && orderQuantity === 0) return `${position}; a planner set the order to 0 by hand.`;
  if (orderQuantity > 0) {
    return `${position}${edited ? '; a planner set the quantity by hand' : ''}: order ${format.quantity(orderQuantity, unit, 3)} from ${line.supplierName} for ${format.money(line.lineCost, line.currency)}${line.currency === 'GBP' ? '' : ` (${format.money(line.lineCostGbp, 'GBP')})`}, to arrive on ${format.day(line.arrivesOn)}.`;
  }
  return below
    ? `${position}, but the limits below leave nothing to order now.`
    : `${position}: nothing is ordered now.`;
}

function StockAhead({ line, unit }: { readonly line: PlanLineDetail; readonly unit: string }) {
  const { projection, planningDate } = line;
  const weeks = projection.projectedStock.length;
  const days = Array.from({ length: weeks }, (_, week) => addWeeks(planningDate, week));
  return (
    <TimeSeriesChart
      label={`Projected stock of ${line.skuName}`}
      unit={`${unit} at the end of each week`}
      days={days}
      height={240}
      series={[
        { id: 'stock', label: 'Projected stock', values: projection.projectedStock, color: 1 },
        { id: 'reorder', label: 'Reorder point', values: projection.reorderPointByWeek, kind: 'dashed', color: 3 },
        { id: 'arrivals', label: 'Arrivals', values: projection.arrivalsByWeek, kind: 'columns', color: 2 },
        { id: 'demand', label: 'Forecast demand', values: projection.demandByWeek, kind: 'dashed', color: 6 },
      ]}
      initiallyHidden={['demand']}
      bands={[
        {
          seriesId: 'reorder',
          coverage: 1,
          label: 'Safety stock',
          lower: projection.safetyStockByWeek.map(() => 0),
          upper: projection.safetyStockByWeek,
        },
      ]}
    />
  );
}

function addWeeks(day: string, weeks: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 7 * weeks);
  return date.toISOString().slice(0, 10);
}
