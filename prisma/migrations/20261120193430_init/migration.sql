-- CreateEnum
CREATE TYPE "AuditOutcome" AS ENUM ('DONE', 'REFUSED');

-- CreateEnum
CREATE TYPE "AliasKind" AS ENUM ('SKU', 'CHANNEL');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('RUNNING', 'COMPLETED', 'CANCELLED', 'INTERRUPTED', 'FAILED');

-- CreateEnum
CREATE TYPE "ServiceMeasure" AS ENUM ('CYCLE', 'FILL');

-- CreateEnum
CREATE TYPE "PlanStatus" AS ENUM ('RUNNING', 'COMPLETED', 'INFEASIBLE', 'CANCELLED', 'INTERRUPTED', 'FAILED');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN', 'MANAGER', 'OPERATOR', 'VIEWER');

-- CreateEnum
CREATE TYPE "ApprovalAuthority" AS ENUM ('NONE', 'MANAGER', 'DIRECTOR', 'CFO');

-- CreateEnum
CREATE TYPE "PurchaseOrderStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'ORDERED', 'RECEIVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('APPROVED', 'REJECTED');

-- CreateEnum
CREATE TYPE "Period" AS ENUM ('DAY', 'WEEK', 'MONTH');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('CHECKING', 'CHECKED', 'COMMITTING', 'COMMITTED', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "organisationId" UUID,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "actorRole" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" "AuditOutcome" NOT NULL DEFAULT 'DONE',
    "entityType" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "requestId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LiveEvent" (
    "id" BIGSERIAL NOT NULL,
    "organisationId" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LiveEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Product" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Region" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "Region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sku" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "productId" UUID NOT NULL,
    "regionId" UUID NOT NULL,
    "unitOfMeasure" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Sku_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Channel" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "regionId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Warehouse" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "regionId" UUID NOT NULL,
    "capacityUnits" DECIMAL(14,3),

    CONSTRAINT "Warehouse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alias" (
    "organisationId" UUID NOT NULL,
    "kind" "AliasKind" NOT NULL,
    "alias" TEXT NOT NULL,
    "targetId" UUID NOT NULL,

    CONSTRAINT "Alias_pkey" PRIMARY KEY ("organisationId","kind","alias")
);

-- CreateTable
CREATE TABLE "ForecastRun" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "requestedById" UUID NOT NULL,
    "status" "RunStatus" NOT NULL,
    "selection" JSONB NOT NULL,
    "period" "Period" NOT NULL,
    "horizonPeriods" INTEGER NOT NULL,
    "folds" INTEGER NOT NULL,
    "forecasterIds" TEXT[],
    "seed" INTEGER NOT NULL,
    "historyStart" DATE NOT NULL,
    "historyPeriods" INTEGER NOT NULL,
    "historySha256" TEXT NOT NULL,
    "salesVersion" INTEGER NOT NULL,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ForecastRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelEvaluation" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "forecasterId" TEXT NOT NULL,
    "evaluation" JSONB,
    "failureReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModelEvaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublishedForecast" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "runId" UUID,
    "forecasterId" TEXT NOT NULL,
    "period" "Period" NOT NULL,
    "firstPeriod" DATE NOT NULL,
    "mean" DOUBLE PRECISION[],
    "errorDeviation" DOUBLE PRECISION[],
    "evaluation" JSONB NOT NULL,
    "historySha256" TEXT NOT NULL,
    "reason" TEXT,
    "publishedById" UUID NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PublishedForecast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockLevel" (
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "onHand" DECIMAL(14,3) NOT NULL,
    "backOrdered" DECIMAL(14,3) NOT NULL DEFAULT 0,
    "asOf" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StockLevel_pkey" PRIMARY KEY ("skuId","warehouseId")
);

-- CreateTable
CREATE TABLE "InventoryPolicy" (
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "serviceMeasure" "ServiceMeasure" NOT NULL DEFAULT 'CYCLE',
    "serviceTarget" DECIMAL(6,5) NOT NULL,
    "reviewPeriodDays" INTEGER NOT NULL DEFAULT 7,
    "holdingRate" DECIMAL(6,4) NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InventoryPolicy_pkey" PRIMARY KEY ("skuId","warehouseId")
);

-- CreateTable
CREATE TABLE "Supplier" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "leadTimeDays" INTEGER NOT NULL,
    "leadTimeDeviationDays" DECIMAL(8,2) NOT NULL,
    "orderCost" DECIMAL(14,2) NOT NULL,
    "minimumOrderValue" DECIMAL(14,2) NOT NULL DEFAULT 0,
    "paymentTermsDays" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupplierTerm" (
    "supplierId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,
    "minimumOrderQuantity" DECIMAL(14,3) NOT NULL,
    "orderMultiple" DECIMAL(14,3) NOT NULL,
    "preferred" BOOLEAN NOT NULL DEFAULT true,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SupplierTerm_pkey" PRIMARY KEY ("supplierId","skuId")
);

