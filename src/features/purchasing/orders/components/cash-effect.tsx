import { Alert, Text } from '@mantine/core';
import { Decimal } from 'decimal.js';
import { type Bar, BarChart } from '../../../../client/components/bar-chart.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Order } from '../use-order.ts';

/** When this order has to be paid, on top of what is already committed: payments add up from week to week. */
export function CashEffect({ order }: { readonly order: Order }) {
  const format = useFormat();
  const { cash, supplier } = order;
  if (!cash) return null;
  const gbp = (amount: string) => format.money(amount, 'GBP', 0);
  const bars: Bar[] = [];
  let paid = new Decimal(0);
  const add = (id: string, label: string, amount: string, tone: 'accent' | 'neutral') => {
    if (new Decimal(amount).isZero()) return;
    const to = paid.plus(amount);
    bars.push({ id, label, from: paid.toNumber(), to: to.toNumber(), tone, text: gbp(amount) });
    paid = to;
  };
  for (const week of cash.weeks) {
    const from = format.day(week.weekStart);
    add(`other ${week.weekStart}`, `${from}, other orders`, week.otherGbp, 'neutral');
    add(`own ${week.weekStart}`, `${from}, this order`, week.thisGbp, 'accent');
  }
  add('later', 'Later, other orders', cash.laterGbp, 'neutral');
  return (
    <SectionCard
      title="Cash effect"
      description={`Due ${format.day(cash.payOn)}: expected ${format.day(order.expectedOn)} plus ${
        supplier.paymentTermsDays
      } days. Payments of all open orders add up by the week in which they fall due.`}
    >
      {cash.problem ? (
        <Alert color="yellow" title="The value in pounds is not known">
          {cash.problem}
        </Alert>
      ) : (
        <>
          <BarChart
            label={`Payments due by week with ${order.number}`}
            categoryLabel="Week from"
            valueLabel="Due (GBP)"
            bars={bars}
            formatValue={value => format.money(value, 'GBP', 0)}
          />
          <Text size="sm" mt="sm" className="tabular">
            {`${gbp(paid.toFixed(2))} in all, ${gbp(paid.minus(cash.amountGbp ?? 0).toFixed(2))} without this order.`}
          </Text>
        </>
      )}
    </SectionCard>
  );
}
