import { cycleServiceLevel } from './cycle-service-level.ts';
import { argumentOf, argumentsOf, type DecisionFormula, formula } from './decision-formula.ts';
import { quantileSkewness } from './quantile-skewness.ts';
import { safetyStockForCycleService } from './safety-stock-for-cycle-service.ts';
import { safetyStockForFillRate } from './safety-stock-for-fill-rate.ts';
import { safetyStockForFillRateUnderReview } from './safety-stock-for-fill-rate-under-review.ts';
import { skewnessOf } from './stock-spread.ts';
import { sumOverInterval } from './sum-over-interval.ts';

/** Formulas of a decision on the forecast's own distribution, where it has quantiles. Stored with plans like the others. */
export const skewedDecisionFormulas: Readonly<Record<string, DecisionFormula>> = {
  'forecast-skewness': {
    title: 'Skewness of the forecast of a week',
    expression: 'shifted gamma distribution around {mean} whose quantiles run closest to those of the forecast',
    evaluate: values =>
      quantileSkewness(argumentsOf(values, 'probability'))(
        argumentOf(values, 'mean'),
        argumentOf(values, 'deviation'),
        argumentsOf(values, 'quantile'),
      ),
  },
  'interval-skewness': {
    title: 'Skewness of demand over the protected interval',
    expression: 'Σ skewness × deviation³ of each week in {days} days / {deviation}³',
    evaluate: values => {
      const skewness = argumentsOf(values, 'skewness');
      const cubes = argumentsOf(values, 'week').map((deviation, week) => skewness[week]! * deviation ** 3);
      return skewnessOf(sumOverInterval(argumentOf(values, 'days'), cubes), argumentOf(values, 'deviation'));
    },
  },
  'safety-stock-cycle-skewed': formula(
    'Safety stock for cycle service',
    'K({target}) × {deviation} with K the quantile of a shifted gamma distribution of skewness {skewness}, at least 0',
    ['target', 'deviation', 'skewness'],
    (target, deviation, skewness) => Math.max(0, safetyStockForCycleService(target, deviation, skewness)),
  ),
  'safety-stock-fill-skewed': formula(
    'Safety stock for fill rate',
    'k × {deviation} with {deviation} × G(k) = (1 − {target}) × {cycleQuantity}, G the loss of a shifted gamma distribution of skewness {skewness}, at least 0',
    ['target', 'deviation', 'cycleQuantity', 'skewness'],
    (target, deviation, cycleQuantity, skewness) =>
      cycleQuantity > 0 ? Math.max(0, safetyStockForFillRate(target, cycleQuantity, deviation, skewness)) : 0,
  ),
  'safety-stock-fill-review-skewed': formula(
    'Safety stock for fill rate under periodic review',
    'stock whose shortage in a cycle, by a shifted gamma distribution of skewness {skewness} and averaged over {reviewDemand} of undershoot, is (1 − {target}) × ({cycleQuantity} + {reviewDemand} / 2), at least 0',
    ['target', 'deviation', 'cycleQuantity', 'reviewDemand', 'skewness'],
    (target, deviation, cycleQuantity, reviewDemand, skewness) =>
      cycleQuantity > 0
        ? Math.max(0, safetyStockForFillRateUnderReview(target, cycleQuantity, reviewDemand, deviation, skewness))
        : 0,
  ),
  'implied-shortage-cost-skewed': formula(
    'What the service target says that one unit short costs',
    '{holdingCostMinor} × {cycleQuantity} / ((1 − F({safetyStock} / {deviation})) × {demandPerYear}) with F the shifted gamma distribution of skewness {skewness}',
    ['holdingCostMinor', 'cycleQuantity', 'safetyStock', 'deviation', 'demandPerYear', 'skewness'],
    (holdingCostMinor, cycleQuantity, safetyStock, deviation, demandPerYear, skewness) => {
      // As for the normal distribution: certainty has no shortage to price.
      const risk = Math.max(1e-4, 1 - cycleServiceLevel(safetyStock, deviation, skewness));
      return demandPerYear > 0 ? (holdingCostMinor * cycleQuantity) / (risk * demandPerYear) : 0;
    },
  ),
};
