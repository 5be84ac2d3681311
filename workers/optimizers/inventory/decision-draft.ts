import type {
  DecisionArgument,
  DecisionConstraint,
  DecisionInput,
  DecisionRecord,
  DecisionStep,
} from '../../../shared/contracts/decision-record.ts';
import type { InputSource, PlanLineInput } from '../../../shared/contracts/inventory.ts';
import { decisionConstraintRules, decisionFormulas } from '../../../shared/numerics/decision-formulas.ts';
import { lineAmountMinor } from '../../../shared/numerics/line-amount.ts';
import { unitPriceMinor } from '../../../shared/numerics/unit-price.ts';

/**
 * A decision while it is made. Numbers can enter a formula only by the key of an input or of an earlier step, so
 * whatever comes out can be replayed from the record.
 */
export interface DecisionDraft {
  input(key: string, value: number, unit: string, source?: InputSource | undefined): number;
  /** @param from keys of inputs or steps, keyed by the formula's argument names */
  step(key: string, formula: string, from: Readonly<Record<string, string>>, unit: string): number;
  constrain(constraint: string, from: Readonly<Record<string, string>>): number;
  value(key: string): number;
  /** The order quantity as it stands. */
  quantity(): number;
  /** The decision so far, to be completed in one of several ways. */
  copy(): DecisionDraft;
  finish(): DecisionRecord;
}

/** @param keeps false where only the numbers are wanted: a record of every week would be most of the work */
export function draftDecision(line: PlanLineInput, keeps: boolean): DecisionDraft {
  return continueDraft(line, keeps, { inputs: [], steps: [], constraints: [], known: new Map(), quantity: 0 });
}

interface DraftState {
  readonly inputs: DecisionInput[];
  readonly steps: DecisionStep[];
  readonly constraints: DecisionConstraint[];
  readonly known: Map<string, number>;
  quantity: number;
}

function continueDraft(line: PlanLineInput, keeps: boolean, state: DraftState): DecisionDraft {
  const { inputs, steps, constraints, known } = state;
  let { quantity } = state;

  const value = (key: string) => {
    const found = known.get(key);
    if (found === undefined) throw new Error(`Decision names ${key} before it is known`);
    return found;
  };
  const resolve = (from: Readonly<Record<string, string>>): Record<string, DecisionArgument> =>
    Object.fromEntries(Object.entries(from).map(([name, key]) => [name, { from: key, value: value(key) }]));
  const numbersOf = (from: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(from).map(([name, key]) => [name, value(key)]));
  const amountMinor = (units: number) =>
    lineAmountMinor(units, unitPriceMinor(units, line.unitCostMinor, line.priceBreaks));

  return {
    input(key, number, unit, source) {
      if (!known.has(key)) {
        if (keeps)
          inputs.push({ key, value: number, unit, source: source?.source ?? null, asOf: source?.asOf ?? null });
        known.set(key, number);
      }
      return number;
    },
    step(key, formula, from, unit) {
      const found = decisionFormulas[formula];
      if (!found) throw new Error(`No formula is called ${formula}`);
      // Weeks are shared by several intervals.
      const earlier = known.get(key);
      if (earlier !== undefined) return earlier;
      const result = found.evaluate(numbersOf(from));
      if (keeps) steps.push({ key, formula, arguments: resolve(from), result, unit });
      known.set(key, result);
      quantity = result;
      return result;
    },
    constrain(constraint, from) {
      const rule = decisionConstraintRules[constraint];
      if (!rule) throw new Error(`No constraint is called ${constraint}`);
      const before = quantity;
      quantity = rule.apply(before, numbersOf(from));
      if (!keeps) return quantity;
      constraints.push({
        constraint,
        before,
        after: quantity,
        changeUnits: quantity - before,
        changeMinor: amountMinor(quantity) - amountMinor(before),
        arguments: resolve(from),
      });
      return quantity;
    },
    value,
    quantity: () => quantity,
    copy: () =>
      continueDraft(line, keeps, {
        inputs: [...inputs],
        steps: [...steps],
        constraints: [...constraints],
        known: new Map(known),
        quantity,
      }),
    finish() {
      const unitCostMinor = unitPriceMinor(quantity, line.unitCostMinor, line.priceBreaks);
      return {
        version: 1,
        inputs,
        steps,
        constraints,
        orderQuantity: quantity,
        unitCostMinor,
        lineCostMinor: lineAmountMinor(quantity, unitCostMinor),
      };
    },
  };
}
