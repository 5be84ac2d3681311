-- AlterTable
ALTER TABLE "PublishedForecast" ADD COLUMN     "portfolioRunId" UUID;

-- CreateTable
CREATE TABLE "PortfolioSchedule" (
    "organisationId" UUID NOT NULL,
    "minuteOfDay" SMALLINT NOT NULL,
    "horizonPeriods" INTEGER NOT NULL,
    "folds" INTEGER NOT NULL,

    CONSTRAINT "PortfolioSchedule_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "PortfolioRun" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "requestedById" UUID,
    "scheduledFor" DATE,
    "status" "RunStatus" NOT NULL,
    "failureReason" TEXT,
    "horizonPeriods" INTEGER NOT NULL,
    "folds" INTEGER NOT NULL,
    "salesVersion" INTEGER NOT NULL,
    "seriesCount" INTEGER,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "busySeconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "learning" JSONB,
    "knowledge" BYTEA,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PortfolioRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PortfolioSeries" (
    "runId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "priceGbp" DECIMAL(18,6),
    "settledAt" TIMESTAMPTZ(3),
    "failureReason" TEXT,
    "historySha256" TEXT,
    "firstPeriod" DATE,
    "evaluation" JSONB,
    "classAverage" BOOLEAN NOT NULL DEFAULT false,
    "warnings" TEXT[],
    "wape" DOUBLE PRECISION,
    "mase" DOUBLE PRECISION,
    "bias" DOUBLE PRECISION,
    "forecastValueAdded" DOUBLE PRECISION,
    "heldOutUnits" DOUBLE PRECISION,
    "missedUnits" DOUBLE PRECISION,
    "naiveMissedUnits" DOUBLE PRECISION,
    "units" DOUBLE PRECISION,
    "valueGbp" DECIMAL(18,2),
    "attentionGbp" DECIMAL(18,2),

    CONSTRAINT "PortfolioSeries_pkey" PRIMARY KEY ("runId","skuId","warehouseId")
);

-- CreateIndex
CREATE INDEX "PortfolioRun_organisationId_createdAt_idx" ON "PortfolioRun"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "PortfolioRun_status_idx" ON "PortfolioRun"("status");

-- CreateIndex
CREATE UNIQUE INDEX "PortfolioRun_organisationId_scheduledFor_key" ON "PortfolioRun"("organisationId", "scheduledFor");

-- CreateIndex
CREATE INDEX "PortfolioSeries_runId_position_idx" ON "PortfolioSeries"("runId", "position");

-- CreateIndex
CREATE INDEX "PortfolioSeries_skuId_idx" ON "PortfolioSeries"("skuId");

-- CreateIndex
CREATE INDEX "PortfolioSeries_warehouseId_idx" ON "PortfolioSeries"("warehouseId");

-- CreateIndex
CREATE INDEX "PublishedForecast_portfolioRunId_idx" ON "PublishedForecast"("portfolioRunId");

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_portfolioRunId_fkey" FOREIGN KEY ("portfolioRunId") REFERENCES "PortfolioRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioSchedule" ADD CONSTRAINT "PortfolioSchedule_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioRun" ADD CONSTRAINT "PortfolioRun_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioRun" ADD CONSTRAINT "PortfolioRun_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioSeries" ADD CONSTRAINT "PortfolioSeries_runId_fkey" FOREIGN KEY ("runId") REFERENCES "PortfolioRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioSeries" ADD CONSTRAINT "PortfolioSeries_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PortfolioSeries" ADD CONSTRAINT "PortfolioSeries_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
