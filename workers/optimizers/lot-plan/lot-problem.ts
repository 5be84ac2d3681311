/**
 * Orders for many lines over weeks, in the form that the search and the solver share: indices instead of names, one
 * array for each quantity. An order of week t arrives in week t + leadWeeks and serves that week's demand.
 */
export interface LotProblem {
  readonly weeks: number;
  readonly lines: readonly LotLine[];
  readonly suppliers: readonly LotSupplier[];
  /** Room at the end of each week by warehouse; infinite when unlimited. */
  readonly volumeLimit: readonly number[];
  /** Goods value that may be ordered in each week; infinite when unlimited. */
  readonly budget: Float64Array;
  /** The same over the horizon. */
  readonly budgetTotal: number;
  /** Goods value on hand at the end of each week; infinite when unlimited. */
  readonly capitalLimit: Float64Array;
  /** Routes between warehouses, and each item's way along them; both empty where nothing can be moved. */
  readonly lanes: readonly LotLane[];
  readonly arcs: readonly LotArc[];
}

/** Orders of each line in packs, and units that leave along each arc; both by week. */
export interface LotPlan {
  readonly packs: readonly Int32Array[];
  readonly moved: readonly Float64Array[];
}

/** A route that items share: so many vehicles leave in a week as their volume needs. */
export interface LotLane {
  readonly vehicleCost: number;
  /** Infinite when a vehicle holds any amount. */
  readonly vehicleVolume: number;
}

/** One item on one lane: units leave `from` at the start of a week and serve `to` from the start of week + leadWeeks. */
export interface LotArc {
  readonly lane: number;
  /** Lines. */
  readonly from: number;
  readonly to: number;
  readonly leadWeeks: number;
  readonly unitCost: number;
}

export interface LotSupplier {
  readonly orderCost: number;
  readonly minimumValue: number;
  /** Units by week; infinite when unlimited. */
  readonly capacity: Float64Array;
}

export interface LotLine {
  readonly supplier: number;
  readonly warehouse: number;
  readonly leadWeeks: number;
  /** Units in a pack; orders are whole packs. */
  readonly packUnits: number;
  /** Fewest packs on an order. */
  readonly minimumPacks: number;
  readonly lineCost: number;
  readonly unitCost: number;
  /** Lower price for every unit from so many packs on, ascending; what it saves counts against the plan's cost. */
  readonly priceBreaks: readonly { readonly packs: number; readonly unitCost: number }[];
  readonly unitVolume: number;
  /** Cost of one unit at the end of a week. */
  readonly holdingCost: number;
  /** Cost of one unit of demand that is not served. */
  readonly shortageCost: number;
  readonly initialStock: number;
  /** Units that come in by week without an order of this plan. */
  readonly receipts: Float64Array;
  readonly demand: Float64Array;
  /** Deviation of the stock at the end and at the start of each week around its expected course; 0 for certain demand. */
  readonly closingDeviation: Float64Array;
  readonly openingDeviation: Float64Array;
  /** Skewness of the demand behind these deviations; 0 for normal forecast errors. */
  readonly closingSkewness: Float64Array;
  readonly openingSkewness: Float64Array;
  /** Deviations of safety that order sizes aim at; only guides the search. */
  readonly safetyDeviations: number;
  /** Units of demand that a late delivery of the next week exposes, one standard deviation of lateness. */
  readonly lateUnits: Float64Array;
  /** Most units on hand at the end of each week; infinite without a shelf life. */
  readonly stockCap: Float64Array;
}

/** Prices that stand for limits which several lines share. */
export interface LimitPrices {
  /** By line and week: for a unit ordered, and for a unit on hand at the end of the week. */
  readonly unit: readonly Float64Array[];
  readonly stock: readonly Float64Array[];
  /** By supplier and week: added to its order cost; less than 0 where it makes room for what is charged by the unit. */
  readonly open: readonly Float64Array[];
}
