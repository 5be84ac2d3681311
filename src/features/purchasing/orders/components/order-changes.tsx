import { Table, Text } from '@mantine/core';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Order } from '../use-order.ts';

/** Line by line, what is different from the submission that was decided on. */
export function OrderChanges({ order }: { readonly order: Order }) {
  const format = useFormat();
  const { changes } = order;
  if (!changes) return null;
  const quantity = (figures: { quantity: string } | null) =>
    figures ? format.quantity(figures.quantity, undefined, 3) : 'none';
  return (
    <SectionCard
      title="Changed since the last submission"
      description={`Against submission ${changes.round} of ${format.instant(changes.submittedAt)}: ${format.money(
        changes.totalBefore,
        order.currency,
      )} then, ${format.money(order.total, order.currency)} now.`}
      flush
    >
      {changes.lines.length === 0 ? (
        <Text c="dimmed" p="md">
          No line is different.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing="xs" horizontalSpacing="md" className="tabular">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Line</Table.Th>
                <Table.Th ta="right">Before</Table.Th>
                <Table.Th ta="right">Now</Table.Th>
                <Table.Th ta="right">Amount now</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.lines.map(line => (
                <Table.Tr key={`${line.sku} ${line.warehouse}`}>
                  <Table.Td>
                    {line.sku}
                    <Text size="xs" c="dimmed">
                      {line.warehouse}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">
                    <del>{quantity(line.before)}</del>
                  </Table.Td>
                  <Table.Td ta="right">
                    <ins>{quantity(line.after)}</ins>
                  </Table.Td>
                  <Table.Td ta="right">{format.money(line.after?.lineTotal ?? '0.00', order.currency)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </SectionCard>
  );
}
