import { ActionIcon, Alert, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { priceBreakProblems, type TermPriceBreak } from '../../../../../shared/purchasing/price-breaks.ts';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { notifyDone } from '../../../../client/notify.ts';
import { useFormat } from '../../../../client/session.ts';
import type { SupplierTerm } from '../use-suppliers.ts';
import classes from './suppliers.module.css';

interface PriceBreaksDialogProps {
  readonly term: SupplierTerm;
  readonly of: string;
  readonly onSave: (priceBreaks: TermPriceBreak[]) => Promise<unknown>;
  readonly onClose: () => void;
}

interface TypedBreak {
  readonly key: string;
  readonly quantity: string;
  readonly unitCost: string;
}

const quantityProblem = numberProblem({ min: 0.001, max: 99_999_999_999, decimals: 3 });
const costProblem = numberProblem({ min: 0, max: 9_999_999_999, decimals: 4 });
const digits = (text: string) => text.replace(/[\s,£€$]/g, '');

/** All-units discounts of one SKU; what was typed stays when saving fails. */
export function PriceBreaksDialog({ term, of, onSave, onClose }: PriceBreaksDialogProps) {
  const format = useFormat();
  const form = useForm<{ breaks: TypedBreak[] }>({
    initialValues: {
      breaks:
        term.priceBreaks.length === 0
          ? [emptyBreak()]
          : term.priceBreaks.map(({ minimumQuantity, unitCost }) => ({
              key: crypto.randomUUID(),
              quantity: String(minimumQuantity),
              unitCost,
            })),
    },
    validate: ({ breaks }) => problemsOf(term.unitCost, breaks),
  });
  const { breaks } = form.values;
  const reachedAnyway = Number(digits(breaks[0]?.quantity ?? '')) || Number.POSITIVE_INFINITY;

  return (
    <FormDialog
      onClose={onClose}
      title={`Price breaks of ${of}`}
      confirmLabel="Save"
      failedTitle="Not saved"
      typed={form.isDirty()}
      check={form.onSubmit}
      onConfirm={async () => {
        await onSave(priceBreaksOf(breaks));
        notifyDone(breaks.length === 0 ? 'Price breaks removed' : 'Price breaks saved: plans and orders use them');
      }}
    >
      <Text size="sm" c="dimmed">
        {`A ${term.unitOfMeasure} costs ${format.unitPrice(term.unitCost, term.currency)}. From the quantity of a price break on, every ${term.unitOfMeasure} of that order line has its price.`}
      </Text>
      {breaks.map(({ key }, index) => (
        <div key={key} className={classes.priceBreak}>
          <TextInput
            {...(index === 0 && { 'data-autofocus': true })}
            label={`From, ${term.unitOfMeasure}s`}
            aria-label={`Price break ${index + 1}, from ${term.unitOfMeasure}s`}
            inputMode="decimal"
            {...form.getInputProps(`breaks.${index}.quantity`)}
          />
          <TextInput
            label={`Unit cost, ${term.currency}`}
            aria-label={`Price break ${index + 1}, unit cost in ${term.currency}`}
            inputMode="decimal"
            {...form.getInputProps(`breaks.${index}.unitCost`)}
          />
          <Tooltip label="Remove">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove price break ${index + 1}`}
              onClick={() => form.removeListItem('breaks', index)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={breaks.length >= 20}
          onClick={() => form.insertListItem('breaks', emptyBreak())}
        >
          Add a price break
        </Button>
      </Group>
      {reachedAnyway <= term.minimumOrderQuantity && (
        <Alert color="yellow" title="Every order reaches the first price break">
          {`The minimum order is ${format.quantity(term.minimumOrderQuantity, `${term.unitOfMeasure}s`, 3)}: nobody pays the unit cost without a price break.`}
        </Alert>
      )}
    </FormDialog>
  );
}

const emptyBreak = (): TypedBreak => ({ key: crypto.randomUUID(), quantity: '', unitCost: '' });

function priceBreaksOf(typed: readonly TypedBreak[]): TermPriceBreak[] {
  return typed.map(({ quantity, unitCost }) => ({
    minimumQuantity: Number(digits(quantity)),
    unitCost: digits(unitCost),
  }));
}

/** By the path of the field; first each number by itself, then whether quantities rise and prices fall. */
function problemsOf(unitCost: string, typed: readonly TypedBreak[]): Record<string, string> {
  const single = typed.flatMap((each, index) => [
    [`breaks.${index}.quantity`, quantityProblem(digits(each.quantity))] as const,
    [`breaks.${index}.unitCost`, costProblem(digits(each.unitCost))] as const,
  ]);
  const wrong = single.flatMap(([path, problem]) => (problem === null ? [] : [[path, problem]]));
  if (wrong.length > 0) return Object.fromEntries(wrong);
  return Object.fromEntries(
    priceBreakProblems({ unitCost, priceBreaks: priceBreaksOf(typed) }).map(({ index, field, message }) => [
      `breaks.${index}.${field === 'unitCost' ? 'unitCost' : 'quantity'}`,
      message,
    ]),
  );
}
