import type { Highs, Model, ModelData } from 'highs';
import loadHighs from 'highs';
import type { LinearModel } from './linear-model.ts';

export type SolveStatus = 'optimal' | 'feasible' | 'infeasible' | 'unknown';

export interface SolveResult {
  readonly status: SolveStatus;
  /** Values by column; null without a feasible point. */
  readonly values: Float64Array | null;
  readonly objective: number;
  /** Proven lower bound. */
  readonly bound: number;
}

export interface SolveOptions {
  readonly timeLimitSeconds: number;
  readonly relativeGap?: number;
  /** Feasible point to start from, by column. */
  readonly start?: Float64Array;
  readonly seed?: number;
  /** Goes on from the basis of the last solve; only for a linear programme whose bounds moved a little. */
  readonly warm?: boolean;
  cancelled?(): boolean;
  improved?(objective: number, values: Float64Array): void;
  bounded?(bound: number): void;
}

/** A model kept in the solver's memory, so that bounds can change between solves. Dispose it. */
export interface SolverSession {
  /** Column bounds for the next solve; arrays by column. */
  setBounds(lower: Float64Array, upper: Float64Array): void;
  solve(options: SolveOptions): SolveResult;
  dispose(): void;
}

let loaded: Promise<Highs> | null = null;

/** The solver is compiled once for each thread. */
export function loadSolver(): Promise<Highs> {
  // The package's types describe an ES module default where Node sees a CommonJS one.
  loaded ??= (loadHighs as unknown as () => Promise<Highs>)();
  return loaded;
}

export function openSession(highs: Highs, linear: LinearModel): SolverSession {
  const columns = linear.cost.length;
  const model: Model = highs.createModel(asModelData(highs, linear));
  const isInteger = linear.integer.some(each => each === 1);
  const all = { kind: 'range', from: 0, to: columns - 1 } as const;
  return {
    setBounds(lower, upper) {
      model.changeColsBounds(all, lower, upper);
    },
    solve(options) {
      if (!options.warm) model.clearSolver();
      model.options.set({
        output_flag: false,
        presolve: options.warm ? 'off' : 'choose',
        time_limit: Math.max(0.05, options.timeLimitSeconds),
        mip_rel_gap: options.relativeGap ?? 1e-6,
        random_seed: options.seed ?? 0,
      });
      model.zeroAllClocks();
      if (options.start) model.setSolution({ colValue: options.start });
      const { callbackType } = highs.constants;
      model.run({
        [callbackType.mipInterrupt](event) {
          if (event.data.mip_dual_bound !== undefined) options.bounded?.(event.data.mip_dual_bound);
          if (options.cancelled?.()) event.interrupt();
        },
        [callbackType.mipImprovingSolution](event) {
          const { mip_solution: values, objective_function_value: objective } = event.data;
          if (values && objective !== undefined) options.improved?.(objective, values);
        },
      });
      return readResult(highs, model, isInteger);
    },
    dispose: () => model.dispose(),
  };
}

/** Solves once. */
export function solveOnce(highs: Highs, linear: LinearModel, options: SolveOptions): SolveResult {
  const session = openSession(highs, linear);
  try {
    return session.solve(options);
  } finally {
    session.dispose();
  }
}

function readResult(highs: Highs, model: Model, isInteger: boolean): SolveResult {
  const status = model.getModelStatus();
  const { modelStatus, solutionStatus } = highs.constants;
  const feasible = Number(model.info.get('primal_solution_status')) === solutionStatus.feasible;
  const bound = isInteger ? Number(model.info.get('mip_dual_bound')) : model.getObjectiveValue();
  if (status === modelStatus.infeasible || !feasible) {
    const known = status === modelStatus.infeasible ? 'infeasible' : 'unknown';
    return { status: known, values: null, objective: Number.POSITIVE_INFINITY, bound };
  }
  const solution = model.getSolution();
  return {
    status: status === modelStatus.optimal ? 'optimal' : 'feasible',
    values: solution.colValue,
    objective: model.getObjectiveValue(),
    bound,
  };
}

function asModelData(highs: Highs, linear: LinearModel): ModelData {
  const infinite = (values: readonly number[]) =>
    Float64Array.from(values, value => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity));
  return {
    numCols: linear.cost.length,
    numRows: linear.rowLower.length,
    offset: linear.offset,
    colCost: Float64Array.from(linear.cost),
    colLower: infinite(linear.lower),
    colUpper: infinite(linear.upper),
    rowLower: infinite(linear.rowLower),
    rowUpper: infinite(linear.rowUpper),
    integrality: Int32Array.from(linear.integer),
    matrix: {
      format: 'csr',
      numRows: linear.rowLower.length,
      numCols: linear.cost.length,
      starts: Int32Array.from(linear.rowStarts),
      indices: Int32Array.from(linear.indices),
      values: Float64Array.from(linear.values),
    },
  };
}
