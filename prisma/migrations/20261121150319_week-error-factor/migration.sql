-- AlterTable
ALTER TABLE "PublishedForecast" ADD COLUMN     "weekErrorFactor" DOUBLE PRECISION NOT NULL DEFAULT 1;
