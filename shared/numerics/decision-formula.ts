export type Arguments = Readonly<Record<string, number>>;

export interface DecisionFormula {
  readonly title: string;
  /** For the screen; `{name}` stands for an argument. */
  readonly expression: string;
  evaluate(values: Arguments): number;
}

export function argumentOf(values: Arguments, name: string): number {
  const found = values[name];
  if (found === undefined) throw new Error(`Formula argument ${name} is missing`);
  return found;
}

/** Arguments of a numbered name, such as `week0`, `week1`, …, in their order. */
export function argumentsOf(values: Arguments, name: string): number[] {
  const list: number[] = [];
  for (let index = 0; values[`${name}${index}`] !== undefined; index++)
    list.push(argumentOf(values, `${name}${index}`));
  return list;
}

/** A formula of so many named arguments. */
export function formula<const Names extends readonly string[]>(
  title: string,
  expression: string,
  names: Names,
  evaluate: (...values: { [Index in keyof Names]: number }) => number,
): DecisionFormula {
  return {
    title,
    expression,
    evaluate: values =>
      evaluate(...(names.map(name => argumentOf(values, name)) as unknown as { [Index in keyof Names]: number })),
  };
}
