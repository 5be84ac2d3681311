import type { DecisionArgument, DecisionRecord } from '../contracts/decision-record.ts';
import { decisionConstraintRules, decisionFormulas } from './decision-formulas.ts';
import { lineAmountMinor } from './line-amount.ts';

export interface DecisionReplay {
  readonly orderQuantity: number;
  readonly lineCostMinor: number;
  /** Every place where the record does not follow from its own inputs; empty when it holds. */
  readonly differences: readonly string[];
}

/** Results are recomputed with the same operations, so only the last bits may differ between machines. */
const relativeTolerance = 1e-9;

/**
 * Computes a decision again from its inputs alone: every step, every constraint, the order and its cost.
 *
 * @param record as stored with a plan line
 * @returns the order that follows from the inputs, and where the stored figures differ from it
 */
export function replayDecision(record: DecisionRecord): DecisionReplay {
  const differences: string[] = [];
  const known = new Map(record.inputs.map(input => [input.key, input.value]));
  const compare = (where: string, stored: number, computed: number) => {
    if (!(Math.abs(stored - computed) <= relativeTolerance * Math.max(1, Math.abs(stored), Math.abs(computed)))) {
      differences.push(`${where}: stored ${stored}, computed ${computed}`);
    }
  };
  const resolve = (where: string, stored: Readonly<Record<string, DecisionArgument>>) =>
    Object.fromEntries(
      Object.entries(stored).map(([name, argument]) => {
        const found = known.get(argument.from);
        if (found === undefined) differences.push(`${where}: ${name} comes from unknown ${argument.from}`);
        else compare(`${where}, ${name}`, argument.value, found);
        return [name, found ?? Number.NaN];
      }),
    );

  let orderQuantity = 0;
  for (const step of record.steps) {
    const formula = decisionFormulas[step.formula];
    if (!formula) {
      differences.push(`${step.key}: unknown formula ${step.formula}`);
      continue;
    }
    const result = formula.evaluate(resolve(step.key, step.arguments));
    compare(step.key, step.result, result);
    known.set(step.key, result);
    orderQuantity = result;
  }
  for (const constraint of record.constraints) {
    const rule = decisionConstraintRules[constraint.constraint];
    if (!rule) {
      differences.push(`unknown constraint ${constraint.constraint}`);
      continue;
    }
    compare(`${constraint.constraint}, before`, constraint.before, orderQuantity);
    orderQuantity = rule.apply(orderQuantity, resolve(constraint.constraint, constraint.arguments));
    compare(`${constraint.constraint}, after`, constraint.after, orderQuantity);
    compare(`${constraint.constraint}, change`, constraint.changeUnits, constraint.after - constraint.before);
  }
  const lineCostMinor = lineAmountMinor(orderQuantity, record.unitCostMinor);
  compare('order quantity', record.orderQuantity, orderQuantity);
  compare('line cost', record.lineCostMinor, lineCostMinor);
  return { orderQuantity, lineCostMinor, differences };
}
