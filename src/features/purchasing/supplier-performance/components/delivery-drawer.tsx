import { Anchor, Drawer, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { BarChart } from '../../../../client/components/bar-chart.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { SupplierPerformance } from '../use-performance.ts';
import { leadTimeBins } from './lead-time-bins.ts';

interface DeliveryDrawerProps {
  readonly name: string;
  /** Null is closed. */
  readonly performance: SupplierPerformance | null;
  readonly onClose: () => void;
}

const mostRows = 25;

/** The lead times of one supplier: their distribution, and the deliveries behind it. */
export function DeliveryDrawer({ name, performance, onClose }: DeliveryDrawerProps) {
  const format = useFormat();
  const leadTime = performance?.leadTime;
  const days = (value: number) => format.quantity(value, 'days', 1);
  return (
    <Drawer opened={performance !== null} onClose={onClose} position="right" size="md" title={`Deliveries of ${name}`}>
      {performance && leadTime && (
        <Stack gap="lg">
          <Text>
            {`${format.quantity(leadTime.count)} deliveries took ${days(leadTime.mean)} on average, with a deviation of ${days(leadTime.deviation)}: from ${days(leadTime.shortest)} to ${days(leadTime.longest)}, half within ${days(leadTime.median)}, nine of ten within ${days(leadTime.ninetiethPercentile)}.`}
          </Text>
          <section>
            <Title order={4} mb={8}>
              Lead time
            </Title>
            <BarChart
              label={`Lead times of ${name}`}
              categoryLabel="Days from order to delivery"
              valueLabel="Deliveries"
              bars={leadTimeBins(performance.deliveries.map(delivery => delivery.days)).map(
                ({ from, to, deliveries }) => ({
                  id: String(from),
                  label: from === to ? format.quantity(from, 'days') : `${from}–${to} days`,
                  to: deliveries,
                }),
              )}
              formatValue={value => format.quantity(value)}
            />
          </section>
          <section>
            <Title order={4} mb={4}>
              Newest deliveries
            </Title>
            <Table className="tabular" aria-label={`Newest deliveries of ${name}`}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Order</Table.Th>
                  <Table.Th>Ordered</Table.Th>
                  <Table.Th>Delivered</Table.Th>
                  <Table.Th ta="right">Days</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {performance.deliveries.slice(0, mostRows).map(delivery => (
                  <Table.Tr key={`${delivery.orderId} ${delivery.receivedOn}`}>
                    <Table.Td>
                      <Anchor component={Link} to={`/purchasing/${delivery.orderId}`} inherit>
                        {delivery.number}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{format.day(delivery.orderedOn)}</Table.Td>
                    <Table.Td>{format.day(delivery.receivedOn)}</Table.Td>
                    <Table.Td ta="right">{format.quantity(delivery.days)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        </Stack>
      )}
    </Drawer>
  );
}