-- CreateTable
CREATE TABLE "OrderPlan" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "status" "PlanStatus" NOT NULL,
    "failureReason" TEXT,
    "planningDate" DATE NOT NULL,
    "parameters" JSONB NOT NULL,
    "problem" JSONB,
    "summary" JSONB,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OrderPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderPlanLine" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "publishedForecastId" UUID NOT NULL,
    "safetyStock" DECIMAL(14,3) NOT NULL,
    "reorderPoint" DECIMAL(14,3) NOT NULL,
    "inventoryPosition" DECIMAL(14,3) NOT NULL,
    "orderQuantity" DECIMAL(14,3) NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "lineCost" DECIMAL(14,2) NOT NULL,
    "lineCostGbp" DECIMAL(14,2) NOT NULL,
    "decision" JSONB NOT NULL,

    CONSTRAINT "OrderPlanLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "isSample" BOOLEAN NOT NULL DEFAULT false,
    "planningDate" DATE,
    "baseCurrency" CHAR(3) NOT NULL DEFAULT 'GBP',
    "locale" TEXT NOT NULL DEFAULT 'en-GB',
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/London',
    "weekStartsOn" SMALLINT NOT NULL DEFAULT 1,
    "salesVersion" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "approvalAuthority" "ApprovalAuthority" NOT NULL DEFAULT 'NONE',
    "clerkUserId" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalLimit" (
    "organisationId" UUID NOT NULL,
    "authority" "ApprovalAuthority" NOT NULL,
    "limitGbp" DECIMAL(14,2),

    CONSTRAINT "ApprovalLimit_pkey" PRIMARY KEY ("organisationId","authority")
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" UUID NOT NULL,
    "fromUserId" UUID NOT NULL,
    "toUserId" UUID NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExchangeRate" (
    "organisationId" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "gbpPerUnit" DECIMAL(18,8) NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "ExchangeRate_pkey" PRIMARY KEY ("organisationId","currency","day")
);

-- CreateTable
CREATE TABLE "PurchaseOrder" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "supplierId" UUID NOT NULL,
    "planId" UUID,
    "status" "PurchaseOrderStatus" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "total" DECIMAL(14,2) NOT NULL,
    "gbpPerUnit" DECIMAL(18,8),
    "gbpRateDay" DATE,
    "totalGbp" DECIMAL(14,2),
    "contentHash" TEXT,
    "requestedById" UUID NOT NULL,
    "expectedOn" DATE,
    "idempotencyKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PurchaseOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PurchaseOrderLine" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "planLineId" UUID,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,
    "lineTotal" DECIMAL(14,2) NOT NULL,

    CONSTRAINT "PurchaseOrderLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Approval" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "decidedById" UUID NOT NULL,
    "decision" "Decision" NOT NULL,
    "contentHash" TEXT NOT NULL,
    "authority" "ApprovalAuthority" NOT NULL,
    "limitGbp" DECIMAL(14,2),
    "amountGbp" DECIMAL(14,2) NOT NULL,
    "reason" TEXT,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SalesFact" (
    "skuId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "period" "Period" NOT NULL,
    "periodStart" DATE NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "revenue" DECIMAL(14,2),
    "currency" CHAR(3),
    "importBatchId" UUID,

    CONSTRAINT "SalesFact_pkey" PRIMARY KEY ("skuId","channelId","period","periodStart")
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileSha256" TEXT NOT NULL,
    "fileBytes" BYTEA NOT NULL,
    "dialect" JSONB,
    "mapping" JSONB,
    "status" "ImportStatus" NOT NULL,
    "failureReason" TEXT,
    "rowCount" INTEGER NOT NULL DEFAULT 0,
    "validCount" INTEGER NOT NULL DEFAULT 0,
    "invalidCount" INTEGER NOT NULL DEFAULT 0,
    "createCount" INTEGER NOT NULL DEFAULT 0,
    "updateCount" INTEGER NOT NULL DEFAULT 0,
    "unchangedCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "committedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "batchId" UUID NOT NULL,
    "rowNumber" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "valid" BOOLEAN NOT NULL,
    "problems" JSONB NOT NULL,
    "skuId" UUID,
    "channelId" UUID,
    "period" "Period",
    "periodStart" DATE,
    "quantity" DECIMAL(14,3),
    "revenue" DECIMAL(14,2),
    "currency" CHAR(3),

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("batchId","rowNumber")
);

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_id_idx" ON "AuditEvent"("organisationId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_entityType_entityId_idx" ON "AuditEvent"("entityType", "entityId");

