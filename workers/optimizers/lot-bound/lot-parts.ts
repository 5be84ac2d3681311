import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';

/** Lines that neither a supplier nor a lane joins to others, as a problem of their own with what they do not share. */
export interface LotPart {
  readonly lots: LotProblem;
  /** Of the whole problem. */
  readonly lines: readonly number[];
  readonly suppliers: readonly number[];
  readonly arcs: readonly number[];
}

/** Splits a problem, its limits over all lines and on warehouses' room left out. */
export function lotParts(problem: LotProblem): LotPart[] {
  const { weeks, lines, suppliers, arcs } = problem;
  const unlimited = new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);
  /** By supplier, the first of those that lanes join it to. */
  const first = suppliers.map((_, index) => index);
  const rootOf = (supplier: number): number => {
    let root = supplier;
    while (first[root] !== root) root = first[root]!;
    return root;
  };
  for (const { from, to } of arcs) {
    const [one, other] = [rootOf(lines[from]!.supplier), rootOf(lines[to]!.supplier)];
    first[Math.max(one, other)] = Math.min(one, other);
  }
  const of = (root: number, count: number, supplierOf: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => index).filter(index => rootOf(supplierOf(index)) === root);
  return [...new Set(lines.map(({ supplier }) => rootOf(supplier)))].map(root => {
    const ownLines = of(root, lines.length, index => lines[index]!.supplier);
    const ownSuppliers = of(root, suppliers.length, index => index);
    const ownArcs = of(root, arcs.length, index => lines[arcs[index]!.from]!.supplier);
    const lineAt = new Map(ownLines.map((line, at) => [line, at]));
    return {
      lines: ownLines,
      suppliers: ownSuppliers,
      arcs: ownArcs,
      lots: {
        ...problem,
        lines: ownLines.map(index => ({
          ...lines[index]!,
          supplier: ownSuppliers.indexOf(lines[index]!.supplier),
        })),
        suppliers: ownSuppliers.map(index => suppliers[index]!),
        volumeLimit: problem.volumeLimit.map(() => Number.POSITIVE_INFINITY),
        budget: unlimited,
        budgetTotal: Number.POSITIVE_INFINITY,
        capitalLimit: unlimited,
        arcs: ownArcs.map(index => ({
          ...arcs[index]!,
          from: lineAt.get(arcs[index]!.from)!,
          to: lineAt.get(arcs[index]!.to)!,
        })),
      },
    };
  });
}

/** The part of a plan that the lines of the part have. */
export function planOfPart({ lines, arcs }: LotPart, plan: LotPlan): LotPlan {
  return { packs: lines.map(index => plan.packs[index]!), moved: arcs.map(index => plan.moved[index]!) };
}
