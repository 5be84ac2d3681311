const mostTerms = 100_000;
const precision = 1e-15;

/**
 * Share of a gamma variable of scale 1 above x, Q(a, x) = Γ(a, x) / Γ(a): by its series below a + 1, by its continued
 * fraction above. Relative error about 1e-13.
 *
 * @param shape a, above 0
 * @param x     0 or more
 * @returns 0–1
 * @see Abramowitz & Stegun (1964), 6.5.29 and 6.5.31; Lentz (1976), Applied Optics 15(3)
 */
export function upperIncompleteGamma(shape: number, x: number): number {
  if (x <= 0) return 1;
  const kernel = gammaKernel(shape, x);
  return x < shape + 1 ? 1 - kernel * risingSeries(shape, x) : kernel * shape * continuedFraction(shape, x);
}

/**
 * xᵃ e⁻ˣ / Γ(a + 1), by which the density and the incomplete function differ from their series. Precise for large a too.
 *
 * @see Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */
export function gammaKernel(shape: number, x: number): number {
  if (x <= 0) return 0;
  if (shape < smallShape) return Math.exp(shape * Math.log(x) - x) / gammaOfNext(shape);
  const excess = (x - shape) / shape;
  return Math.exp(shape * (Math.log1p(excess) - excess) - stirlingError(shape)) / Math.sqrt(2 * Math.PI * shape);
}

const smallShape = 16;

/** Γ(a + 1), by its recurrence from where Stirling's series holds. */
function gammaOfNext(shape: number): number {
  let product = 1;
  for (let factor = 1; factor <= smallShape; factor++) product *= shape + factor;
  const far = shape + smallShape;
  return (Math.sqrt(2 * Math.PI * far) * Math.exp(far * (Math.log(far) - 1) + stirlingError(far))) / product;
}

/** ln Γ(a + 1) − ln(√(2πa) (a/e)ᵃ), for a from 16 on. */
function stirlingError(shape: number): number {
  const square = shape * shape;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / shape;
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function risingSeries(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let count = 1; count < mostTerms && term > precision * sum; count++) {
    term *= x / (shape + count);
    sum += term;
  }
  return sum;
}

function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let count = 1; count < mostTerms; count++) {
    const a = -count * (count - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < precision) break;
  }
  return fraction;
}
