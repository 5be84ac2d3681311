import type { InventoryProblem } from './inventory.ts';

export interface SimulationInput {
  readonly problem: InventoryProblem;
  /** Demand paths for each line, e.g. 1,000. */
  readonly paths: number;
}

/** How one line's policy fared over all paths. */
export interface SimulatedLine {
  readonly itemId: string;
  readonly warehouseId: string;
  readonly serviceMeasure: 'cycle' | 'fill';
  readonly serviceTarget: number;
  /** Share of demand served from the shelf, over all paths and all days that an order could still reach. */
  readonly fillRate: number;
  /** Share of replenishment cycles that ended without a shortage. */
  readonly cycleService: number;
  /** Units on hand at the end of a day, on average. */
  readonly averageStock: number;
}

export interface PolicySimulation {
  readonly paths: number;
  /** Over all lines, by units. */
  readonly fillRate: number;
  readonly lines: readonly SimulatedLine[];
}
