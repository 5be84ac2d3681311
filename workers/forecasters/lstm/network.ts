import { logistic, squash } from './activations.ts';

/** One LSTM layer and a linear head that answers every lead from the last hidden state. */
export interface NetworkShape {
  /** Numbers per time step. */
  readonly inputs: number;
  readonly hidden: number;
  /** Time steps per window. */
  readonly steps: number;
  /** Leads answered. */
  readonly outputs: number;
}

/** All weights in one array: input [inputs × 4H], recurrent [H × 4H], bias [4H], head [H × outputs], head bias [outputs]. */
export function weightCount({ inputs, hidden, outputs }: NetworkShape): number {
  return (inputs + hidden + 1) * 4 * hidden + (hidden + 1) * outputs;
}

/** Memory for a batch of windows, reused between batches. */
export interface NetworkMemory {
  readonly gates: Float64Array;
  readonly cells: Float64Array;
  readonly hiddens: Float64Array;
  readonly gateForces: Float64Array;
  readonly cellForces: Float64Array;
  readonly hiddenForces: Float64Array;
  readonly outputs: Float64Array;
}

export function networkMemory(shape: NetworkShape, batch: number): NetworkMemory {
  const { hidden, steps, outputs } = shape;
  return {
    gates: new Float64Array(steps * batch * 4 * hidden),
    cells: new Float64Array((steps + 1) * batch * hidden),
    hiddens: new Float64Array((steps + 1) * batch * hidden),
    gateForces: new Float64Array(batch * 4 * hidden),
    cellForces: new Float64Array(batch * hidden),
    hiddenForces: new Float64Array(batch * hidden),
    outputs: new Float64Array(batch * outputs),
  };
}

/** out[r] += left[r] · right for every row, four products at a time: an entry of `out` is then touched a quarter as often. */
function addProduct(
  out: Float64Array,
  outAt: number,
  left: Float64Array,
  leftAt: number,
  right: Float64Array,
  rightAt: number,
  rows: number,
  inner: number,
  columns: number,
) {
  for (let r = 0; r < rows; r++) {
    const l = leftAt + r * inner;
    for (let k = 0; k < inner; k += 4) {
      addFourRows(out, outAt + r * columns, left, l + k, 1, right, rightAt + k * columns, inner - k, columns);
    }
  }
}

/** gradient[k] += Σ_r left[r][k] · force[r], four of them at a time. */
function addOuter(
  gradient: Float64Array,
  gradientAt: number,
  left: Float64Array,
  leftAt: number,
  force: Float64Array,
  rows: number,
  inner: number,
  columns: number,
) {
  for (let k = 0; k < inner; k++) {
    for (let r = 0; r < rows; r += 4) {
      const l = leftAt + r * inner + k;
      addFourRows(gradient, gradientAt + k * columns, left, l, inner, force, r * columns, rows - r, columns);
    }
  }
}