-- CreateIndex
CREATE INDEX "LiveEvent_organisationId_id_idx" ON "LiveEvent"("organisationId", "id");

-- CreateIndex
CREATE INDEX "LiveEvent_createdAt_idx" ON "LiveEvent"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Product_organisationId_code_key" ON "Product"("organisationId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Region_organisationId_code_key" ON "Region"("organisationId", "code");

-- CreateIndex
CREATE INDEX "Sku_productId_idx" ON "Sku"("productId");

-- CreateIndex
CREATE INDEX "Sku_regionId_idx" ON "Sku"("regionId");

-- CreateIndex
CREATE UNIQUE INDEX "Sku_organisationId_code_key" ON "Sku"("organisationId", "code");

-- CreateIndex
CREATE INDEX "Channel_regionId_idx" ON "Channel"("regionId");

-- CreateIndex
CREATE INDEX "Channel_warehouseId_idx" ON "Channel"("warehouseId");

-- CreateIndex
CREATE UNIQUE INDEX "Channel_organisationId_code_key" ON "Channel"("organisationId", "code");

-- CreateIndex
CREATE INDEX "Warehouse_regionId_idx" ON "Warehouse"("regionId");

-- CreateIndex
CREATE UNIQUE INDEX "Warehouse_organisationId_code_key" ON "Warehouse"("organisationId", "code");

-- CreateIndex
CREATE INDEX "ForecastRun_organisationId_createdAt_idx" ON "ForecastRun"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "ForecastRun_status_heartbeatAt_idx" ON "ForecastRun"("status", "heartbeatAt");

-- CreateIndex
CREATE UNIQUE INDEX "ModelEvaluation_runId_forecasterId_key" ON "ModelEvaluation"("runId", "forecasterId");

