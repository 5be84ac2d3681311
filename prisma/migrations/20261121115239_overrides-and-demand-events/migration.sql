-- CreateEnum
CREATE TYPE "DemandEventKind" AS ENUM ('PROMOTION', 'PRICE', 'LISTING', 'SUPPLY', 'OTHER');

-- CreateEnum
CREATE TYPE "OverrideEnd" AS ENUM ('REPLACED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "ForecastPublication" ADD COLUMN     "reconciliation" JSONB;

-- CreateTable
CREATE TABLE "DemandEvent" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "kind" "DemandEventKind" NOT NULL,
    "label" TEXT NOT NULL,
    "firstDay" DATE NOT NULL,
    "lastDay" DATE NOT NULL,
    "selection" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DemandEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ForecastOverride" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "selection" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "expiresOn" DATE NOT NULL,
    "madeOn" DATE NOT NULL,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ForecastOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OverriddenWeek" (
    "id" UUID NOT NULL,
    "overrideId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "week" DATE NOT NULL,
    "baseline" DECIMAL(14,3) NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "end" "OverrideEnd",
    "endedOn" DATE,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "OverriddenWeek_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DemandEvent_organisationId_firstDay_idx" ON "DemandEvent"("organisationId", "firstDay");

-- CreateIndex
CREATE INDEX "ForecastOverride_organisationId_createdAt_idx" ON "ForecastOverride"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "OverriddenWeek_skuId_warehouseId_week_idx" ON "OverriddenWeek"("skuId", "warehouseId", "week");

-- CreateIndex
CREATE INDEX "OverriddenWeek_overrideId_idx" ON "OverriddenWeek"("overrideId");

-- AddForeignKey
ALTER TABLE "DemandEvent" ADD CONSTRAINT "DemandEvent_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DemandEvent" ADD CONSTRAINT "DemandEvent_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastOverride" ADD CONSTRAINT "ForecastOverride_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForecastOverride" ADD CONSTRAINT "ForecastOverride_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OverriddenWeek" ADD CONSTRAINT "OverriddenWeek_overrideId_fkey" FOREIGN KEY ("overrideId") REFERENCES "ForecastOverride"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OverriddenWeek" ADD CONSTRAINT "OverriddenWeek_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OverriddenWeek" ADD CONSTRAINT "OverriddenWeek_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OverriddenWeek" ADD CONSTRAINT "OverriddenWeek_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What a diff cannot know: one figure stands for each SKU, warehouse and week, and demand is never negative.
CREATE UNIQUE INDEX "OverriddenWeek_standing_key" ON "OverriddenWeek" ("skuId", "warehouseId", "week") WHERE "end" IS NULL;
ALTER TABLE "OverriddenWeek" ADD CONSTRAINT "OverriddenWeek_quantity_check" CHECK ("quantity" >= 0 AND "baseline" >= 0);
ALTER TABLE "DemandEvent" ADD CONSTRAINT "DemandEvent_days_check" CHECK ("firstDay" <= "lastDay");
