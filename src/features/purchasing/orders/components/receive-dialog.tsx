import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { Decimal } from 'decimal.js';
import { useState } from 'react';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { useFormat, useSession } from '../../../../client/session.ts';
import { type Order, useOrderSteps } from '../use-order.ts';

interface ReceiveDialogProps {
  readonly order: Order;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Books what arrived: everything that is open at first, line by line to correct. */
export function ReceiveDialog({ order, opened, onClose }: ReceiveDialogProps) {
  const { planningDate } = useSession().workspace;
  const format = useFormat();
  const { take, busy } = useOrderSteps(order);
  const [receivedOn, setReceivedOn] = useState(planningDate);
  const [quantities, setQuantities] = useState<ReadonlyMap<string, string>>(new Map());
  const [closesOrder, setClosesOrder] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const lines = order.lines
    .map(line => ({ ...line, open: new Decimal(line.quantity).minus(line.receivedQuantity).toFixed() }))
    .filter(line => line.open !== '0');

  const book = async () => {
    setError(null);
    const arrived = lines
      .map(line => ({ lineId: line.id, quantity: quantities.get(line.id) ?? line.open }))
      .filter(line => line.quantity !== '' && line.quantity !== '0');
    try {
      await take('receive', { receivedOn, lines: arrived, closesOrder });
      setQuantities(new Map());
      onClose();
    } catch (failure) {
      setError(failure);
    }
  };

  return (
    <Modal opened={opened} onClose={onClose} title={`Receive ${order.number}`} size="lg">
      <form
        onSubmit={event => {
          event.preventDefault();
          void book();
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="date"
            label="Arrived on"
            required
            min={order.orderedOn ?? undefined}
            max={planningDate}
            value={receivedOn}
            onChange={event => setReceivedOn(event.currentTarget.value)}
          />
          {lines.map(line => (
            <NumberInput
              key={line.id}
              label={`${line.skuCode} · ${line.skuName}`}
              description={`${line.warehouse}; ${format.quantity(line.open, line.unit, 3)} still to come`}
              min={0}
              max={Number(line.open)}
              decimalScale={3}
              suffix={` ${line.unit}`}
              value={quantities.get(line.id) ?? line.open}
              onChange={value => setQuantities(new Map(quantities).set(line.id, String(value)))}
            />
          ))}
          <Checkbox
            label="Nothing more will come"
            description="Ends the order with what arrived; the rest is no longer on order."
            checked={closesOrder}
            onChange={event => setClosesOrder(event.currentTarget.checked)}
          />
          <Text size="xs" c="dimmed">
            The stock of each warehouse rises by what you enter.
          </Text>
          {error !== null && (
            <Alert color="red" role="alert" title="Nothing was booked">
              {errorMessageOf(error).text}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={busy}>
              Close
            </Button>
            <Button type="submit" loading={busy}>
              Book receipt
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
