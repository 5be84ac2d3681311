import { Checkbox, NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from './form-dialog.tsx';

export interface QuantityLine {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly unit: string;
  /** Filled in at first, and the most that may be entered; decimal text. */
  readonly initial: string;
  readonly most: string;
}

export interface QuantitiesEntered {
  /** `YYYY-MM-DD`; "" where no day is asked for. */
  readonly day: string;
  /** Lines of nothing are left out. */
  readonly lines: { readonly lineId: string; readonly quantity: string }[];
  readonly closes: boolean;
}

export interface QuantitiesDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Asks for the day, at first the last that is possible. */
  readonly day?: { readonly label: string; readonly first: string | null; readonly last: string };
  readonly lines: readonly QuantityLine[];
  /** Offers to end the document with what is entered. */
  readonly closing?: { readonly label: string; readonly description: string };
  /** What will happen. */
  readonly note: string;
  readonly confirmLabel: string;
  /** Heads the words of a refusal, e.g. "Nothing was booked". */
  readonly failedTitle: string;
  readonly onConfirm: (entered: QuantitiesEntered) => Promise<unknown>;
}

/** Asks how much of each line moved. */
export function QuantitiesDialog(props: QuantitiesDialogProps) {
  const { opened, onClose, title, day, lines, closing, note, confirmLabel, failedTitle, onConfirm } = props;
  const [chosenDay, setChosenDay] = useState(day?.last ?? '');
  const [quantities, setQuantities] = useState<ReadonlyMap<string, string>>(new Map());
  const [closes, setCloses] = useState(false);
  const quantityOf = (line: QuantityLine) => quantities.get(line.id) ?? line.initial;

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={title}
      size="lg"
      confirmLabel={confirmLabel}
      failedTitle={failedTitle}
      onConfirm={async () => {
        await onConfirm({
          day: chosenDay,
          lines: lines
            .map(line => ({ lineId: line.id, quantity: quantityOf(line) }))
            .filter(({ quantity }) => quantity !== '' && quantity !== '0'),
          closes,
        });
        setQuantities(new Map());
        setCloses(false);
      }}
    >
      {day && (
        <TextInput
          type="date"
          label={day.label}
          required
          min={day.first ?? undefined}
          max={day.last}
          value={chosenDay}
          onChange={event => setChosenDay(event.currentTarget.value)}
        />
      )}
      {lines.map(line => (
        <NumberInput
          key={line.id}
          label={line.label}
          description={line.description}
          min={0}
          max={Number(line.most)}
          decimalScale={3}
          suffix={` ${line.unit}`}
          value={quantityOf(line)}
          onChange={value => setQuantities(new Map(quantities).set(line.id, String(value)))}
        />
      ))}
      {closing && (
        <Checkbox
          label={closing.label}
          description={closing.description}
          checked={closes}
          onChange={event => setCloses(event.currentTarget.checked)}
        />
      )}
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </FormDialog>
  );
}
