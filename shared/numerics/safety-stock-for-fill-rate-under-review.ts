import { demandLoss } from './demand-loss.ts';
import { requireNonNegative, requirePositive, requireProbability } from './require-domain.ts';
import { skewedSecondOrderLoss } from './skewed-distribution.ts';

/**
 * Safety stock for a fill rate when stock is looked at only every review period. An order is then placed not at the
 * reorder point but somewhere below it, on average half a review's demand, and brings that much more; so the stock for
 * lead time plus the whole review period protects more than the plain formula grants.
 *
 * Shortage in a cycle is averaged over where the position is found, evenly spread over one review's demand.
 *
 * @param fillRate     β, 0–1, both excluded
 * @param lotSize      units that an order brings beyond the reorder point, above 0
 * @param reviewDemand units expected in one review period, 0 or more
 * @param deviation    deviation of demand over lead time plus review period, units
 * @param skewness     of that demand; 0 is the normal distribution
 * @returns units above the expected demand of lead time plus review period; negative when none is needed
 * @throws AppError `numerics.out-of-domain`
 * @see Silver, Pyke & Peterson (1998), §7.9 on undershoot
 */
export function safetyStockForFillRateUnderReview(
  fillRate: number,
  lotSize: number,
  reviewDemand: number,
  deviation: number,
  skewness = 0,
): number {
  requireProbability('fillRate', fillRate);
  requirePositive('lotSize', lotSize);
  requireNonNegative('reviewDemand', reviewDemand);
  requireNonNegative('deviation', deviation);
  const allowed = (1 - fillRate) * (lotSize + reviewDemand / 2);
  const short = (stock: number) => {
    if (reviewDemand === 0) return demandLoss(stock, 0, deviation, skewness);
    const top = stock + reviewDemand;
    const below = (level: number) =>
      deviation > 0 ? deviation ** 2 * skewedSecondOrderLoss(level / deviation, skewness) : Math.min(0, level) ** 2 / 2;
    return (below(stock) - below(top)) / reviewDemand;
  };
  let low = -reviewDemand - allowed - deviation;
  let high = 8 * deviation * (1 + Math.max(0, skewness));
  for (let step = 0; step < 200 && high - low > 1e-10 * Math.max(1, Math.abs(high)); step++) {
    const middle = (low + high) / 2;
    if (short(middle) > allowed) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
