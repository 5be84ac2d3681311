import type { ServiceTarget } from '../contracts/inventory.ts';
import type { Period } from '../contracts/series.ts';
import type { TermPriceBreak } from '../purchasing/price-breaks.ts';
import type { SupplierCapacityInputs } from './capacity-by-week.ts';
import type { WeeklyForecast } from './demand-by-week.ts';

/** What is known about one SKU in one warehouse before planning; null where nothing is. Amounts are decimal text. */
export interface PairInputs {
  readonly sku: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    /** From arrival to the last day of sale; null is unlimited. */
    readonly shelfLifeDays: number | null;
    readonly shelfLifeSource: string | null;
  };
  readonly warehouse: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    /** Units it holds in all; null is no limit. */
    readonly capacityUnits: number | null;
  };
  readonly stock: {
    readonly onHand: number;
    readonly backOrdered: number;
    readonly asOf: string;
    readonly source: string;
  } | null;
  readonly policy: {
    readonly service: ServiceTarget;
    readonly reviewPeriodDays: number;
    readonly holdingRatePerYear: number;
    readonly source: string;
  } | null;
  /** What is still to come; `expectedOn` null when nobody said. */
  readonly openOrders: readonly {
    /** From a supplier, or from another warehouse. */
    readonly kind: 'purchase' | 'transfer';
    readonly orderId: string;
    readonly number: string;
    readonly quantity: number;
    readonly expectedOn: string | null;
  }[];
  readonly terms: {
    readonly supplier: SupplierInputs;
    readonly unitCost: string;
    /** Ascending by quantity. */
    readonly priceBreaks: readonly TermPriceBreak[];
    readonly minimumOrderQuantity: number;
    readonly orderMultiple: number;
    readonly source: string;
  } | null;
  readonly forecast: (WeeklyForecast & PublishedAs) | null;
}

export interface SupplierInputs {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** ISO 4217; of every amount below. */
  readonly currency: string;
  readonly leadTimeDays: number;
  readonly leadTimeDeviationDays: number;
  /** Where these days come from: the stated terms, or deliveries. */
  readonly leadTimeSource: string;
  readonly orderCost: string;
  readonly minimumOrderValue: string;
  readonly source: string;
  readonly capacity: SupplierCapacityInputs;
  /** Where the capacity of the first week comes from. */
  readonly capacitySource: string;
}

export interface PublishedAs {
  readonly id: string;
  readonly version: number;
  /** What screens call the model. */
  readonly model: string;
  /** What it was published by; absent means weeks. */
  readonly period?: Period;
  /** Business day of publication. */
  readonly publishedOn: string;
  /** Weeks (first day, `YYYY-MM-DD`) whose figure a planner set; absent means none. */
  readonly overrides?: readonly { readonly week: string; readonly author: string }[];
}

/** A way to move stock from one warehouse to another; amounts are decimal text in pounds. */
export interface LaneInputs {
  readonly fromWarehouseCode: string;
  readonly toWarehouseCode: string;
  readonly leadTimeDays: number;
  readonly unitCost: string;
  /** Of each week's shipment, however much it holds. */
  readonly shipmentCost: string;
}

/** Pounds for one unit of a currency, as stored for a day. */
export interface RateInputs {
  readonly gbpPerUnit: string;
  readonly day: string;
  readonly source: string;
}

/** By ISO 4217 code; pounds need no entry. */
export type Rates = ReadonlyMap<string, RateInputs>;

/** The pairs for which everything is there. */
export type CompletePair = PairInputs & {
  readonly [Part in 'stock' | 'policy' | 'terms' | 'forecast']: NonNullable<PairInputs[Part]>;
};
