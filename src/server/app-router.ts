import { catalogueRouter } from '../features/data/catalogue/router.ts';
import { dataQualityRouter } from '../features/data/data-quality/router.ts';
import { exchangeRatesRouter } from '../features/data/exchange-rates/router.ts';
import { importRunsRouter } from '../features/data/import-runs/router.ts';
import { importsRouter } from '../features/data/imports/router.ts';
import { stockOutsRouter } from '../features/data/stock-outs/router.ts';
import { demandEventsRouter } from '../features/forecasting/demand-events/router.ts';
import { finalForecastsRouter } from '../features/forecasting/final-forecasts/router.ts';
import { forecastAccuracyRouter } from '../features/forecasting/forecast-accuracy/router.ts';
import { forecastRunsRouter } from '../features/forecasting/forecast-runs/router.ts';
import { forecastsRouter } from '../features/forecasting/forecasts/router.ts';
import { overridesRouter } from '../features/forecasting/overrides/router.ts';
import { portfolioRouter } from '../features/forecasting/portfolio/router.ts';
import { publicationsRouter } from '../features/forecasting/publications/router.ts';
import { publishedForecastsRouter } from '../features/forecasting/published-forecasts/router.ts';
import { inventoryRouter } from '../features/planning/inventory/router.ts';
import { orderPlansRouter } from '../features/planning/order-plans/router.ts';
import { planCoverageRouter } from '../features/planning/plan-coverage/router.ts';
import { planEditsRouter } from '../features/planning/plan-edits/router.ts';
import { planRunsRouter } from '../features/planning/plan-runs/router.ts';
import { planScenariosRouter } from '../features/planning/plan-scenarios/router.ts';
import { planningSettingsRouter } from '../features/planning/planning-settings/router.ts';
import { stockExceptionsRouter } from '../features/planning/stock-exceptions/router.ts';
import { transferLanesRouter } from '../features/planning/transfer-lanes/router.ts';
import { transfersRouter } from '../features/planning/transfer-orders/router.ts';
import { approvalLimitsRouter, signInChoicesRouter } from '../features/purchasing/approval-limits/router.ts';
import { delegationsRouter } from '../features/purchasing/delegations/router.ts';
import { purchasingRouter } from '../features/purchasing/orders/router.ts';
import { supplierCapacityRouter } from '../features/purchasing/supplier-capacity/router.ts';
import { supplierPerformanceRouter } from '../features/purchasing/supplier-performance/router.ts';
import { suppliersRouter } from '../features/purchasing/suppliers/router.ts';
import { auditRouter } from '../features/workspace/audit/router.ts';
import { dashboardRouter } from '../features/workspace/dashboard/router.ts';
import { systemRouter } from '../features/workspace/system/router.ts';
import { usersRouter } from '../features/workspace/users/router.ts';
import { createCallerFactory, mergeRouters, router } from './trpc.ts';

export const appRouter = router({
  approvals: approvalLimitsRouter,
  audit: auditRouter,
  catalogue: catalogueRouter,
  dashboard: dashboardRouter,
  dataQuality: dataQualityRouter,
  demandEvents: demandEventsRouter,
  forecasts: mergeRouters(
    forecastsRouter,
    forecastRunsRouter,
    publicationsRouter,
    publishedForecastsRouter,
    overridesRouter,
    finalForecastsRouter,
    forecastAccuracyRouter,
  ),
  inventory: mergeRouters(
    inventoryRouter,
    orderPlansRouter,
    planCoverageRouter,
    planEditsRouter,
    planRunsRouter,
    planScenariosRouter,
    stockExceptionsRouter,
  ),
  stockOuts: stockOutsRouter,
  planningSettings: planningSettingsRouter,
  suppliers: mergeRouters(suppliersRouter, supplierCapacityRouter, supplierPerformanceRouter),
  imports: mergeRouters(importsRouter, importRunsRouter),
  delegations: delegationsRouter,
  portfolio: portfolioRouter,
  purchasing: purchasingRouter,
  exchangeRates: exchangeRatesRouter,
  system: systemRouter,
  transferLanes: transferLanesRouter,
  transfers: transfersRouter,
  users: mergeRouters(usersRouter, signInChoicesRouter),
});

export type AppRouter = typeof appRouter;

/** Calls procedures in this process, as a program would. */
export const createCaller = createCallerFactory(appRouter);
