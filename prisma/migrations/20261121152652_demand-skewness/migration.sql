-- AlterTable
ALTER TABLE "OrderPlanLine" ADD COLUMN     "demandSkewness" DOUBLE PRECISION;
