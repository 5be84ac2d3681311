/** Feature values cut into at most 255 bins: a tree needs only their order. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly features: number;
  /** Column by column: entry feature · rows + row. */
  readonly bins: Uint8Array;
  /** Upper edges for each feature, ascending; a value goes to the first bin whose edge is not below it. */
  readonly edges: readonly Float64Array[];
}

/** Values for each bin from which quantiles are taken, where there are more. */
const sampledPerBin = 20;
/** Rows up to which all values are sorted. */
const sortedRows = 10_000;
const samplingStep = 31;

/**
 * Cuts columns at quantiles, or between each pair of neighbours when there are few distinct values.
 *
 * @param columns  features, each of length rows; NaN goes to the last bin
 */
export function binColumns(columns: readonly Float64Array[], maximumBins = 255): BinnedMatrix {
  return binWith(
    columns,
    columns.map(column => quantileEdges(column, maximumBins)),
  );
}

/** Puts columns into the bins of a trained model. */
export function binWith(columns: readonly Float64Array[], edges: readonly Float64Array[]): BinnedMatrix {
  const rows = columns[0]?.length ?? 0;
  const bins = new Uint8Array(rows * columns.length);
  for (let feature = 0; feature < columns.length; feature++) {
    const column = columns[feature]!;
    const offset = feature * rows;
    const own = edges[feature]!;
    for (let row = 0; row < rows; row++) bins[offset + row] = binOf(column[row]!, own);
  }
  return { rows, features: columns.length, bins, edges };
}

/** Index of the bin that holds a value. */
export function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let length = edges.length;
  while (length > 0) {
    const half = (length + 1) >> 1;
    // Counted, not branched on: every other branch would be mispredicted. NaN is at most no edge.
    low += half * (value <= edges[low + half - 1]! ? 0 : 1);
    length -= half;
  }
  return low;
}

function quantileEdges(column: Float64Array, maximumBins: number): Float64Array {
  // A sample is enough for quantiles, but not to find every one of few values.
  const stride = column.length > sortedRows ? Math.floor(column.length / (sampledPerBin * maximumBins)) : 1;
  let sorted = sortedKnown(stride > 1 ? evenSample(column, stride) : column.slice());
  let distinct = distinctValues(sorted, maximumBins + 1);
  if (stride > 1 && distinct.length <= maximumBins) {
    sorted = sortedKnown(column.slice());
    distinct = distinctValues(sorted, maximumBins + 1);
  }
  if (distinct.length <= maximumBins) {
    return Float64Array.from(
      { length: Math.max(0, distinct.length - 1) },
      (_, i) => (distinct[i]! + distinct[i + 1]!) / 2,
    );
  }
  const out: number[] = [];
  for (let i = 1; i < maximumBins; i++) {
    const position = Math.floor((i * sorted.length) / maximumBins);
    const edge = (sorted[position - 1]! + sorted[position]!) / 2;
    if (out.length === 0 || edge > out[out.length - 1]!) out.push(edge);
  }
  return Float64Array.from(out);
}

/** One of each `stride` values, each time another: rows may come in a cycle, as leads do. */
function evenSample(values: Float64Array, stride: number): Float64Array {
  const out = new Float64Array(Math.floor(values.length / stride));
  for (let i = 0; i < out.length; i++) out[i] = values[i * stride + ((i * samplingStep) % stride)]!;
  return out;
}

/** Sorts in place and leaves out NaN, which comes last. */
function sortedKnown(values: Float64Array): Float64Array {
  const sorted = values.sort();
  const known = sorted.findIndex(Number.isNaN);
  return known < 0 ? sorted : sorted.subarray(0, known);
}

/** The smallest so many different values of sorted ones. */
function distinctValues(sorted: Float64Array, most: number): number[] {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length < most; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  }
  return distinct;
}
