-- AlterTable
ALTER TABLE "PortfolioSchedule" ADD COLUMN     "firstDay" DATE NOT NULL;