/** Adds the next four of so many `rows` of `right` to one of `out`, each times a factor; the factors lie `step` apart. */
function addFourRows(
  out: Float64Array,
  outAt: number,
  factors: Float64Array,
  factorAt: number,
  step: number,
  right: Float64Array,
  rightAt: number,
  rows: number,
  columns: number,
) {
  if (rows >= 4) {
    const first = factors[factorAt]!;
    const second = factors[factorAt + step]!;
    const third = factors[factorAt + 2 * step]!;
    const fourth = factors[factorAt + 3 * step]!;
    for (let c = 0, at = rightAt; c < columns; c++, at++) {
      out[outAt + c]! +=
        first * right[at]! +
        second * right[at + columns]! +
        third * right[at + 2 * columns]! +
        fourth * right[at + 3 * columns]!;
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    const factor = factors[factorAt + row * step]!;
    for (let c = 0; c < columns; c++) out[outAt + c]! += factor * right[rightAt + row * columns + c]!;
  }
}

/**
 * Runs a batch forward.
 *
 * @param windows  step by step: entry (step · batch + row) · inputs + input
 * @returns memory.outputs, batch × outputs
 */
export function forward(
  shape: NetworkShape,
  weights: Float64Array,
  windows: Float64Array,
  batch: number,
  memory: NetworkMemory,
): Float64Array {
  const { inputs, hidden, steps, outputs } = shape;
  const width = 4 * hidden;
  const recurrentAt = inputs * width;
  const biasAt = recurrentAt + hidden * width;
  const headAt = biasAt + width;
  const headBiasAt = headAt + hidden * outputs;
  const { gates, cells, hiddens } = memory;
  cells.fill(0, 0, batch * hidden);
  hiddens.fill(0, 0, batch * hidden);
  for (let step = 0; step < steps; step++) {
    const at = step * batch * width;
    for (let r = 0; r < batch; r++) for (let c = 0; c < width; c++) gates[at + r * width + c] = weights[biasAt + c]!;
    addProduct(gates, at, windows, step * batch * inputs, weights, 0, batch, inputs, width);
    addProduct(gates, at, hiddens, step * batch * hidden, weights, recurrentAt, batch, hidden, width);
    const before = step * batch * hidden;
    const after = before + batch * hidden;
    for (let r = 0; r < batch; r++) {
      for (let j = 0; j < hidden; j++) {
        const g = at + r * width + j;
        const input = logistic(gates[g]!);
        const forget = logistic(gates[g + hidden]!);
        const candidate = squash(gates[g + 2 * hidden]!);
        const output = logistic(gates[g + 3 * hidden]!);
        gates[g] = input;
        gates[g + hidden] = forget;
        gates[g + 2 * hidden] = candidate;
        gates[g + 3 * hidden] = output;
        const cell = forget * cells[before + r * hidden + j]! + input * candidate;
        cells[after + r * hidden + j] = cell;
        hiddens[after + r * hidden + j] = output * squash(cell);
      }
    }
  }
  const result = memory.outputs;
  for (let r = 0; r < batch; r++) {
    for (let c = 0; c < outputs; c++) result[r * outputs + c] = weights[headBiasAt + c]!;
  }
  addProduct(result, 0, hiddens, steps * batch * hidden, weights, headAt, batch, hidden, outputs);
  return result;
}

/**
 * Back-propagates through time after `forward` on the same batch and memory.
 *
 * @param outputForces  derivative of the loss by each output, batch × outputs
 * @param gradient      derivative by each weight; added to
 */
export function backward(
  shape: NetworkShape,
  weights: Float64Array,
  windows: Float64Array,
  batch: number,
  memory: NetworkMemory,
  outputForces: Float64Array,
  gradient: Float64Array,
): void {
  const { inputs, hidden, steps, outputs } = shape;
  const width = 4 * hidden;
  const recurrentAt = inputs * width;
  const biasAt = recurrentAt + hidden * width;
  const headAt = biasAt + width;
  const headBiasAt = headAt + hidden * outputs;
  const { gates, cells, hiddens, gateForces, cellForces, hiddenForces } = memory;
  addOuter(gradient, headAt, hiddens, steps * batch * hidden, outputForces, batch, hidden, outputs);
  for (let r = 0; r < batch; r++) {
    for (let c = 0; c < outputs; c++) gradient[headBiasAt + c]! += outputForces[r * outputs + c]!;
    for (let j = 0; j < hidden; j++) {
      let sum = 0;
      for (let c = 0; c < outputs; c++) sum += outputForces[r * outputs + c]! * weights[headAt + j * outputs + c]!;
      hiddenForces[r * hidden + j] = sum;
    }
  }
  cellForces.fill(0, 0, batch * hidden);
  for (let step = steps - 1; step >= 0; step--) {
    const at = step * batch * width;
    const before = step * batch * hidden;
    const after = before + batch * hidden;
    for (let r = 0; r < batch; r++) {
      for (let j = 0; j < hidden; j++) {
        const g = at + r * width + j;
        const h = r * hidden + j;
        const input = gates[g]!;
        const forget = gates[g + hidden]!;
        const candidate = gates[g + 2 * hidden]!;
        const output = gates[g + 3 * hidden]!;
        const squashed = squash(cells[after + h]!);
        const cellForce = cellForces[h]! + hiddenForces[h]! * output * (1 - squashed * squashed);
        const f = r * width + j;
        gateForces[f] = cellForce * candidate * input * (1 - input);
        gateForces[f + hidden] = cellForce * cells[before + h]! * forget * (1 - forget);
        gateForces[f + 2 * hidden] = cellForce * input * (1 - candidate * candidate);
        gateForces[f + 3 * hidden] = hiddenForces[h]! * squashed * output * (1 - output);
        cellForces[h] = cellForce * forget;
      }
    }
    addOuter(gradient, 0, windows, step * batch * inputs, gateForces, batch, inputs, width);
    addOuter(gradient, recurrentAt, hiddens, before, gateForces, batch, hidden, width);
    for (let r = 0; r < batch; r++) {
      for (let c = 0; c < width; c++) gradient[biasAt + c]! += gateForces[r * width + c]!;
    }
    for (let r = 0; r < batch; r++) {
      for (let j = 0; j < hidden; j++) {
        let sum = 0;
        const w = recurrentAt + j * width;
        for (let c = 0; c < width; c++) sum += gateForces[r * width + c]! * weights[w + c]!;
        hiddenForces[r * hidden + j] = sum;
      }
    }
  }
}
