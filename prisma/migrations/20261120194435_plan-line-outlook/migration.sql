-- AlterTable
ALTER TABLE "OrderPlanLine" ADD COLUMN     "arrivesOn" DATE,
ADD COLUMN     "daysOfCover" DOUBLE PRECISION,
ADD COLUMN     "expectedFillRate" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "projection" JSONB NOT NULL;
