import { expect, test } from 'vitest';
import { lagrangianBound } from '../lot-bound/lower-bound.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import { lotModel, planOf, solutionOf } from '../lot-plan/lot-model.ts';
import { searchLots } from '../lot-plan/lot-search.ts';
import { loadSolver, solveOnce } from '../solver/highs-solver.ts';
import { checkLotSizing, lotSizingModel } from './capacitated-lot-sizing.ts';
import { checkFacility, facilityModel } from './facility-location.ts';
import purchase from './gold/purchase-5x6-s1.json' with { type: 'json' };
import transfer from './gold/transfer-3w4i-s21.json' with { type: 'json' };
import trigeiro from './gold/trigeiro-F1.json' with { type: 'json' };
import { checkPurchase, purchaseProblem } from './purchase-plan.ts';
import { solveInstance } from './solve-instance.ts';
import { checkTransfer, transferModel } from './transfer-allocation.ts';

const problem = purchaseProblem(purchase);

/** Ends after so many questions, so that a test does the same work on any machine. */
const questions = (count: number) => {
  let asked = 0;
  return () => asked++ / count;
};

function ordersOf(packs: readonly Int32Array[]) {
  return { orders: packs.map((each, item) => [...each].map(count => count * purchase.multiple[item]!)) };
}

test('the search alone reaches the proven optimum of the 5 × 6 purchase plan, and its check agrees', () => {
  const start = searchLots(problem, { seed: 1, elapsedShare: questions(300) });
  const found = annealLots(problem, {
    seed: 1,
    start: { packs: start.packs, moved: [] },
    rounds: 2,
    heat: 1,
    elapsedShare: questions(1500),
  });
  const check = checkPurchase(purchase, ordersOf(found.plan!.packs));
  expect(check.violations).toEqual([]);
  expect(check.objective).toBeCloseTo(found.cost, 6);
  expect(check.objective).toBeCloseTo(purchase.best_known, 2);
}, 120_000);

test('the lower bound stays below the proven optimum and comes near it', () => {
  const bound = lagrangianBound(problem).raise(60, purchase.best_known, () => false);
  expect(bound).toBeLessThanOrEqual(purchase.best_known + 1e-6);
  expect(bound).toBeGreaterThan(0.6 * purchase.best_known);
}, 120_000);

test('the strong formulation has the same optimum, and plans go into it and back unchanged', async () => {
  const model = lotModel(problem);
  const result = solveOnce(await loadSolver(), model.linear, { timeLimitSeconds: 60 });
  expect(result.status).toBe('optimal');
  expect(result.objective).toBeCloseTo(purchase.best_known, 2);
  const plan = planOf(problem, model, result.values!);
  expect(checkPurchase(purchase, ordersOf(plan))).toEqual({ objective: expect.closeTo(462.43, 2), violations: [] });
  expect(planOf(problem, model, solutionOf(problem, model, plan))).toEqual(plan);
}, 120_000);

test('one transfer and one lot-sizing instance are solved to their proven optima', async () => {
  const never = () => false;
  const moved = transferModel(transfer);
  const shipping = await solveInstance(moved, 'prove', 60, 1, never);
  const transferCheck = checkTransfer(transfer, moved.planOf(shipping.values!));
  expect(transferCheck).toEqual({ objective: expect.closeTo(transfer.best_known, 3), violations: [] });
  const lots = lotSizingModel(trigeiro);
  const made = await solveInstance(lots, 'improve', 4, 1, never);
  const lotCheck = checkLotSizing(trigeiro, lots.planOf(made.values!));
  expect(lotCheck.violations).toEqual([]);
  expect(lotCheck.objective).toBeGreaterThanOrEqual(trigeiro.best_known - 1e-6);
  expect(lotCheck.objective).toBeLessThan(1.05 * trigeiro.best_known);
}, 120_000);

test('a location instance small enough to do by hand', async () => {
  const instance = {
    warehouses: 2,
    customers: 2,
    capacity: [10, 10],
    fixed_cost: [5, 100],
    demand: [4, 8],
    cost: [
      [1, 9],
      [2, 3],
    ],
  };
  const model = facilityModel(instance);
  const solved = await solveInstance(model, 'prove', 10, 1, () => false);
  const check = checkFacility(instance, model.planOf(solved.values!));
  expect(check.violations).toEqual([]);
  // Twelve units do not fit into one warehouse: both open, customer 1 takes 6 of 8 units from the first.
  expect(check.objective).toBeCloseTo(105 + 1 + 2 * 0.75 + 3 * 0.25, 6);
}, 120_000);

test('checks name what is wrong with a plan', () => {
  const nothing = { orders: purchase.demand.map(row => row.map(() => 0)) };
  const lostSales = checkPurchase(purchase, nothing);
  expect(lostSales.violations).toEqual([]);
  expect(lostSales.objective).toBeGreaterThan(purchase.best_known);
  const wild = { orders: purchase.demand.map(row => row.map(() => 121)) };
  const words = checkPurchase(purchase, wild).violations.join('\n');
  expect(words).toContain('is no multiple');
  expect(words).toContain('over the budget');
  expect(words).toContain('over-full');
});