-- CreateIndex
CREATE INDEX "PublishedForecast_organisationId_publishedAt_idx" ON "PublishedForecast"("organisationId", "publishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PublishedForecast_skuId_warehouseId_version_key" ON "PublishedForecast"("skuId", "warehouseId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Supplier_organisationId_code_key" ON "Supplier"("organisationId", "code");

-- CreateIndex
CREATE INDEX "SupplierTerm_skuId_idx" ON "SupplierTerm"("skuId");

-- CreateIndex
CREATE INDEX "OrderPlan_organisationId_createdAt_idx" ON "OrderPlan"("organisationId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OrderPlanLine_planId_skuId_warehouseId_key" ON "OrderPlanLine"("planId", "skuId", "warehouseId");

-- CreateIndex
CREATE UNIQUE INDEX "User_clerkUserId_key" ON "User"("clerkUserId");

-- CreateIndex
CREATE UNIQUE INDEX "User_organisationId_email_key" ON "User"("organisationId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Delegation_toUserId_idx" ON "Delegation"("toUserId");

-- CreateIndex
CREATE INDEX "PurchaseOrder_organisationId_status_createdAt_idx" ON "PurchaseOrder"("organisationId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "PurchaseOrder_supplierId_requestedById_submittedAt_idx" ON "PurchaseOrder"("supplierId", "requestedById", "submittedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseOrder_organisationId_number_key" ON "PurchaseOrder"("organisationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseOrder_organisationId_idempotencyKey_key" ON "PurchaseOrder"("organisationId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseOrderLine_planLineId_key" ON "PurchaseOrderLine"("planLineId");

-- CreateIndex
CREATE INDEX "PurchaseOrderLine_orderId_idx" ON "PurchaseOrderLine"("orderId");

-- CreateIndex
CREATE INDEX "PurchaseOrderLine_skuId_warehouseId_idx" ON "PurchaseOrderLine"("skuId", "warehouseId");

-- CreateIndex
CREATE UNIQUE INDEX "Approval_orderId_contentHash_key" ON "Approval"("orderId", "contentHash");

-- CreateIndex
CREATE INDEX "SalesFact_importBatchId_idx" ON "SalesFact"("importBatchId");

-- CreateIndex
CREATE INDEX "ImportBatch_organisationId_createdAt_idx" ON "ImportBatch"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "ImportRow_batchId_valid_rowNumber_idx" ON "ImportRow"("batchId", "valid", "rowNumber");

-- AddForeignKey
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiveEvent" ADD CONSTRAINT "LiveEvent_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Region" ADD CONSTRAINT "Region_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sku" ADD CONSTRAINT "Sku_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sku" ADD CONSTRAINT "Sku_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sku" ADD CONSTRAINT "Sku_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Warehouse" ADD CONSTRAINT "Warehouse_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Warehouse" ADD CONSTRAINT "Warehouse_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alias" ADD CONSTRAINT "Alias_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastRun" ADD CONSTRAINT "ForecastRun_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastRun" ADD CONSTRAINT "ForecastRun_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModelEvaluation" ADD CONSTRAINT "ModelEvaluation_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ForecastRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ForecastRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockLevel" ADD CONSTRAINT "StockLevel_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockLevel" ADD CONSTRAINT "StockLevel_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InventoryPolicy" ADD CONSTRAINT "InventoryPolicy_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InventoryPolicy" ADD CONSTRAINT "InventoryPolicy_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Supplier" ADD CONSTRAINT "Supplier_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupplierTerm" ADD CONSTRAINT "SupplierTerm_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupplierTerm" ADD CONSTRAINT "SupplierTerm_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlan" ADD CONSTRAINT "OrderPlan_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlan" ADD CONSTRAINT "OrderPlan_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlanLine" ADD CONSTRAINT "OrderPlanLine_planId_fkey" FOREIGN KEY ("planId") REFERENCES "OrderPlan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlanLine" ADD CONSTRAINT "OrderPlanLine_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlanLine" ADD CONSTRAINT "OrderPlanLine_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlanLine" ADD CONSTRAINT "OrderPlanLine_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderPlanLine" ADD CONSTRAINT "OrderPlanLine_publishedForecastId_fkey" FOREIGN KEY ("publishedForecastId") REFERENCES "PublishedForecast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalLimit" ADD CONSTRAINT "ApprovalLimit_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_fromUserId_fkey" FOREIGN KEY ("fromUserId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_toUserId_fkey" FOREIGN KEY ("toUserId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExchangeRate" ADD CONSTRAINT "ExchangeRate_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_planId_fkey" FOREIGN KEY ("planId") REFERENCES "OrderPlan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "PurchaseOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_planLineId_fkey" FOREIGN KEY ("planLineId") REFERENCES "OrderPlanLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "PurchaseOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SalesFact" ADD CONSTRAINT "SalesFact_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SalesFact" ADD CONSTRAINT "SalesFact_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SalesFact" ADD CONSTRAINT "SalesFact_importBatchId_fkey" FOREIGN KEY ("importBatchId") REFERENCES "ImportBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The audit trail only grows: not even the application's own account may change or remove a row.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are append-only';
END
$$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Figures that no code path may store.
ALTER TABLE "SalesFact" ADD CONSTRAINT "SalesFact_quantity_not_negative" CHECK (quantity >= 0);
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_quantity_positive" CHECK (quantity > 0);
ALTER TABLE "InventoryPolicy" ADD CONSTRAINT "InventoryPolicy_serviceTarget_share" CHECK ("serviceTarget" > 0 AND "serviceTarget" < 1);
