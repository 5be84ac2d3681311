import { ActionIcon, NumberInput, Table, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { lineTotal } from '../../../../../shared/purchasing/order-money.ts';
import { nearestOrderable } from '../../../../../shared/purchasing/order-quantity.ts';
import { unitCostAt } from '../../../../../shared/purchasing/price-breaks.ts';
import { useFormat } from '../../../../client/session.ts';
import type { Order, OrderLine } from '../use-order.ts';

interface EditOrderLinesProps {
  readonly order: Order;
  readonly total: string;
  readonly removed: ReadonlySet<string>;
  readonly problems: ReadonlyMap<string, string>;
  readonly quantityOf: (line: OrderLine) => string;
  readonly onQuantity: (line: OrderLine, quantity: string) => void;
  readonly onToggle: (line: OrderLine) => void;
}

/** The lines of a draft with a field for each quantity; the price of its price break follows. */
export function EditOrderLines(props: EditOrderLinesProps) {
  const { order, total, removed, problems, quantityOf, onQuantity, onToggle } = props;
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing="xs" horizontalSpacing="md" className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>SKU</Table.Th>
            <Table.Th>Warehouse</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">Unit cost</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th aria-label="Remove" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.lines.map(line => {
            const quantity = quantityOf(line);
            const unitCost = draftPrice(line, quantity);
            const gone = removed.has(line.id);
            return (
              <Table.Tr key={line.id} {...(gone && { td: 'line-through', c: 'dimmed' })}>
                <Table.Td>
                  <b>{line.skuCode}</b>
                  <Text size="xs" c="dimmed">
                    {line.skuName}
                  </Text>
                </Table.Td>
                <Table.Td>{line.warehouse}</Table.Td>
                <Table.Td ta="right">
                  {gone ? (
                    'removed'
                  ) : (
                    <NumberInput
                      aria-label={`Quantity of ${line.skuCode} for ${line.warehouse}, ${line.unit}`}
                      w={150}
                      ml="auto"
                      min={0}
                      step={Number(line.terms?.orderMultiple ?? 1)}
                      decimalScale={3}
                      value={quantity}
                      onChange={value => onQuantity(line, String(value))}
                      error={problems.get(line.id)}
                      suffix={` ${line.unit}`}
                    />
                  )}
                  {line.terms && (
                    <Text size="xs" c="dimmed">
                      {`at least ${format.quantity(line.terms.minimumOrderQuantity, undefined, 3)}, multiples of ${format.quantity(line.terms.orderMultiple, undefined, 3)}`}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right">
                  <span>{format.unitPrice(unitCost, order.currency)}</span>
                  {line.terms?.priceBreaks.map(each => (
                    <Text key={each.minimumQuantity} size="xs" c="dimmed">
                      {`${format.unitPrice(each.unitCost, order.currency)} from ${format.quantity(each.minimumQuantity, undefined, 3)}`}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td ta="right">
                  {format.money(gone ? '0.00' : lineTotal(quantity || '0', unitCost), order.currency)}
                </Table.Td>
                <Table.Td>
                  <Tooltip label={gone ? 'Keep this line' : 'Remove this line'}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${gone ? 'Keep' : 'Remove'} ${line.skuCode} for ${line.warehouse}`}
                      onClick={() => onToggle(line)}
                    >
                      {gone ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
                    </ActionIcon>
                  </Tooltip>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={4}>Total</Table.Th>
            <Table.Th ta="right">{format.money(total, order.currency)}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

const quantityPattern = /^\d{1,11}(\.\d{1,3})?$/;

/** What a line is priced at when it is saved with this quantity: as the supplier's terms are today. */
export function draftPrice({ terms, unitCost }: OrderLine, quantity: string): string {
  return terms && quantityPattern.test(quantity) ? unitCostAt(quantity, terms) : unitCost;
}

/** Why a quantity cannot be ordered; null when it can. */
export function quantityProblem({ terms }: OrderLine, quantity: string): string | null {
  if (!quantityPattern.test(quantity)) return 'Enter a quantity';
  const nearest = terms ? nearestOrderable(quantity, terms) : [];
  return nearest.length > 0 ? `Use ${nearest.join(' or ')}` : null;
}
