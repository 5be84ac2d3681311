-- AlterTable
ALTER TABLE "ForecastRun" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "StockOut" (
    "id" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "firstDay" DATE NOT NULL,
    "lastDay" DATE,
    "source" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StockOut_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StockOut_skuId_warehouseId_firstDay_idx" ON "StockOut"("skuId", "warehouseId", "firstDay");

-- AddForeignKey
ALTER TABLE "StockOut" ADD CONSTRAINT "StockOut_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockOut" ADD CONSTRAINT "StockOut_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A stock-out does not end before it begins.
ALTER TABLE "StockOut" ADD CONSTRAINT "StockOut_days_check" CHECK ("lastDay" IS NULL OR "lastDay" >= "firstDay");
