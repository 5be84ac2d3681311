import type { inferRouterOutputs } from '@trpc/server';
import { TileSkeletons } from '../../../../client/components/loading.tsx';
import { QueryBoundary, type QueryBoundaryProps } from '../../../../client/components/query-boundary.tsx';
import { Sparkline } from '../../../../client/components/sparkline.tsx';
import { StatTile } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import type { SalesSummary } from '../use-sales-summary.ts';
import { changeOf } from './sales-breakdown.tsx';

type Overview = inferRouterOutputs<AppRouter>['dashboard']['overview'];

interface KpiStripProps {
  readonly sales: SalesSummary;
  readonly weeks: number;
  readonly overview: QueryBoundaryProps<Overview>['query'];
}

/** Each tile: value, trend or target, its age, and a link to the rows behind it. */
export function KpiStrip({ sales, weeks, overview }: KpiStripProps) {
  const carried = useCarriedSearch();
  return (
    <div className="tile-grid">
      <SalesTiles sales={sales} weeks={weeks} carried={carried} />
      <QueryBoundary query={overview} what="forecast and orders" loading={<TileSkeletons count={3} />}>
        {data => <PlanningTiles overview={data} carried={carried} />}
      </QueryBoundary>
    </div>
  );
}

function SalesTiles({ sales, weeks, carried }: Pick<KpiStripProps, 'sales' | 'weeks'> & { readonly carried: string }) {
  const format = useFormat();
  const { total, until } = sales;
  const window = `last ${weeks} weeks`;
  return (
    <>
      <StatTile
        label={`Sales, ${window}`}
        value={until === null ? null : format.quantity(total.quantity)}
        unit={sales.unit ? `${sales.unit}s` : 'units'}
        {...trendOf(changeOf(total.quantity, total.quantityYearBefore), format)}
        asOf={until}
        to={`/forecasting${carried}`}
      >
        <Sparkline label={`Weekly sales, ${window}`} values={sales.weekly.quantity} />
      </StatTile>
      {total.revenue.map(({ currency, amount, amountYearBefore }) => (
        <StatTile
          key={currency}
          label={`Revenue, ${window}`}
          value={format.moneyShort(amount, currency)}
          {...trendOf(changeOf(Number(amount), Number(amountYearBefore)), format)}
          asOf={until}
          to={`/import${carried}`}
        />
      ))}
    </>
  );
}

const targetAccuracy = 0.85;

function PlanningTiles({ overview, carried }: { readonly overview: Overview; readonly carried: string }) {
  const format = useFormat();
  const { forecast, plan, orders } = overview;
  return (
    <>
      <StatTile
        label="Forecast accuracy"
        value={forecast.accuracy === null ? null : format.percent(forecast.accuracy)}
        unit="1 − WAPE"
        target={`target ${format.percent(targetAccuracy, 0)}`}
        note={
          forecast.series === 0
            ? 'no forecast is published yet'
            : `out of sample, ${forecast.series} published series, by volume`
        }
        asOf={forecast.asOf}
        to={`/forecasting${carried}`}
      />
      <StatTile
        label="To order now"
        value={plan ? format.money(plan.orderNow, 'GBP', 0) : null}
        note={
          plan
            ? `newest plan, expected fill rate ${format.percent(plan.expectedFillRate)}`
            : 'no order plan has been made yet'
        }
        asOf={plan?.asOf ?? null}
        to={`/inventory${carried}`}
      />
      <StatTile
        label="Orders awaiting approval"
        value={format.quantity(orders.waiting)}
        note={
          orders.waitingForMe > 0
            ? `${orders.waitingForMe} for you, ${format.money(orders.waitingForMeGbp, 'GBP', 0)}`
            : orders.waiting > 0
              ? 'none within your limit'
              : 'nothing is waiting'
        }
        asOf={orders.asOf}
        to={`/purchasing${carried}`}
      />
    </>
  );
}

/** More sales are welcome; a change without a year before is not shown. */
function trendOf(change: number | null, format: ReturnType<typeof useFormat>) {
  if (change === null) return {};
  const direction = change > 0.0005 ? 'up' : change < -0.0005 ? 'down' : 'flat';
  const tone = direction === 'up' ? 'good' : direction === 'down' ? 'bad' : 'neutral';
  return { trend: { direction, tone, text: `${format.percentChange(change)} on a year before` } } as const;
}
