import { Alert, Text } from '@mantine/core';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { TimeSeriesChart } from '../../../client/components/time-series-chart.tsx';
import { useFormat } from '../../../client/session.ts';
import type { Order } from '../use-order.ts';

/** When this order has to be paid, beside what is already committed. */
export function CashEffect({ order }: { readonly order: Order }) {
  const format = useFormat();
  const { cash, supplier } = order;
  if (!cash) return null;
  return (
    <SectionCard
      title="Cash effect"
      description={`Due ${format.day(cash.payOn)}: expected ${format.day(order.expectedOn)} plus ${
        supplier.paymentTermsDays
      } days. Beside it, all other open orders by week; the last week holds everything later.`}
    >
      {cash.problem && (
        <Alert color="yellow" title="The value in pounds is not known">
          {cash.problem}
        </Alert>
      )}
      {cash.amountGbp && (
        <>
          <Text mb="xs">
            <b>{format.money(cash.amountGbp, 'GBP')}</b> leaves in the week of{' '}
            {format.day(cash.weeks.find(week => week.thisGbp !== '0.00')?.weekStart)}.
          </Text>
          <TimeSeriesChart
            label={`Payments due by week with ${order.number}`}
            unit="GBP per week"
            days={cash.weeks.map(week => week.weekStart)}
            series={[
              {
                id: 'all',
                label: 'With this order',
                kind: 'columns',
                color: 1,
                // A picture, not a sum of money: the server's decimals stay as they are.
                values: cash.weeks.map(week => Number(week.otherGbp) + Number(week.thisGbp)),
              },
              {
                id: 'others',
                label: 'Other open orders',
                kind: 'dashed',
                color: 2,
                values: cash.weeks.map(week => Number(week.otherGbp)),
              },
            ]}
            height={200}
            formatValue={value => format.money(value, 'GBP', 0)}
            formatAxis={value => format.moneyShort(value, 'GBP')}
          />
        </>
      )}
    </SectionCard>
  );
}
