import type { ScenarioFigures } from '../../../../../shared/planning/price-scenario.ts';
import { StatTile, type StatTileProps } from '../../../../client/components/stat-tile.tsx';
import { useFormat } from '../../../../client/session.ts';

interface EditedFiguresProps {
  readonly before: ScenarioFigures;
  readonly after: ScenarioFigures;
}

/** Cost, cash, service and stock of the quantities as they stand, against the plan they started from. */
export function EditedFigures({ before, after }: EditedFiguresProps) {
  const format = useFormat();
  const pounds = (minor: number) => format.money(minor / 100, 'GBP', 0);
  const peak = (weeks: readonly number[]) => Math.max(0, ...weeks);
  const average = (weeks: readonly number[]) => weeks.reduce((sum, minor) => sum + minor, 0) / weeks.length;
  // Less cost is better; whether less cash or stock is, the planner knows.
  const money = (
    label: string,
    of: (figures: ScenarioFigures) => number,
    note: string,
    better: 'down' | null = null,
  ) => <StatTile label={label} value={pounds(of(after))} note={note} {...changeOf(of(after) - of(before), better)} />;
  function changeOf(
    change: number,
    better: 'up' | 'down' | null,
    text = format.moneyChange(change / 100, 'GBP'),
  ): Pick<StatTileProps, 'trend'> {
    if (change === 0) return { trend: { direction: 'flat', tone: 'neutral', text: 'as before' } };
    const direction = change > 0 ? 'up' : 'down';
    const tone = better === null ? 'neutral' : direction === better ? 'good' : 'bad';
    return { trend: { direction, tone, text } };
  }
  const served = after.totals.expectedFillRate - before.totals.expectedFillRate;
  const { totals } = after;
  return (
    <div className="tile-grid">
      {money(
        'Cost of the plan',
        figures => figures.totals.objectiveMinor,
        `ordering ${pounds(totals.orderCostMinor)}, holding ${pounds(totals.holdingCostMinor)}, shortage ${pounds(totals.shortageCostMinor)}`,
        'down',
      )}
      {money('Orders now', figures => figures.totals.orderNowMinor, 'goods ordered this week')}
      {money('Orders in all', figures => figures.totals.purchaseMinor, `${format.quantity(after.orderCount)} orders`)}
      {money('Highest cash of a week', figures => peak(figures.cashByWeekMinor), 'goods ordered in it')}
      {money('Average stock', figures => average(figures.stockByWeekMinor), 'at cost, at the end of each week')}
      <StatTile
        label="Demand served"
        value={format.percent(totals.expectedFillRate, 2)}
        {...changeOf(served, 'up', `${format.percentChange(served, 2)} of demand`)}
      />
    </div>
  );
}
