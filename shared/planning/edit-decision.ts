import type { DecisionInput, DecisionRecord } from '../contracts/decision-record.ts';
import type { PlanLineInput } from '../contracts/inventory.ts';
import { lineAmountMinor } from '../numerics/line-amount.ts';
import { unitPriceMinor } from '../numerics/unit-price.ts';

/** A quantity that a planner changed, units. */
export interface WeekEdit {
  readonly week: number;
  readonly from: number;
  readonly to: number;
}

/** Inputs of a record that a planner's hand put there; the week follows. */
export const editInputKey = /^edit\.\d+\.week(\d+)$/;

/**
 * Completes a line's record with what a planner made of it: each changed week is an input that says who changed it from
 * what to what; the order now is then the planner's. The record still replays.
 *
 * @param by  the planner's name
 * @param day of the edit, `YYYY-MM-DD`
 */
export function editDecision(
  record: DecisionRecord,
  line: Pick<PlanLineInput, 'unitCostMinor' | 'priceBreaks'>,
  edits: readonly WeekEdit[],
  by: string,
  day: string,
): DecisionRecord {
  if (edits.length === 0) return record;
  // A plan that was edited before keeps its earlier edits.
  const round = new Set(record.inputs.flatMap(({ key }) => (editInputKey.test(key) ? [key.split('.')[1]] : []))).size;
  const inputs = edits.map(
    ({ week, from, to }): DecisionInput => ({
      key: `edit.${round + 1}.week${week}`,
      value: to,
      unit: 'units',
      source: `Edited by ${by} from ${from} to ${to}`,
      asOf: day,
    }),
  );
  const edited = { ...record, inputs: [...record.inputs, ...inputs] };
  const now = edits.find(edit => edit.week === 0);
  if (!now) return edited;
  const { to } = now;
  const unitCostMinor = unitPriceMinor(to, line.unitCostMinor, line.priceBreaks);
  const lineCostMinor = lineAmountMinor(to, unitCostMinor);
  return {
    ...edited,
    constraints: [
      ...record.constraints,
      {
        constraint: 'planner-edit',
        before: record.orderQuantity,
        after: to,
        changeUnits: to - record.orderQuantity,
        changeMinor: lineCostMinor - record.lineCostMinor,
        arguments: { granted: { from: `edit.${round + 1}.week0`, value: to } },
      },
    ],
    orderQuantity: to,
    unitCostMinor,
    lineCostMinor,
  };
}
