-- Price breaks of supplier terms, shelf lives of SKUs, what a supplier takes in a week.
-- AlterTable
ALTER TABLE "Sku" ADD COLUMN     "shelfLifeDays" INTEGER,
ADD COLUMN     "shelfLifeSource" TEXT;

-- AlterTable
ALTER TABLE "Supplier" ADD COLUMN     "weeklyCapacity" DECIMAL(14,3);

-- CreateTable
CREATE TABLE "SupplierPriceBreak" (
    "supplierId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "minimumQuantity" DECIMAL(14,3) NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,

    CONSTRAINT "SupplierPriceBreak_pkey" PRIMARY KEY ("supplierId","skuId","minimumQuantity")
);

-- CreateTable
CREATE TABLE "SupplierCapacity" (
    "id" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "firstDay" DATE NOT NULL,
    "units" DECIMAL(14,3) NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SupplierCapacity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SupplierCapacity_supplierId_firstDay_key" ON "SupplierCapacity"("supplierId", "firstDay");

-- AddForeignKey
ALTER TABLE "SupplierPriceBreak" ADD CONSTRAINT "SupplierPriceBreak_supplierId_skuId_fkey" FOREIGN KEY ("supplierId", "skuId") REFERENCES "SupplierTerm"("supplierId", "skuId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupplierCapacity" ADD CONSTRAINT "SupplierCapacity_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE CASCADE ON UPDATE CASCADE;
