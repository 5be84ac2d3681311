-- AlterTable
ALTER TABLE "PublishedForecast" ADD COLUMN     "publicationId" UUID;

-- CreateTable
CREATE TABLE "ForecastPublication" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "forecasterId" TEXT NOT NULL,
    "reason" TEXT,
    "status" "RunStatus" NOT NULL,
    "seriesCount" INTEGER NOT NULL DEFAULT 0,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "heldBack" JSONB NOT NULL DEFAULT '[]',
    "failureReason" TEXT,
    "requestedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ForecastPublication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ForecastPublication_organisationId_createdAt_idx" ON "ForecastPublication"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "ForecastPublication_runId_idx" ON "ForecastPublication"("runId");

-- CreateIndex
CREATE INDEX "PublishedForecast_publicationId_idx" ON "PublishedForecast"("publicationId");

-- AddForeignKey
ALTER TABLE "ForecastPublication" ADD CONSTRAINT "ForecastPublication_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastPublication" ADD CONSTRAINT "ForecastPublication_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ForecastRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastPublication" ADD CONSTRAINT "ForecastPublication_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecast" ADD CONSTRAINT "PublishedForecast_publicationId_fkey" FOREIGN KEY ("publicationId") REFERENCES "ForecastPublication"("id") ON DELETE SET NULL ON UPDATE CASCADE;
