import { Decimal } from 'decimal.js';

/** All-units discount in a supplier's terms: from this quantity of an order line on, every unit costs `unitCost`. */
export type TermPriceBreak = {
  /** Units of the SKU. */
  readonly minimumQuantity: number;
  /** Decimal text in the supplier's currency. */
  readonly unitCost: string;
};

/** What a supplier asks for a unit. */
export interface PriceTerms {
  /** Below the first price break; decimal text in the supplier's currency. */
  readonly unitCost: string;
  /** Ascending by quantity. */
  readonly priceBreaks: readonly TermPriceBreak[];
}

/**
 * Price of every unit of an order line: that of the highest price break which its quantity reaches.
 *
 * @param quantity units, decimal text or number
 * @returns decimal text with four places, as order lines keep it
 * @example unitCostAt('600', { unitCost: '2', priceBreaks: [{ minimumQuantity: 600, unitCost: '1.9' }] }); // => '1.9000'
 */
export function unitCostAt(quantity: string | number, { unitCost, priceBreaks }: PriceTerms): string {
  const units = new Decimal(quantity);
  const reached = priceBreaks.findLast(({ minimumQuantity }) => units.gte(minimumQuantity));
  return new Decimal(reached?.unitCost ?? unitCost).toFixed(4);
}

export interface PriceBreakProblem {
  /** Index of the price break. */
  readonly index: number;
  readonly field: keyof TermPriceBreak;
  /** What is wrong and how to mend it. */
  readonly message: string;
}

/** Where price breaks do not make sense: quantities must rise and prices fall, beginning below the unit cost. */
export function priceBreakProblems({ unitCost, priceBreaks }: PriceTerms): PriceBreakProblem[] {
  return priceBreaks.flatMap((each, index) => {
    const before = priceBreaks[index - 1];
    const problems: PriceBreakProblem[] = [];
    const least = before?.minimumQuantity ?? 0;
    if (!(each.minimumQuantity > least)) {
      problems.push({ index, field: 'minimumQuantity', message: `Enter a quantity above ${least}.` });
    }
    const most = before?.unitCost ?? unitCost;
    if (!new Decimal(each.unitCost).lt(most)) {
      const whose = before ? 'the price break before it' : 'the unit cost without a price break';
      problems.push({ index, field: 'unitCost', message: `Enter less than ${most}, ${whose}.` });
    }
    return problems;
  });
}
