-- AlterTable
ALTER TABLE "ForecastPublication" ADD COLUMN     "portfolioRunId" UUID,
ADD COLUMN     "series" JSONB,
ALTER COLUMN "runId" DROP NOT NULL;

-- A publication is of one comparison or of one portfolio run.
ALTER TABLE "ForecastPublication" ADD CONSTRAINT "ForecastPublication_one_source"
  CHECK (num_nonnulls("runId", "portfolioRunId") = 1);

-- CreateTable
CREATE TABLE "PublishedForecastChannel" (
    "publishedForecastId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "mean" DOUBLE PRECISION[],

    CONSTRAINT "PublishedForecastChannel_pkey" PRIMARY KEY ("publishedForecastId","channelId")
);

-- CreateIndex
CREATE INDEX "PublishedForecastChannel_channelId_idx" ON "PublishedForecastChannel"("channelId");

-- CreateIndex
CREATE INDEX "ForecastPublication_portfolioRunId_idx" ON "ForecastPublication"("portfolioRunId");

-- AddForeignKey
ALTER TABLE "ForecastPublication" ADD CONSTRAINT "ForecastPublication_portfolioRunId_fkey" FOREIGN KEY ("portfolioRunId") REFERENCES "PortfolioRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecastChannel" ADD CONSTRAINT "PublishedForecastChannel_publishedForecastId_fkey" FOREIGN KEY ("publishedForecastId") REFERENCES "PublishedForecast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublishedForecastChannel" ADD CONSTRAINT "PublishedForecastChannel_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;
