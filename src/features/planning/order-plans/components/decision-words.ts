import type { DecisionRecord, DecisionStep } from '../../../../../shared/contracts/decision-record.ts';
import { decisionConstraintRules, decisionFormulas } from '../../../../../shared/numerics/decision-formulas.ts';
import { editInputKey } from '../../../../../shared/planning/edit-decision.ts';
import type { Format } from '../../../../client/format.ts';

/** What a planner calls the inputs of a record. */
const inputNames: Record<string, string> = {
  onHand: 'On hand',
  onOrder: 'On order',
  backOrdered: 'Back-ordered',
  horizonDemand: 'Demand over the plan’s weeks',
  weeks: 'Weeks of the plan',
  leadTimeDays: 'Lead time',
  leadTimeDeviationDays: 'Deviation of the lead time',
  reviewPeriodDays: 'Review period',
  unitCostMinor: 'Unit cost',
  holdingRatePerYear: 'Holding rate',
  orderCostMinor: 'Cost of an order',
  lineOrderCostMinor: 'Cost of a line on an order',
  linesOfSupplier: 'Lines that share an order',
  minimumOrderQuantity: 'Minimum order',
  orderMultiple: 'Order multiple',
  serviceTarget: 'Service target',
  shelfLifeDays: 'Shelf life',
  'limit.supplier-capacity': 'Supplier’s capacity this week, all its SKUs',
};

function nameOf(key: string): string | undefined {
  const [, what, index] = /^break(Quantity|PriceMinor)\.(\d+)$/.exec(key) ?? [];
  if (index === undefined) return inputNames[key];
  return what === 'Quantity'
    ? `Price break ${Number(index) + 1}, from`
    : `Unit cost at price break ${Number(index) + 1}`;
}

/** A number with its unit, kept on one line; pence are shown in pounds. @param units what a unit is, e.g. "litres" */
export function figureText(value: number, unit: string, format: Format, units: string): string {
  return textOf(value, unit, format, units).replaceAll(' ', '\u00a0');
}

function textOf(value: number, unit: string, format: Format, units: string): string {
  const [what, per] = splitUnit(unit);
  const suffix = per ? ` a ${per.replace('/', ' and ')}` : '';
  if (what === 'minor') return `${format.money(value / 100, 'GBP')}${suffix}`;
  if (what === 'share') return `${format.percent(value, value * 1000 === Math.round(value * 1000) ? 1 : 3)}${suffix}`;
  if (what === 'units') return `${format.quantity(value, units, 1)}${suffix}`;
  return `${format.quantity(value, what, 2)}${suffix}`;
}

function splitUnit(unit: string): [string, string] {
  const slash = unit.indexOf('/');
  return slash < 0 ? [unit, ''] : [unit.slice(0, slash), unit.slice(slash + 1)];
}

export interface InputWords {
  readonly label: string;
  readonly value: string;
  readonly source: string | null;
}

/** The inputs in words; the weeks of the forecast become one line each for demand and for its error. */
export function inputWords(record: DecisionRecord, format: Format, units: string): InputWords[] {
  const words: InputWords[] = [];
  for (const [kind, label] of [
    ['demand.mean.', 'Forecast'],
    ['demand.deviation.', 'Deviation of the forecast error'],
    ...quantileKinds(record, format),
  ] as const) {
    const weeks = record.inputs.filter(input => input.key.startsWith(kind));
    if (weeks.length === 0) continue;
    words.push({
      label: `${label}, ${weekWords(weeks.map(({ key }) => Number(key.slice(kind.length)) + 1))}, ${units} a week`,
      value: weeks.map(week => format.quantity(week.value)).join(' · '),
      source: sourceText(weeks[0]!, format),
    });
  }
  for (const input of record.inputs) {
    const week = editInputKey.exec(input.key)?.[1];
    const label = week === undefined ? nameOf(input.key) : `Order of week ${Number(week) + 1}, edited`;
    if (!label) continue;
    words.push({ label, value: figureText(input.value, input.unit, format, units), source: sourceText(input, format) });
  }
  return words;
}

/** Not every week has every quantile. */
function weekWords(weeks: readonly number[]): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  return weeks.length === last ? `weeks ${first} to ${last}` : `weeks ${weeks.join(', ')}`;
}

/** Each quantile of the forecast, in the order of their probabilities. */
function quantileKinds(record: DecisionRecord, format: Format): (readonly [string, string])[] {
  return record.inputs
    .filter(({ key }) => key.startsWith('demand.probability.'))
    .toSorted((a, b) => a.value - b.value)
    .map(({ value }) => [`demand.quantile.${value}.`, `${format.percent(value, 1)} quantile of the forecast`] as const);
}

function sourceText(input: { source: string | null; asOf: string | null }, format: Format): string | null {
  if (input.source === null) return null;
  return input.asOf ? `${input.source}, ${format.day(input.asOf)}` : input.source;
}

/** Where one formula serves two steps. */
const stepTitles: Record<string, string> = { reviewDemand: 'Expected demand of a review period' };

/** Each formula of the decision with its numbers in it, in the order in which it was computed. */
export function formulaWords(record: DecisionRecord, format: Format, units: string): string[] {
  const unitOf = new Map([...record.inputs, ...record.steps].map(({ key, unit }) => [key, unit]));
  return record.steps
    .filter(step => !step.key.includes('.'))
    .map(step => {
      const formula = decisionFormulas[step.formula];
      if (!formula) return `${step.key} = ${figureText(step.result, step.unit, format, units)}`;
      const title = stepTitles[step.key] ?? formula.title;
      return `${title}: ${withNumbers(formula.expression, step, unitOf, format)} = ${figureText(step.result, step.unit, format, units)}`;
    });
}

function withNumbers(
  expression: string,
  step: DecisionStep,
  unitOf: ReadonlyMap<string, string>,
  format: Format,
): string {
  return expression.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const argument = step.arguments[name];
    return argument ? bareFigure(argument.value, unitOf.get(argument.from) ?? '', format) : whole;
  });
}

/** Inside a formula a number goes without its unit, which its title and result name. */
function bareFigure(value: number, unit: string, format: Format): string {
  const [what] = splitUnit(unit);
  if (what === 'minor') return format.money(value / 100, 'GBP');
  return what === 'share' ? textOf(value, 'share', format, '') : format.quantity(value, undefined, 1);
}

export interface ConstraintWords {
  readonly title: string;
  readonly effect: string;
  readonly amount: string;
}

/** What each constraint did to the order, also where it did nothing. */
export function constraintWords(record: DecisionRecord, format: Format): ConstraintWords[] {
  return record.constraints.map(({ constraint, before, after, changeUnits, changeMinor }) => ({
    title: decisionConstraintRules[constraint]?.title ?? constraint,
    effect:
      changeUnits === 0
        ? `left the order at ${format.quantity(after, undefined, 1)}`
        : `${changeUnits > 0 ? 'raised' : 'cut'} the order from ${format.quantity(before, undefined, 1)} to ${format.quantity(after, undefined, 1)}`,
    amount: changeUnits === 0 ? format.money(0, 'GBP', 0) : format.moneyChange(changeMinor / 100, 'GBP'),
  }));
}
