import { approvalLimitsRouter } from '../features/approval-limits/router.ts';
import { auditRouter } from '../features/audit/router.ts';
import { catalogueRouter } from '../features/catalogue/router.ts';
import { dashboardRouter } from '../features/dashboard/router.ts';
import { dataQualityRouter } from '../features/data-quality/router.ts';
import { delegationsRouter } from '../features/delegations/router.ts';
import { demandEventsRouter } from '../features/demand-events/router.ts';
import { exchangeRatesRouter } from '../features/exchange-rates/router.ts';
import { finalForecastsRouter } from '../features/final-forecasts/router.ts';
import { forecastsRouter } from '../features/forecasts/router.ts';
import { importRunsRouter } from '../features/import-runs/router.ts';
import { importsRouter } from '../features/imports/router.ts';
import { inventoryRouter } from '../features/inventory/router.ts';
import { orderPlansRouter } from '../features/order-plans/router.ts';
import { overridesRouter } from '../features/overrides/router.ts';
import { planEditsRouter } from '../features/plan-edits/router.ts';
import { planRunsRouter } from '../features/plan-runs/router.ts';
import { planScenariosRouter } from '../features/plan-scenarios/router.ts';
import { planningSettingsRouter } from '../features/planning-settings/router.ts';
import { portfolioRouter } from '../features/portfolio/router.ts';
import { publicationsRouter } from '../features/publications/router.ts';
import { publishedForecastsRouter } from '../features/published-forecasts/router.ts';
import { purchasingRouter } from '../features/purchasing/router.ts';
import { stockExceptionsRouter } from '../features/stock-exceptions/router.ts';
import { stockOutsRouter } from '../features/stock-outs/router.ts';
import { supplierPerformanceRouter } from '../features/supplier-performance/router.ts';
import { suppliersRouter } from '../features/suppliers/router.ts';
import { systemRouter } from '../features/system/router.ts';
import { usersRouter } from '../features/users/router.ts';
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
    publicationsRouter,
    publishedForecastsRouter,
    overridesRouter,
    finalForecastsRouter,
  ),
  inventory: mergeRouters(
    inventoryRouter,
    orderPlansRouter,
    planEditsRouter,
    planRunsRouter,
    planScenariosRouter,
    stockExceptionsRouter,
  ),
  stockOuts: stockOutsRouter,
  planningSettings: planningSettingsRouter,
  suppliers: mergeRouters(suppliersRouter, supplierPerformanceRouter),
  imports: mergeRouters(importsRouter, importRunsRouter),
  delegations: delegationsRouter,
  portfolio: portfolioRouter,
  purchasing: purchasingRouter,
  exchangeRates: exchangeRatesRouter,
  system: systemRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures in this process, as a program would. */
export const createCaller = createCallerFactory(appRouter);
