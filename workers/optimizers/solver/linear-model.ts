/** A mixed-integer linear programme while it is written down: minimise cost·x over rows lower ≤ a·x ≤ upper. */
export interface LinearModel {
  readonly cost: number[];
  readonly lower: number[];
  readonly upper: number[];
  /** 0 continuous, 1 whole number. */
  readonly integer: (0 | 1)[];
  readonly rowLower: number[];
  readonly rowUpper: number[];
  readonly rowStarts: number[];
  readonly indices: number[];
  readonly values: number[];
  offset: number;
}

export function linearModel(): LinearModel {
  return {
    cost: [],
    lower: [],
    upper: [],
    integer: [],
    rowLower: [],
    rowUpper: [],
    rowStarts: [0],
    indices: [],
    values: [],
    offset: 0,
  };
}

/** @returns index of the new column */
export function addColumn(model: LinearModel, cost: number, lower: number, upper: number, integer: 0 | 1 = 0): number {
  model.cost.push(cost);
  model.lower.push(lower);
  model.upper.push(upper);
  model.integer.push(integer);
  return model.cost.length - 1;
}

/**
 * @param terms column and coefficient in turn, each column once
 * @returns index of the new row
 */
export function addRow(model: LinearModel, lower: number, upper: number, terms: readonly number[]): number {
  for (let at = 0; at < terms.length; at += 2) {
    if (terms[at + 1] === 0) continue;
    model.indices.push(terms[at]!);
    model.values.push(terms[at + 1]!);
  }
  model.rowStarts.push(model.indices.length);
  model.rowLower.push(lower);
  model.rowUpper.push(upper);
  return model.rowLower.length - 1;
}

/** The same programme with these whole-number columns made continuous. */
export function relaxed(model: LinearModel, columns: Iterable<number>): LinearModel {
  const integer = [...model.integer];
  for (const column of columns) integer[column] = 0;
  return { ...model, integer };
}

export function objectiveOf(model: LinearModel, values: Float64Array): number {
  return values.reduce((sum, value, column) => sum + value * model.cost[column]!, model.offset);
}
