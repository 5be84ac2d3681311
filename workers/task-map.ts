import type {
  EvaluateInput,
  Evaluation,
  LearnInput,
  Reconciled,
  ReconcileInput,
  SharedLearning,
} from '../shared/contracts/forecast.ts';
import type { Holiday, HolidaysInput } from '../shared/contracts/holidays.ts';
import type { CheckFileInput, FileCheck, FileInspection, InspectFileInput } from '../shared/contracts/import-file.ts';
import type { InventoryPlan, InventoryPlanLine, InventoryProblem } from '../shared/contracts/inventory.ts';
import type { PolicySimulation, SimulationInput } from '../shared/contracts/inventory-simulation.ts';
import type { OrderDocument, RenderedDocument } from '../shared/contracts/order-document.ts';
import type {
  ClassProfile,
  ForecastBatch,
  ForecastBatchInput,
  ProfileClassInput,
} from '../shared/contracts/portfolio.ts';

/** Everything that runs in a worker thread. Types only: the one file here that `src/` may import. */
export interface TaskMap {
  checkImportFile: { input: CheckFileInput; output: FileCheck };
  evaluateForecaster: { input: EvaluateInput; output: Evaluation };
  forecastBatch: { input: ForecastBatchInput; output: ForecastBatch };
  inspectImportFile: { input: InspectFileInput; output: FileInspection };
  learnAcrossSeries: { input: LearnInput; output: SharedLearning };
  listHolidays: { input: HolidaysInput; output: Holiday[] };
  optimizeInventory: { input: InventoryProblem; output: SolvedInventory };
  profileClass: { input: ProfileClassInput; output: ClassProfile };
  simulateInventory: { input: SimulationInput; output: PolicySimulation };
  reconcileForecasts: { input: ReconcileInput; output: Reconciled };
  renderOrderDocument: { input: OrderDocument; output: RenderedDocument };
}

export type TaskName = keyof TaskMap;

/** A plan with each decision record as JSON text, which costs the receiver next to nothing. */
export interface SolvedInventory extends Omit<InventoryPlan, 'lines'> {
  readonly lines: readonly (Omit<InventoryPlanLine, 'decision'> & { readonly decision: string })[];
}

/** What a thread posts while it works. */
export interface TaskProgress {
  /** 0–1. */
  readonly done: number;
  readonly message: string;
  /** Best plan so far and what no plan can be cheaper than; absent before there is one. */
  readonly solver?: { readonly incumbentMinor: number; readonly boundMinor: number | null };
}
