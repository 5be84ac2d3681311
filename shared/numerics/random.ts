/** Seeded random numbers: same seed, same sequence, in any thread or browser. */
export interface Random {
  /** Uniform on [0, 1). */
  next(): number;
  /** Whole number, uniform on [0, bound). */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * xoshiro128** generator, its state spread from the seed by splitmix32.
 *
 * @param seed any finite number; its lower 32 bits count
 * @see Blackman & Vigna (2021), ACM Trans. Math. Softw. 47(4)
 */
export function random(seed: number): Random {
  let mix = seed | 0;
  const splitMix = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let a = splitMix();
  let b = splitMix();
  let c = splitMix();
  let d = splitMix();
  const bits = () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const next = () => (bits() * 0x200000 + (bits() >>> 11)) / 2 ** 53;
  let spare = Number.NaN;
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { next, below: bound => Math.floor(next() * bound), normal };
}
